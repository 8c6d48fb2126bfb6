using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Tests.Support;

/// <summary>The engine's lease as a test gives and takes it; there is no seat, so that other processes may run.</summary>
internal sealed class LeaseInHand(long? fence = null) : IEngineLease, IEngineSeat
{
    public LeaseProof? Proof { get; private set; } = fence is { } held ? new LeaseProof("engine", "test", held) : null;

    public bool IsTaken => false;

    public void Give(long fence) => Proof = new LeaseProof("engine", "test", fence);

    public void Take() => Proof = null;

    public bool TryTake() => true;

    public void Leave()
    {
    }
}
