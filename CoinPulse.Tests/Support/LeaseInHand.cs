using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Tests.Support;

/// <summary>The engine's lease as a test gives and takes it; there is no seat, so that other processes may run.</summary>
internal sealed class LeaseInHand(long? fence = null, string holder = "test") : IEngineLease, IEngineSeat
{
    public LeaseProof? Proof { get; private set; } = fence is { } held ? new LeaseProof("engine", holder, held) : null;

    public bool IsTaken => false;

    public void Give(long fence) => Proof = new LeaseProof("engine", holder, fence);

    public void Take() => Proof = null;

    public bool TryTake() => true;

    public void Leave()
    {
    }
}
