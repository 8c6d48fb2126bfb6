namespace CoinPulse.Core.Trading.Reserve;

/// <summary>Whether the journal takes what is written, as people are told.</summary>
public interface IJournalState
{
    /// <summary>The journal could not be written: entries wait, exits go through the reserve.</summary>
    bool IsAway { get; }

    /// <summary>Wall time; null while it is there.</summary>
    DateTimeOffset? AwaySince { get; }
}
