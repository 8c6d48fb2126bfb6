using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Cycle;

public enum DecisionKind
{
    Entered,
    Refused,
    Left,
}

/// <summary>
/// What the engine decided about one market and why: 왜 샀나, 왜 안 샀나, 왜 팔았나. A refusal is stored when its reason changes, with first time, last time and count.
/// </summary>
public sealed class Decision
{
    private Decision()
    {
    }

    public Decision(
        Guid id,
        TradingAccount account,
        StrategyId strategy,
        MarketCode market,
        DecisionKind kind,
        Reason? opinion,
        Reason why,
        DateTimeOffset at,
        DateTimeOffset? candleAt = null,
        string? settingsHash = null)
    {
        (Id, Owner, Account, Source, Strategy, Market) = (id, account.Owner, account.Id, account.Source, strategy, market);
        (Kind, Opinion, Why, FirstAt, LastAt, Count) = (kind, opinion, why, at, at, 1);
        (DecisionCandleAt, SettingsHash) = (candleAt, settingsHash);
    }

    public Guid Id { get; private init; }

    public UserId Owner { get; private init; }

    public AccountId Account { get; private init; }

    public PriceSource Source { get; private init; }

    public StrategyId Strategy { get; private init; }

    public MarketCode Market { get; private init; }

    public DecisionKind Kind { get; private init; }

    /// <summary>What the strategy saw, with its numbers.</summary>
    public Reason? Opinion { get; private set; }

    /// <summary>Why it came to this.</summary>
    public Reason Why { get; private set; } = null!;

    public DateTimeOffset FirstAt { get; private init; }

    public DateTimeOffset LastAt { get; private set; }

    public int Count { get; private set; }

    /// <summary>The start of the closed candle that it was last made on.</summary>
    public DateTimeOffset? DecisionCandleAt { get; private set; }

    /// <summary>The settings that it was last made with, by <see cref="Strategies.SettingsHash"/>.</summary>
    public string? SettingsHash { get; private set; }

    public int Version { get; private set; }

    /// <summary>The same refusal once more: the newest numbers, one more count.</summary>
    public void Repeat(Decision again) =>
        (Opinion, Why, LastAt, DecisionCandleAt, SettingsHash, Count) = (again.Opinion, again.Why, again.LastAt, again.DecisionCandleAt, again.SettingsHash, Count + 1);
}
