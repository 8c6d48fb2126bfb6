using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Tests.Markets.Candles;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoinPulse.Tests.Trading.Pages;

/// <summary>A trading page with readers and a desk that say what a test tells them. The market is Ripple at 1,000 won.</summary>
public abstract class TradingPageTest : PageTest
{
    protected TradingPageTest()
    {
        Hub = new HandDrivenHub(Wall);
        Hub.SetMarket(new MarketInfo(Story.Market, "리플", "Ripple"));
        Hub.PlaceAt(Story.Market, new Price(1_000), new Price(1_001), new Quantity(1_000));
        Account = new TradingAccount(new AccountId(Guid.CreateVersion7(Story.Now)), CurrentUser, AccountKind.Paper, PriceSource.Simulated, Story.Now);
        Reader = new FakeTradingReader(Picture());
        Updates = new LiveUpdates(Wall, NullLogger<LiveUpdates>.Instance);
        Services.AddSingleton(Updates);
        Services.AddSingleton<IMarketHub>(Hub);
        Services.AddSingleton<ITradingReader>(Reader);
        Services.AddSingleton<IPositionReader>(Positions);
        Services.AddSingleton<ITradeHistory>(History);
        Services.AddSingleton<ITradingDesk>(Desk);
        Services.AddSingleton<ITradingAccounts>(Accounts);
        Manual = new FakeManualDesk(Hub);
        Viewed = new FakeViewedAccount(Account);
        Services.AddSingleton<IManualDesk>(Manual);
        Services.AddSingleton<IViewedAccount>(Viewed);
        Services.AddSingleton<IGoingLive>(Gate);
        Services.AddSingleton<IDifferences>(Differences);
        Services.AddSingleton<IDifferenceDesk>(Differences);
        Services.AddSingleton(new VisitorAddress());
        Services.AddSingleton(StrategyCatalog.Offered);
        Services.AddCharts(Hub, Candles, new EngineClock(Wall));
        SetCandles(new Candle(Story.Now.AddHours(-1), 1_000, 1_010, 990, 1_005, 3, 3_000));
        RenderTree.Add<CascadingValue<UserId>>(parameters => parameters.Add(value => value.Value, CurrentUser));
    }

    internal HandDrivenHub Hub { get; }

    internal MemoryCandles Candles { get; } = new();

    internal FakeTradingReader Reader { get; }

    internal FakePositionReader Positions { get; } = new();

    internal FakeTradeHistory History { get; } = new();

    internal FakeTradingDesk Desk { get; } = new();

    internal FakeAccounts Accounts { get; } = new();

    internal FakeGate Gate { get; } = new();

    internal FakeDifferences Differences { get; } = new();

    internal FakeManualDesk Manual { get; }

    internal FakeViewedAccount Viewed { get; }

    protected LiveUpdates Updates { get; }

    protected TradingAccount Account { get; }

    /// <summary>What has closed, of every length.</summary>
    internal void SetCandles(params Candle[] closed)
    {
        foreach (var unit in CandleDepths.Units) Hub.SetClosed(Story.Market, unit, closed);
    }

    /// <summary>Tells the page, and lets the second of its pace pass.</summary>
    protected void Publish(LiveTopic topic)
    {
        Updates.Publish(CurrentUser, topic);
        Wall.Advance(LiveUpdates.Pace);
    }

    internal static OpenPosition Present(Story story, decimal? price = 1_000, bool watched = true) => new(
        story.Position, story.File.Guard, new MarketInfo(Story.Market, "리플", "Ripple"), price is { } known ? new Price(known) : null, watched);

    internal static PositionPicture PictureOf(Story story, decimal? price = 1_000, bool watched = true) => new(
        new PositionRecord(story.Position, story.File.Guard, story.File.Intents, story.File.NewFills, story.File.Guard is { } guard ? [new StopStep(guard, Story.Now)] : []),
        Present(story, price, watched),
        Story.Now.AddMinutes(90));

    internal TradingPicture Picture(IReadOnlyList<OpenPosition>? open = null, bool on = true, TradingHealth? health = null, string? heldBecause = null)
    {
        Account.TurnTrading(on, Story.Now);
        var balances = new AccountBalances(new Krw(9_000_000), Krw.Zero, []);
        return new TradingPicture(
            Account, balances, new Krw(10_010_000), new Krw(10_000_000), open ?? [], [], [], [], EntryStops.None, true,
            health ?? new TradingHealth(FeedState.Live, TimeSpan.Zero, new TieOut(Story.Now, []), 1, 1), heldBecause, Story.Now.AddMinutes(1));
    }
}

internal sealed class FakeTradingReader(TradingPicture picture) : ITradingReader
{
    public TradingPicture Next { get; set; } = picture;

    public Func<TradingPicture, TradingPicture> Reprice { get; set; } = known => known;

    public int Reads { get; private set; }

    public Task<TradingPicture> ReadAsync(UserId owner, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(Next);
    }

    public TradingPicture AtPresentPrices(TradingPicture picture) => Reprice(picture);
}

internal sealed class FakePositionReader : IPositionReader
{
    public PositionPicture? Next { get; set; }

    public Func<PositionPicture, PositionPicture> Reprice { get; set; } = known => known;

    /// <summary>Completed at once unless a test holds it back.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    public int Reads { get; private set; }

    public async Task<PositionPicture?> ReadAsync(UserId owner, PositionId position, CancellationToken cancellationToken)
    {
        await Ready;
        Reads++;
        return Next?.Position.Id == position ? Next : null;
    }

    public PositionPicture AtPresentPrice(PositionPicture picture) => Reprice(picture);
}

internal sealed class FakeTradingDesk : ITradingDesk
{
    public List<PositionId> Sold { get; } = [];

    public List<Price> Moved { get; } = [];

    public Result<MovedStop>? Answer { get; set; }

    public Task<bool> SellAsync(UserId owner, AccountId account, PositionId position, CancellationToken cancellationToken)
    {
        Sold.Add(position);
        return Task.FromResult(true);
    }

    public Task<Result<MovedStop>> MoveStopAsync(UserId owner, AccountId account, PositionId position, Price stop, CancellationToken cancellationToken)
    {
        Moved.Add(stop);
        return Task.FromResult(Answer ?? Result<MovedStop>.Of(new MovedStop(new Price(950), stop, Krw.Zero)));
    }

    /// <summary>The acts of the stop switch, in order.</summary>
    public List<string> Stops { get; } = [];

    public PanicReport Panic { get; set; } = new(0, 0, TimeSpan.Zero);

    public Task StopAsync(UserId owner, AccountId account, string why, CancellationToken cancellationToken) => Note("stop account");

    public Task StopEverywhereAsync(UserId owner, string why, CancellationToken cancellationToken) => Note("stop user");

    public Task<PanicReport> PanicAsync(UserId owner, AccountId account, string why, CancellationToken cancellationToken) => Note("sell account");

    public Task<PanicReport> PanicEverywhereAsync(UserId owner, string why, CancellationToken cancellationToken) => Note("sell user");

    private Task<PanicReport> Note(string act)
    {
        Stops.Add(act);
        return Task.FromResult(Panic);
    }
}

internal sealed class FakeTradeHistory : ITradeHistory
{
    public FoundTrades Trades { get; set; } = new([], 0, 0, Krw.Zero);

    public FoundDecisions Found { get; set; } = new([], 0);

    public List<TradeQuery> TradeQueries { get; } = [];

    public List<DecisionQuery> DecisionQueries { get; } = [];

    public Task<PositionRecord?> FindAsync(UserId owner, PositionId position, CancellationToken cancellationToken) => Task.FromResult<PositionRecord?>(null);

    public Task<FoundTrades> ClosedAsync(UserId owner, AccountId account, TradeQuery query, CancellationToken cancellationToken)
    {
        TradeQueries.Add(query);
        return Task.FromResult(Trades);
    }

    public Task<IReadOnlyList<Krw>> ProfitsAsync(UserId owner, AccountId account, StrategyId strategy, DateTimeOffset since, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Krw>>([]);

    public Task<FoundDecisions> DecisionsAsync(UserId owner, AccountId account, DecisionQuery query, CancellationToken cancellationToken)
    {
        DecisionQueries.Add(query);
        return Task.FromResult(Found);
    }

    public Task<IReadOnlyList<MarketCode>> MarketsAsync(UserId owner, AccountId account, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MarketCode>>([Story.Market]);
}
