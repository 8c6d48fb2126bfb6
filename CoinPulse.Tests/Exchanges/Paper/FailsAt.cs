using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Operations;

namespace CoinPulse.Tests.Exchanges.Paper;

/// <summary>Throws when a point is passed for the first time.</summary>
internal sealed class FailsAt(string point, Func<string, Exception> failure) : ICrashPoints
{
    public bool HasFailed { get; private set; }

    public void At(string passing)
    {
        if (passing != point || HasFailed) return;
        HasFailed = true;
        throw failure(passing);
    }
}
