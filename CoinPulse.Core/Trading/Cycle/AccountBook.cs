using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Cycle;

/// <summary>An account as one pass of the cycle sees it; entries made in the pass count at once.</summary>
internal sealed class AccountBook(
    TradingAccount account,
    IReadOnlyList<PositionFile> files,
    AccountBalances balances,
    AccountHistory past,
    EquityMark mark,
    Krw equity,
    EntryStops stops,
    bool agreed,
    RiskSettings risk,
    IReadOnlyList<BookBalance> books,
    KeyFacts? key,
    IMarketHub hub)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly List<PositionFile> _files = [.. files];
    private Krw _spent;

    public void Add(PositionFile bought)
    {
        if (!bought.Position.IsLive) return;
        _files.Add(bought);
        _spent += Used(bought);
    }

    public RiskSettings Risk => risk;

    public EntryRequest RequestFor(StrategySetup setup, StrategySettings settings, MarketInfo market, DateTimeOffset now) => new(
        new Krw(settings.AmountPerEntry), settings, risk, FactsFor(setup), Holding(market.Market), Facts(market, now), VenueFacts.Krw, now);

    /// <summary>What the rules, and the meters on the page, know of the account.</summary>
    public AccountFacts FactsFor(StrategySetup setup)
    {
        var own = _files.Where(file => file.Position.Strategy == setup.Strategy).ToList();
        var run = past.StopRuns.GetValueOrDefault(setup.Strategy, StopRun.None);
        return new AccountFacts(
            account.TradingOn,
            setup.WaitsForPerson ? stops | EntryStops.Strategy : stops,
            agreed,
            equity,
            Krw.Max(mark.Peak, equity),
            past.RealisedToday,
            equity - mark.Opening - past.RealisedToday,
            _files.Count,
            own.Count,
            Sum(_files),
            Sum(own),
            Krw.Max(Krw.Zero, balances.FreeCash - _spent),
            run.Count,
            run.LastAt)
        { Key = key };
    }

    private HoldingFacts Holding(MarketCode market)
    {
        var here = _files.Where(file => file.Position.Market == market).ToList();
        var held = here.Aggregate(Quantity.Zero, (sum, file) => sum + file.Position.Held);
        var inBooks = books.Coins(market);
        var atExchange = balances.Of(market.Base).Total;
        DateTimeOffset? lastExit = past.LastExits.TryGetValue(market, out var at) ? at : null;
        return new HoldingFacts(
            here.Count > 0,
            IsWorthSelling(Quantity.Max(inBooks, atExchange) - held, market),
            here.Any(file => file.LiveOf(Leg.Entry)?.State.IsInDoubt() == true),
            lastExit);
    }

    // Dust and airdropped crumbs are nobody's position.
    private bool IsWorthSelling(Quantity quantity, MarketCode market) =>
        quantity.IsPositive && hub.Quote(market) is { } quote && quote.Last * quantity >= VenueFacts.Krw.Minimum;

    private MarketFacts Facts(MarketInfo market, DateTimeOffset now)
    {
        var needsDay = risk.MostRise24Hours > 0 || risk.MostOfHigh25Hours > 0;
        var hours = needsDay ? hub.Closed(market.Market, CandleUnit.Hour1, 25) : [];
        Price? dayAgo = hours.LastOrDefault(candle => candle.OpenAt + TimeSpan.FromHours(1) <= now - Day) is { Close: > 0 } candle ? Price.FromCandle(candle.Close) : null;
        Price? high = hours.Count > 0 ? Price.FromCandle(hours.Max(hour => hour.High)) : null;
        return new MarketFacts(market, hub.Quote(market.Market), hub.AgeOf(market.Market), dayAgo, high);
    }

    private static Krw Sum(IEnumerable<PositionFile> files) => files.Aggregate(Krw.Zero, (sum, file) => sum + Used(file));

    /// <summary>At cost, or all that an entry under way may still spend.</summary>
    private static Krw Used(PositionFile file) => file.LiveOf(Leg.Entry) is null
        ? file.Position.Cost * file.Position.Held
        : Krw.Max(file.Position.Budget, file.Position.Cost * file.Position.Held);
}
