using CoinPulse.Core.Operations;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>The leases of trading by name, as they stand in the database.</summary>
public static class LeaseNames
{
    public const string Engine = "engine";
}

/// <summary>Whether this process is the engine. The exchange checks no fencing number, so a holder that cannot renew stops sending before its lease can run out.</summary>
public interface IEngineLease
{
    /// <summary>The proof for a transaction; null when this process is not the engine, or can no longer be sure.</summary>
    LeaseProof? Proof { get; }
}
