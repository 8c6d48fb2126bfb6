using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Replay;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Backtest;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Strategies.MeanReversion;
using CoinPulse.Core.Trading.Strategies.Trend;
using CoinPulse.Tests.Markets.Replay;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Backtest;

public sealed class RecordedBacktestTests : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2025, 1, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly RecordingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_strategy_must_have_seen_is_history_and_not_traded()
    {
        _folder.WriteWalk("KRW-BTC", 1, Begin, hours: 100);

        var request = RecordedBacktest.Of(Recording.Read(_folder.Path), new MeanReversionStrategy(), new Krw(10_000_000), new RiskSettings());

        var needed = new MeanReversionStrategy().CandlesNeeded(new MeanReversionSettings());
        request.History.Should().ContainSingle().Which.Candles.Should().HaveCount(needed);
        request.Candles[0].Candles[0].OpenAt.Should().Be(Begin.AddHours(needed));
    }

    [Fact]
    public void A_strategy_decides_on_its_own_candles_or_on_longer_recorded_ones()
    {
        var hours = Recording.Read(_folder.WriteWalk("KRW-BTC", 1, Begin, hours: 5));
        var days = Recording.Read(_folder.Write("KRW-BTC_1d.csv", "2025-01-02T00:00:00Z,1,2,1,2,5,9\n"));

        RecordedBacktest.SettingsOn(hours, new TrendStrategy()).Timeframe.Should().Be(CandleUnit.Hour4);
        RecordedBacktest.SettingsOn(days, new TrendStrategy()).Timeframe.Should().Be(CandleUnit.Day1);
    }

    [Fact]
    public void A_recording_that_is_too_short_says_so() =>
        ((Action)(() => RecordedBacktest.Of(Recording.Read(_folder.WriteWalk("KRW-BTC", 1, Begin, hours: 20)), new MeanReversionStrategy(), new Krw(10_000_000), new RiskSettings())))
            .Should().Throw<RecordingException>().WithMessage("mean-reversion must have seen * candles of 60m, and the recording ends before*");

    [Fact]
    public async Task Long_candles_of_history_reach_the_strategys_own_timeframe()
    {
        _folder.WriteWalk("KRW-BTC", 1, Begin, hours: 4 * 192 + 400);
        var request = RecordedBacktest.Of(Recording.Read(_folder.Path), new TrendStrategy(), new Krw(10_000_000), new RiskSettings());

        var result = await BacktestRunner.RunAsync(request, StrategyCatalog.Offered, default);

        result.Positions.Should().NotBeEmpty("192 candles of four hours are made of the hours before");
        result.Violations.Should().BeEmpty();
    }

    [Fact]
    public async Task A_market_that_vanishes_keeps_its_coins_under_guard_and_sells_none()
    {
        var eth = MarketCode.From("KRW-ETH");
        var settings = EagerStrategy.Plain with { LongestHoldHours = 1, Rise = 5 };
        (double, double, double, double) rose = (1_000, 1_010, 1_000, 1_010), quiet = (1_010, 1_010, 1_010, 1_010);
        var going = Recorded.Minutes(Recorded.Xrp, [.. Enumerable.Repeat(quiet, 90)]);
        var request = Recorded.Request(settings, going, Recorded.Minutes(eth, rose, quiet, quiet)) with
        {
            Ends = new Dictionary<MarketCode, DateTimeOffset> { [eth] = Recorded.Start.AddMinutes(3) },
        };

        var result = await BacktestRunner.RunAsync(request, EagerStrategy.Catalog, default);

        var position = result.Positions.Should().ContainSingle().Subject;
        (position.Market, position.Sold.IsZero, position.IsLive).Should().Be((eth, true, true), "its time is over, and nobody buys what it holds");
        result.Violations.Should().BeEmpty("the guard lives as long as coins are left");
        BacktestFigures.Of(request, result).Left.Should().Be(1);
    }

    [Fact]
    public async Task The_figures_are_those_of_the_fills()
    {
        var request = Recorded.Request(EagerStrategy.Plain with { Rise = 5 }, Recorded.Minutes(
            Recorded.Xrp, (1_000, 1_010, 1_000, 1_010), (1_010, 1_010, 1_009, 1_009), (1_100, 1_100, 1_099, 1_099), (1_099, 1_099, 1_098, 1_098)));
        var result = await BacktestRunner.RunAsync(request, EagerStrategy.Catalog, default);

        var figures = BacktestFigures.Of(request, result);

        figures.Should().BeEquivalentTo(new { Closed = 1, Wins = 1, Left = 0, TiesOut = true, result.Profit });
        figures.Fees.Should().Be(result.Fills.Aggregate(Krw.Zero, (sum, fill) => sum + fill.Fee));
        figures.Return.Should().Be(new Percent(result.Profit.Value / 10_000_000));
        figures.WinRate.Should().Be(new Percent(1));
        figures.BuyAndHold.Should().BeNull("there was no price before the beginning");
    }

    [Fact]
    public async Task What_is_still_held_is_counted_at_its_price_less_the_fee_of_selling_it()
    {
        var request = Recorded.Request(EagerStrategy.Plain with { Rise = 5 }, Recorded.Minutes(Recorded.Xrp, (1_000, 1_010, 1_000, 1_010), (1_010, 1_010, 990, 990)));
        var result = await BacktestRunner.RunAsync(request, EagerStrategy.Catalog, default);

        var figures = BacktestFigures.Of(request, result);

        var coins = result.FinalEquity - result.FinalCash;
        coins.IsPositive.Should().BeTrue();
        figures.Return.Should().Be(new Percent((result.FinalEquity - coins * 0.0005m).Value / 10_000_000 - 1));
        figures.Drawdown.Fraction.Should().BeApproximately(-figures.Return.Fraction, 0.000_001m, "it only fell");
    }

    [Fact]
    public async Task Another_won_is_another_fingerprint_and_the_same_run_is_the_same()
    {
        var request = Recorded.Request(EagerStrategy.Plain, Recorded.Walk("C1", 1, minutes: 60));

        var first = await FingerprintAsync(request);

        (await FingerprintAsync(request)).Should().Be(first);
        (await FingerprintAsync(request with { Cash = request.Cash + new Krw(1) })).Should().NotBe(first);
    }

    [Fact]
    public async Task Random_lives_are_the_same_each_time_and_their_band_holds_the_median()
    {
        var request = Recorded.Request(EagerStrategy.Plain with { Rise = 8, MostPositions = 3 }, Recorded.Walk("C1", 1, minutes: 90), Recorded.Walk("C2", 2, minutes: 90));

        var lives = await RandomLives.RunAsync(request, EagerStrategy.Catalog, 4, default);

        (await RandomLives.RunAsync(request, EagerStrategy.Catalog, 4, default)).Should().Be(lives);
        lives.Lives.Should().Be(4);
        lives.Median.Fraction.Should().BeInRange(lives.Low.Fraction, lives.High.Fraction);
        lives.Low.Should().NotBe(lives.High, "four lots are four lives");
    }

    private static async Task<string> FingerprintAsync(BacktestRequest request) =>
        BacktestFigures.Of(request, await BacktestRunner.RunAsync(request, EagerStrategy.Catalog, default)).Fingerprint;
}
