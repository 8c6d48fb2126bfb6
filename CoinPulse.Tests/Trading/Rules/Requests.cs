using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies.Swing;

namespace CoinPulse.Tests.Trading.Rules;

/// <summary>A wish that every rule lets pass whole, to be changed in one thing at a time.</summary>
internal static class Requests
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    public static readonly MarketCode Market = MarketCode.From("KRW-XRP");

    // A million won on offer at each of 3,000, 3,001, … 3,009.
    public static readonly OrderBook Book = Asks([.. Enumerable.Range(0, 10).Select(step => (3_000m + step, 1_000_000m))]);

    public static EntryRequest Good { get; } = new(
        new Krw(500_000),
        new SwingSettings(),
        new RiskSettings(),
        new AccountFacts(
            TradingOn: true,
            EntryStops.None,
            AgreementsGiven: true,
            Equity: new Krw(10_000_000),
            EquityPeak: new Krw(10_000_000),
            RealisedToday: Krw.Zero,
            OpenToday: Krw.Zero,
            Positions: 0,
            PositionsOfStrategy: 0,
            BudgetUsed: Krw.Zero,
            BudgetUsedOfStrategy: Krw.Zero,
            FreeCash: new Krw(10_000_000),
            StopsInRow: 0,
            LastStopAt: null),
        HoldingFacts.None,
        new MarketFacts(new MarketInfo(Market, "리플", "XRP"), QuoteOf(Book), TimeSpan.FromSeconds(1)),
        VenueFacts.Krw,
        Now);

    public static OrderBook Asks(params (decimal Price, decimal Value)[] levels) => new(
        Market,
        [new BookLevel(new Price(levels[0].Price - 1), new Quantity(1_000))],
        [.. levels.Select(level => new BookLevel(new Price(level.Price), Quantity.CutFrom(level.Value / level.Price)))],
        Now);

    public static MarketQuote QuoteOf(OrderBook book) =>
        new(Market, book.BestAsk!.Value, book.BestBid, book.BestAsk, book, book.BestAsk.Value, new Krw(1_000_000_000), Now, 0);

    public static EntryRequest On(this EntryRequest request, OrderBook book) => request with { Market = request.Market with { Quote = QuoteOf(book) } };

    public static EntryRequest With(this EntryRequest request, Func<AccountFacts, AccountFacts> change) => request with { Account = change(request.Account) };

    public static EntryRequest With(this EntryRequest request, Func<RiskSettings, RiskSettings> change) => request with { Risk = change(request.Risk) };

    public static EntryRequest With(this EntryRequest request, Func<MarketFacts, MarketFacts> change) => request with { Market = change(request.Market) };

    public static EntryRequest With(this EntryRequest request, Func<HoldingFacts, HoldingFacts> change) => request with { Holding = change(request.Holding) };

    public static EntryRequest With(this EntryRequest request, Func<MarketInfo, MarketInfo> change) =>
        request with { Market = request.Market with { Info = change(request.Market.Info) } };
}
