using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Trading.Cycle;

/// <summary>Why new buys wait, for the frame of every page. Read from memory.</summary>
public interface IEntryHolds
{
    /// <summary>Why nobody's entries are made now, as a text key (<c>Held_{key}</c>); null when they may be.</summary>
    string? HeldBecause { get; }

    /// <summary>A check found that the person's records do not fit together.</summary>
    bool IsHeld(UserId owner);

    /// <summary>The exchange of one of the person's accounts is under maintenance, or does not answer.</summary>
    bool IsExchangeAway(UserId owner);
}
