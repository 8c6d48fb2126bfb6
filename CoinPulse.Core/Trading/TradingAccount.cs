using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading;

public readonly record struct AccountId(Guid Value) : IGuidId<AccountId>
{
    public static AccountId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Paper and live numbers are never added together.</summary>
public enum AccountKind
{
    /// <summary>The built-in paper exchange, 모의투자.</summary>
    Paper,

    /// <summary>One Upbit pocket with its key.</summary>
    Upbit,
}

/// <summary>One place where a user's coins are: a paper exchange account of one price source, or one Upbit pocket.</summary>
public sealed class TradingAccount
{
    private TradingAccount()
    {
    }

    public TradingAccount(AccountId id, UserId owner, AccountKind kind, PriceSource source, DateTimeOffset openedAt) =>
        (Id, Owner, Kind, Source, OpenedAt) = (id, owner, kind, source, openedAt);

    /// <summary>What a new person gets to practise with.</summary>
    public static Krw PaperCash { get; } = new(10_000_000);

    public AccountId Id { get; private init; }

    public UserId Owner { get; private init; }

    public AccountKind Kind { get; private init; }

    public PriceSource Source { get; private init; }

    public DateTimeOffset OpenedAt { get; private init; }

    /// <summary>The person turned trading on. Off stops entries, never a guard.</summary>
    public bool TradingOn { get; private set; }

    /// <summary>Since when it has been on without a break; null while it is off.</summary>
    public DateTimeOffset? TradingOnSince { get; private set; }

    /// <summary>When the key that opened the pocket was taken away, or gave way to one of another pocket; the records stay. Null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>When the person last chose to look at this account; null when never.</summary>
    public DateTimeOffset? ViewedAt { get; private set; }

    public int Version { get; private set; }

    public void TurnTrading(bool on, DateTimeOffset at)
    {
        if (TradingOn == on) return;
        (TradingOn, TradingOnSince) = (on, on ? at : null);
    }

    public void Close(DateTimeOffset at)
    {
        TurnTrading(false, at);
        ClosedAt = at;
    }

    public void View(DateTimeOffset at) => ViewedAt = at;
}
