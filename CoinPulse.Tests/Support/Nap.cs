using CoinPulse.Core.Operations;

namespace CoinPulse.Tests.Support;

/// <summary>A process that is put to sleep at a point: what others do meanwhile is done there, and then it wakes up and goes on where it was.</summary>
internal sealed class Nap(string point, Func<Task> meanwhile) : ICrashPoints
{
    private bool _isOver;

    /// <summary>Whether the point was reached.</summary>
    public bool IsOver => _isOver;

    public void At(string passed)
    {
        if (passed != point || _isOver) return;
        _isOver = true;
        meanwhile().GetAwaiter().GetResult();   // the sleeper does nothing else until it is over
    }
}
