using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Holdings;

/// <summary>How much of an account's past is written down. Times are the exchange's.</summary>
public sealed class HistoryMark
{
    private HistoryMark()
    {
    }

    /// <param name="wantedFrom">How far back the past is to be read.</param>
    /// <param name="now">When it is first looked at: from here it is followed forward and read backward.</param>
    public HistoryMark(UserId owner, AccountId account, DateTimeOffset wantedFrom, DateTimeOffset now) =>
        (Owner, Account, WantedFrom, ConnectedAt, Through, ReadBackTo) = (owner, account, wantedFrom, now, now, now);

    public UserId Owner { get; private init; }

    public AccountId Account { get; private init; }

    public DateTimeOffset ConnectedAt { get; private init; }

    public DateTimeOffset WantedFrom { get; private init; }

    /// <summary>Everything that ended before is known, as far back as <see cref="ReadBackTo"/>.</summary>
    public DateTimeOffset Through { get; private set; }

    /// <summary>Every order that was created since is known.</summary>
    public DateTimeOffset ReadBackTo { get; private set; }

    /// <summary>Transfers that arrived before are known; null before the first answer.</summary>
    public DateTimeOffset? TransfersThrough { get; private set; }

    /// <summary>The key may not see deposits or withdrawals.</summary>
    public bool HidesTransfers { get; private set; }

    /// <summary>Why the newest look brought nothing; null when it went well.</summary>
    public ExchangeFaultKind? Trouble { get; private set; }

    public bool IsWhole => ReadBackTo <= WantedFrom;

    /// <summary>How much of the past has been read, from 0 to 1.</summary>
    public decimal Progress => IsWhole || ConnectedAt <= WantedFrom ? 1 : (decimal)((ConnectedAt - ReadBackTo) / (ConnectedAt - WantedFrom));

    public void Reach(DateTimeOffset through)
    {
        if (through > Through) Through = through;
        Trouble = null;
    }

    public void ReachBack(DateTimeOffset from)
    {
        if (from < ReadBackTo) ReadBackTo = from;
        Trouble = null;
    }

    public void ReachTransfers(DateTimeOffset through) => (TransfersThrough, HidesTransfers) = (through, false);

    public void HideTransfers() => HidesTransfers = true;

    public void Fail(ExchangeFaultKind trouble) => Trouble = trouble;
}
