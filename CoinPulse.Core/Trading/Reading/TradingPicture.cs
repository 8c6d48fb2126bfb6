using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Rules;

namespace CoinPulse.Core.Trading.Reading;

/// <summary>A position as a page shows it. The price is the guard's: what a sale would get now.</summary>
/// <param name="Guard">As prices have moved it in memory where it is watched here, else as it was last kept.</param>
/// <param name="IsWatched">Prices meet this guard: in this process, or in the one that is the engine.</param>
public sealed record OpenPosition(Position Position, Guard? Guard, MarketInfo? Market, Price? Price, bool IsWatched)
{
    /// <summary>What selling everything now would leave after every fee; null while there is no price.</summary>
    public Krw? Profit => Price is { } price ? Position.ProfitAt(price) : null;

    /// <summary>The profit as a part of what was paid, fees included.</summary>
    public Percent? Gain => Profit is { } profit && (Position.BoughtFunds + Position.BoughtFees) is { IsPositive: true } paid ? new Percent(profit.Value / paid.Value) : null;

    /// <summary>How far the price may fall before the stop sells; negative.</summary>
    public Percent? ToStop => Guard is { IsLive: true, Stop: var stop } && Price is { IsPositive: true } price ? stop.ChangeFrom(price) : null;

    /// <summary>How far it has to rise to the next target.</summary>
    public Percent? ToTarget => Guard is { IsLive: true, NextTarget: { } target } && Price is { IsPositive: true } price ? target.ChangeFrom(price) : null;
}

/// <summary>Whether the person is safe: prices come, the books agree, every coin has a guard that is awake.</summary>
/// <param name="PriceAge">Wall time since the newest price; null before the first.</param>
/// <param name="Armed">Positions of the account that hold coins and whose guard is awake.</param>
/// <param name="Holding">Positions of the account that hold coins.</param>
public sealed record TradingHealth(FeedState Feed, TimeSpan? PriceAge, TieOut? TieOut, int Armed, int Holding);

/// <summary>An account as it stands at one moment. Paper numbers stand alone; nothing here is added to another account's.</summary>
/// <param name="DayOpening">The equity with which the Seoul day began.</param>
/// <param name="Emergencies">Finished emergency exits, newest first, while a strategy waits for the person to have looked at one.</param>
/// <param name="HeldBecause">Why nobody's entries are made now, as a text key.</param>
public sealed record TradingPicture(
    TradingAccount Account,
    AccountBalances? Balances,
    Krw? Equity,
    Krw? DayOpening,
    IReadOnlyList<OpenPosition> Open,
    IReadOnlyList<Position> Emergencies,
    IReadOnlyList<Decision> Decisions,
    IReadOnlyList<StrategySetup> Strategies,
    EntryStops Stops,
    bool Agreed,
    TradingHealth Health,
    string? HeldBecause,
    DateTimeOffset Now)
{
    public OtherAccounts Others { get; init; } = new(0, 0);

    public Krw? Cash => Balances?.Cash;

    public Krw? ProfitToday => Equity - DayOpening;
}

/// <summary>What only the widest stop reaches. Their won are not told beside this account's: paper and live are never added together.</summary>
/// <param name="Count">The person's accounts beside the one that is shown.</param>
/// <param name="Positions">Unfinished positions in them.</param>
public sealed record OtherAccounts(int Count, int Positions);
