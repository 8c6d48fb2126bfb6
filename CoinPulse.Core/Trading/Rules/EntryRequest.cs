using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Rules;

/// <summary>Everything that the rules know about one wish to buy. Whoever asks has looked it all up; nothing is fetched here.</summary>
/// <param name="Wish">What the strategy would spend, fee not included; normally <see cref="StrategySettings.AmountPerEntry"/>.</param>
/// <param name="Now">The engine's time.</param>
public sealed record EntryRequest(
    Krw Wish,
    StrategySettings Settings,
    RiskSettings Risk,
    AccountFacts Account,
    HoldingFacts Holding,
    MarketFacts Market,
    VenueFacts Venue,
    DateTimeOffset Now);

/// <summary>The switches that stop new buys, as far as they concern this entry.</summary>
[Flags]
public enum EntryStops
{
    None = 0,

    /// <summary>New buys are stopped at a position in this market.</summary>
    Position = 1,
    Account = 2,
    User = 4,
    Platform = 8,

    /// <summary>The strategy sold in an emergency and waits for a person.</summary>
    Strategy = 16,
}

/// <summary>The account as it stands now.</summary>
/// <param name="Equity">Cash and coins at the present price.</param>
/// <param name="EquityPeak">The highest equity since the drawdown was last reset by a person.</param>
/// <param name="RealisedToday">Profit after fees of what was sold this Seoul day; a loss is negative.</param>
/// <param name="OpenToday">The change this day of what is still held; a loss is negative.</param>
/// <param name="Positions">Positions of all strategies that are not closed, entries whose fate is unknown included.</param>
/// <param name="BudgetUsed">Won in those positions at cost, and what entries under way or unknown may still spend.</param>
/// <param name="FreeCash">What an order may use at the exchange.</param>
/// <param name="StopsInRow">How many of this strategy's newest exits were stops, one after another.</param>
public sealed record AccountFacts(
    bool TradingOn,
    EntryStops Stops,
    bool AgreementsGiven,
    Krw Equity,
    Krw EquityPeak,
    Krw RealisedToday,
    Krw OpenToday,
    int Positions,
    int PositionsOfStrategy,
    Krw BudgetUsed,
    Krw BudgetUsedOfStrategy,
    Krw FreeCash,
    int StopsInRow,
    DateTimeOffset? LastStopAt)
{
    public Krw ProfitToday => RealisedToday + OpenToday;

    /// <summary>The key of a pocket; null for an account that needs none.</summary>
    public KeyFacts? Key { get; init; }
}

/// <summary>What the account has to do with this market.</summary>
/// <param name="HeldByEngine">A position of any strategy in this market is not closed.</param>
/// <param name="HeldByHand">The person holds coins of this market that the engine did not buy.</param>
/// <param name="EntryUnknown">The fate of an entry in this market is not known yet.</param>
public sealed record HoldingFacts(bool HeldByEngine, bool HeldByHand, bool EntryUnknown, DateTimeOffset? LastExitAt)
{
    public static HoldingFacts None { get; } = new(false, false, false, null);
}

/// <summary>The market as it stands now.</summary>
/// <param name="Quote">The newest price with its book; null when none has come yet.</param>
/// <param name="Age">Wall time since that price.</param>
/// <param name="PriceDayAgo">The close 24 hours ago; needed only while its rule is on.</param>
/// <param name="High25Hours">The highest price of the last 25 hours; likewise.</param>
public sealed record MarketFacts(MarketInfo Info, MarketQuote? Quote, TimeSpan? Age, Price? PriceDayAgo = null, Price? High25Hours = null)
{
    public MarketCode Market => Info.Market;

    /// <summary>What a buyer pays now: the best ask, or the last price where no book is known.</summary>
    public Price? Ask => Quote is null ? null : Quote.Book?.BestAsk ?? Quote.Ask ?? Quote.Last;
}
