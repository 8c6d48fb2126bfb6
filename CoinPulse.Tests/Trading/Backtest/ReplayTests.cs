using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Frames;
using CoinPulse.Core.Markets.Replay;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Backtest;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Tests.Markets.Frames;
using CoinPulse.Tests.Markets.Replay;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Trading.Backtest;

/// <summary>A recording as the market of the running product.</summary>
public sealed class ReplayTests : IDisposable
{
    private const int Hours = 60;

    private static readonly DateTimeOffset Begin = new(2025, 1, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");
    private static readonly RiskSettings Risk = new() { CoolDownHours = 0, StopsInRow = 0, DailyLossPercent = 0, Drawdown = 0 };

    private readonly RecordingFolder _folder = new();
    private readonly MemoryMarket _shared = new();

    public ReplayTests()
    {
        _folder.WriteWalk("KRW-BTC", 1, Begin, Hours);
        _folder.WriteWalk("KRW-ETH", 2, Begin, Hours);
    }

    public void Dispose() => _folder.Dispose();

    [Theory, EveryDatabase]
    public async Task As_fast_as_it_goes_it_waits_for_a_trader_and_then_fills_what_a_backtest_fills(DatabaseKind kind)
    {
        var settings = EagerStrategy.Plain with { Timeframe = CandleUnit.Hour1, Rise = 10, StopLoss = 1, Emergency = 20, Target1 = 1, AmountPerEntry = 300_000, MostPositions = 3 };
        await using var process = await ReplayProcess.StartAsync(kind, _folder.Path, _shared, new LeaseInHand(1), speed: 0);
        await Patience.UntilAsync(() => process.Hub.Quote(Btc) is not null);
        process.Clock.GetUtcNow().Should().Be(Begin.AddHours(Hours / 2), "half of a short recording is the past");

        var account = await process.TradeAsync(settings, Risk);
        await Patience.UntilAsync(() => process.Hub.Trouble == FeedTrouble.RecordingOver);

        var recording = Recording.Read(_folder.Path);
        var request = new BacktestRequest(
            account, TradingAccount.PaperCash, recording.MarketsAt(Begin), recording.Unit,
            [.. recording.Tracks.Select(track => new Core.Markets.Candles.CandleBatch(track.Market, track.Unit, [.. track.Candles.Skip(Hours / 2)]))],
            [.. recording.Tracks.Select(track => new Core.Markets.Candles.CandleBatch(track.Market, track.Unit, [.. track.Candles.Take(Hours / 2)]))],
            [(EagerStrategy.Name, SettingsJson.Write(settings))], Risk);
        var backtest = await BacktestRunner.RunAsync(request, EagerStrategy.Catalog, default);
        backtest.Fills.Should().HaveCountGreaterThan(10);
        var fills = await process.FillsAsync();
        fills.Select(fill => (fill.Market, fill.Side, fill.Price, fill.Quantity, fill.Funds, fill.Fee, fill.At)).Should()
            .BeEquivalentTo(backtest.Fills.Select(fill => (fill.Market, fill.Side, fill.Price, fill.Quantity, fill.Funds, fill.Fee, fill.At)));
        process.Hub.State.Should().Be(FeedState.Down);
        process.Clock.GetUtcNow().Should().Be(Begin.AddHours(Hours));
    }

    [Fact]
    public async Task A_process_that_comes_later_goes_on_behind_what_was_promised()
    {
        await _shared.SaveEngineTimeForEveryoneAsync(PriceSource.Replay, Begin.AddHours(50), default);
        await using var process = await ReplayProcess.StartAsync(DatabaseKind.Sqlite, _folder.Path, _shared, new LeaseInHand(1), speed: 3_600);

        await Patience.UntilAsync(() => process.Told.Any(told => told.Kind == PriceEventKind.Candle));

        process.Told.First(told => told.Kind == PriceEventKind.Candle).At.Should().Be(Begin.AddHours(50));
        process.Hub.Closed(Btc, CandleUnit.Hour1, 100).Should().HaveCount(50);
        (await _shared.EngineTimeForEveryoneAsync(PriceSource.Replay, default)).Should().Be(Begin.AddHours(51), "the candle that is being played is promised before it is");
    }

    [Fact]
    public async Task Nothing_is_left_where_a_later_recording_was_played()
    {
        await _shared.SaveEngineTimeForEveryoneAsync(PriceSource.Replay, Begin.AddYears(1), default);
        await using var process = await ReplayProcess.StartAsync(DatabaseKind.Sqlite, _folder.Path, _shared, new LeaseInHand(1), speed: 60);

        await Patience.UntilAsync(() => process.Hub.Trouble == FeedTrouble.RecordingOver);

        process.Told.Should().OnlyContain(told => told.Kind == PriceEventKind.Book, "no price of the past is traded on");
    }

    [Fact]
    public async Task Another_process_shows_how_far_the_engine_has_come_and_matches_nothing()
    {
        var at = Begin.AddHours(40).AddMinutes(15);
        _shared.Show(new MarketFrame(PriceSource.Replay, 1, at, at, new FrameContent(at, [new FrameLine(Btc, 1_234, 1_234, 1_234, at, [], null)])));
        await using var process = await ReplayProcess.StartAsync(DatabaseKind.Sqlite, _folder.Path, _shared, new LeaseInHand(null), speed: 60);

        await Patience.UntilAsync(() => process.Hub.Quote(Btc) is not null);

        process.Hub.Quote(Btc)!.Last.Should().Be(new Price(1_234));
        process.Hub.Closed(Btc, CandleUnit.Hour1, 100).Should().HaveCount(40);
        process.Clock.GetUtcNow().Should().Be(at);
        process.Told.Should().OnlyContain(told => told.Kind == PriceEventKind.Book);
    }

    [Fact]
    public async Task A_price_that_waits_for_its_next_candle_is_not_silence()
    {
        await using var process = await ReplayProcess.StartAsync(DatabaseKind.Sqlite, _folder.Path, _shared, new LeaseInHand(1), speed: 1);

        await Patience.UntilAsync(() => process.Told.Count(told => told.Kind == PriceEventKind.Book && told.Market == Btc) > 2);

        process.Told.Count(told => told.Kind == PriceEventKind.Candle && told.Market == Btc).Should().Be(1, "the candle has only opened");
        process.Hub.State.Should().Be(FeedState.Live);
    }

    [Fact]
    public void A_broken_recording_stops_the_start_with_its_sentence()
    {
        _folder.Write("KRW-XRP_60m.csv.gz", "2025-01-02T00:00:00Z,1,2,1\n");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Market:Source", "Replay"), new("Market:ReplayPath", _folder.Path)]).Build();
        using var services = new ServiceCollection().AddMarkets(configuration).BuildServiceProvider();

        var start = () => services.GetRequiredService<EngineClock>();

        start.Should().Throw<StartupRefusedException>().WithMessage("Market__ReplayPath: KRW-XRP_60m.csv.gz, line 2: there are 4 columns, not 7.");
    }
}
