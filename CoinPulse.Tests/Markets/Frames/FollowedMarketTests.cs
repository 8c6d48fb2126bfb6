using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Frames;
using CoinPulse.Core.Money;
using CoinPulse.Tests.Markets.Candles;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Markets.Frames;

/// <summary>Several processes on one database show one market: the engine's.</summary>
public sealed class FollowedMarketTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly MarketCode Bitcoin = MarketCode.From("KRW-BTC");

    private readonly FakeTimeProvider _wall = new(Noon);
    private readonly MemoryMarket _shared = new();
    private readonly MemoryCandles _candles = new();

    [Fact]
    public async Task A_second_process_shows_the_market_of_the_first()
    {
        await using var maker = await MakerAsync();
        await using var other = await FollowerAsync();

        Seen? seen = null;
        await PassAsync(TimeSpan.FromSeconds(170), () => Shows(other) && (seen = SeenBy(other)) is not null);

        other.Hub.State.Should().Be(FeedState.Live);
        seen!.Markets.Should().HaveCount(4);
        foreach (var (line, shown) in seen.Markets)
        {
            shown.Last.Should().Be(Price.FromCandle(line.Last));
            (shown.Bid, shown.Ask).Should().Be((Price.FromCandle(line.Bid), Price.FromCandle(line.Ask)));
            (shown.Book!.BestBid, shown.Book.BestAsk).Should().Be((shown.Bid, shown.Ask));
            shown.DayOpen.Should().Be(maker.Hub.Quote(line.Market)!.DayOpen);
        }

        HaveTheSameCandles(maker, other, seen.Frame.At);
    }

    [Fact]
    public async Task It_waits_for_candles_that_the_engine_has_not_stored_yet_and_takes_a_quiet_minute_for_what_it_is()
    {
        await using var maker = await MakerAsync();
        _candles.IsBroken = true;
        await PassAsync(TimeSpan.FromMinutes(6), () => _shared.Frame!.Content.StoredBefore < _shared.Frame.MinutesFrom);

        await using var other = new MarketProcess(_shared, _candles, _wall);
        await other.StartAsync();
        var from = _shared.Frame!.At;
        await PassAsync(TimeSpan.FromSeconds(5), () => _shared.Frame.At > from.AddSeconds(3));
        other.Hub.State.Should().Be(FeedState.WarmingUp, "a hole in the candles would look like minutes without a trade");

        _candles.IsBroken = false;
        await maker.WriteAsync();
        Seen? seen = null;
        await PassAsync(TimeSpan.FromSeconds(5), () => Shows(other) && (seen = SeenBy(other)) is not null);
        HaveTheSameCandles(maker, other, seen!.Frame.At);
    }

    [Fact]
    public async Task It_makes_nothing_itself_neither_trades_nor_candles()
    {
        await using var maker = await MakerAsync();
        await using var other = await FollowerAsync();
        await PassAsync(TimeSpan.FromMinutes(2), () => Shows(other));

        (await other.WriteAsync()).Should().Be(0);
        other.Told.Should().NotBeEmpty().And.OnlyContain(change => change.Kind == PriceEventKind.Book);
        maker.Told.Should().Contain(change => change.Kind == PriceEventKind.Trade);
    }

    [Fact]
    public async Task When_no_frame_comes_any_more_it_is_stale()
    {
        await using var maker = await MakerAsync();
        await using var other = await FollowerAsync();

        await maker.KillAsync();
        await PassAsync(TimeSpan.FromSeconds(15), () => other.Hub.State == FeedState.Stale);

        other.Hub.Quote(Bitcoin).Should().NotBeNull("the last price is still shown, as what it is");
    }

    [Fact]
    public async Task A_database_that_is_away_makes_it_stale_and_not_broken()
    {
        await using var maker = await MakerAsync();
        await using var other = await FollowerAsync();

        _shared.IsAway = true;
        await PassAsync(TimeSpan.FromSeconds(15), () => other.Hub.State == FeedState.Stale);
        _shared.IsAway = false;

        await PassAsync(TimeSpan.FromSeconds(5), () => other.Hub.State == FeedState.Live && Shows(other));
    }

    [Fact]
    public async Task When_it_becomes_the_engine_it_goes_on_from_the_newest_price_and_its_candles_show_the_way()
    {
        await using var maker = await MakerAsync();
        await using var other = await FollowerAsync();
        await PassAsync(TimeSpan.FromSeconds(100), () => Shows(other));
        await maker.WriteAsync();
        await maker.KillAsync();
        await PassAsync(TimeSpan.FromSeconds(3), () => SeenBy(other)?.Frame == _shared.Frame);
        var (frame, before) = (_shared.Frame!, Closed(other));
        var formed = other.Hub.Forming(Bitcoin, CandleUnit.Minute1)!.Value;
        var last = other.Hub.Quote(Bitcoin)!.Last.ToCandle();
        var told = other.Told.Count;

        _wall.Advance(TimeSpan.FromSeconds(10));
        other.Lease.Give(2);
        await PassAsync(TimeSpan.FromMinutes(2), () => _shared.Frame!.Fence == 2 && other.Hub.Closed(Bitcoin, CandleUnit.Minute1, 1)[0].OpenAt > formed.OpenAt);

        // What was closed stays; the minute that was forming closes with what it held and what came after; every price told lies within a candle.
        var after = Closed(other);
        after.Take(before.Count).Should().Equal(before);
        after.Select(candle => candle.OpenAt).Should().OnlyHaveUniqueItems().And.BeInAscendingOrder();
        var joint = after.Single(candle => candle.OpenAt == formed.OpenAt);
        (joint.Open, joint.High >= formed.High, joint.Low <= formed.Low, joint.Value >= formed.Value).Should().Be((formed.Open, true, true, true));
        var first = other.Told.Skip(told).First(change => change.Market == Bitcoin);
        (first.Last.ToCandle() / last).Should().BeApproximately(1, 0.01);
        foreach (var change in other.Told.Skip(told).Where(change => change.Market == Bitcoin && change.Kind == PriceEventKind.Trade))
        {
            var around = after.Concat(other.Hub.Forming(Bitcoin, CandleUnit.Minute1) is { } now ? [now] : []);
            around.Should().Contain(candle => candle.Low <= change.Last.ToCandle() && change.Last.ToCandle() <= candle.High);
        }

        _shared.Frame!.At.Should().BeAfter(frame.At);
    }

    [Fact]
    public async Task The_candles_that_two_engines_store_one_after_the_other_are_one_row_without_doubles()
    {
        await using var maker = await MakerAsync();
        await using var other = await FollowerAsync();
        await PassAsync(TimeSpan.FromMinutes(2), () => Shows(other));
        await maker.WriteAsync();
        var stored = await StoredAsync();
        await maker.KillAsync();

        other.Lease.Give(2);
        await PassAsync(TimeSpan.FromMinutes(2), () => _shared.Frame!.Fence == 2 && _shared.Frame.At > Noon.AddMinutes(3.5));
        var closed = Closed(other);
        await other.WriteAsync();

        var both = await StoredAsync();
        both.Take(stored.Count).Should().Equal(stored, "what the first has stored is what the second has");
        both.Select(candle => candle.OpenAt).Should().OnlyHaveUniqueItems().And.BeInAscendingOrder();
        both.Should().ContainInOrder(closed.TakeLast(3));
    }

    [Fact]
    public async Task Who_lost_the_engine_shows_what_the_next_one_makes()
    {
        await using var maker = await MakerAsync();
        await using var other = await FollowerAsync();
        await PassAsync(TimeSpan.FromSeconds(70), () => Shows(other));
        await maker.WriteAsync();

        maker.Lease.Take();
        other.Lease.Give(2);

        Seen? seen = null;
        await PassAsync(TimeSpan.FromMinutes(2), () => (seen = SeenBy(maker)) is { Frame.Fence: 2 });
        HaveTheSameCandles(other, maker, seen!.Frame.At);
    }

    [Fact]
    public async Task A_moment_without_proof_moves_no_price()
    {
        await using var maker = await MakerAsync();
        await PassAsync(TimeSpan.FromSeconds(5), () => _shared.Frame is not null);
        var last = maker.Hub.Quote(Bitcoin)!;

        maker.Lease.Take();
        await PassAsync(TimeSpan.FromSeconds(12), () => maker.Hub.State == FeedState.Stale);
        maker.Hub.Quote(Bitcoin)!.At.Should().BeOnOrBefore(last.At.AddSeconds(1));
        maker.Lease.Give(1);

        await PassAsync(TimeSpan.FromSeconds(5), () => maker.Hub.State == FeedState.Live);
        (maker.Hub.Quote(Bitcoin)!.Last.ToCandle() / last.Last.ToCandle()).Should().BeApproximately(1, 0.01);
    }

    [Fact]
    public async Task A_fast_clock_is_followed_and_never_runs_ahead_of_the_engines()
    {
        await using var maker = await MakerAsync(speed: 60);
        await using var other = await FollowerAsync(speed: 60);

        Seen? seen = null;
        await PassAsync(TimeSpan.FromSeconds(8), () => Shows(other) && (seen = SeenBy(other)) is not null);

        other.Clock.GetUtcNow().Should().BeOnOrBefore(maker.Clock.GetUtcNow());
        HaveTheSameCandles(maker, other, seen!.Frame.At);
    }

    /// <summary>Everything that was closed when the frame was shown, which nothing can change any more.</summary>
    private static void HaveTheSameCandles(MarketProcess maker, MarketProcess other, DateTimeOffset at)
    {
        foreach (var market in maker.Hub.Markets.Select(info => info.Market))
        {
            foreach (var unit in (CandleUnit[])[CandleUnit.Minute1, CandleUnit.Minute15, CandleUnit.Hour1, CandleUnit.Day1])
            {
                // Prices to the last digit; the sums of a candle that was forming when the process came are added in another order.
                Closed(other, market, unit, at).Select(PricesOf).Should().NotBeEmpty().And.Equal(Closed(maker, market, unit, at).Select(PricesOf));
            }
        }
    }

    private static (DateTimeOffset, double, double, double, double) PricesOf(Candle candle) => (candle.OpenAt, candle.Open, candle.High, candle.Low, candle.Close);

    private static IReadOnlyList<Candle> Closed(MarketProcess process) =>
        [.. process.Hub.Closed(Bitcoin, CandleUnit.Minute1, 600).Where(candle => candle.OpenAt >= Noon.AddHours(-1))];

    /// <summary>Whether a process has come to the newest frame, or to the one before it: the two may look and show at the same moment.</summary>
    private bool Shows(MarketProcess other) => SeenBy(other) is { } seen && _shared.Frames.TakeLast(2).Contains(seen.Frame);

    /// <summary>The frame that a process shows in every market, with its quotes. What is seen stays as it is, whatever the two do next.</summary>
    private Seen? SeenBy(MarketProcess other)
    {
        foreach (var frame in _shared.Frames.Reverse())
        {
            var markets = frame.Content.Lines.Select(line => (Line: line, Quote: other.Hub.Quote(line.Market))).ToList();
            if (markets.TrueForAll(pair => pair.Quote?.At == pair.Line.At && pair.Quote.Last == Price.FromCandle(pair.Line.Last)))
                return new Seen(frame, markets.ConvertAll(pair => (pair.Line, pair.Quote!)));
        }

        return null;
    }

    /// <summary>The candles that were closed at a moment that both have long seen.</summary>
    private static IEnumerable<Candle> Closed(MarketProcess process, MarketCode market, CandleUnit unit, DateTimeOffset at) =>
        process.Hub.Closed(market, unit, 600).Where(candle => candle.OpenAt + unit.Length() <= at).TakeLast(250);

    private Task<IReadOnlyList<Candle>> StoredAsync() =>
        _candles.ReadAsync(PriceSource.Simulated, Bitcoin, CandleUnit.Minute1, Noon.AddHours(-1), Noon.AddHours(1), default);

    private async Task<MarketProcess> MakerAsync(double speed = 1)
    {
        var maker = new MarketProcess(_shared, _candles, _wall, fence: 1, speed);
        await maker.StartAsync();

        // Its past is made while the wall clock stands still.
        await UntilAsync(() => maker.Hub.State == FeedState.Live, () => Task.CompletedTask);
        await PassAsync(TimeSpan.FromSeconds(2), () => _shared.Frame is not null);
        await maker.WriteAsync();
        return maker;
    }

    private async Task<MarketProcess> FollowerAsync(double speed = 1)
    {
        var other = new MarketProcess(_shared, _candles, _wall, fence: null, speed);
        await other.StartAsync();
        await PassAsync(TimeSpan.FromSeconds(2), () => other.Hub.State == FeedState.Live);
        return other;
    }

    /// <summary>Lets the wall clock run in fifths of a second, at least so long and until it is so.</summary>
    private async Task PassAsync(TimeSpan least, Func<bool> isSo)
    {
        for (var until = _wall.GetUtcNow() + least; _wall.GetUtcNow() < until;) await StepAsync();
        await UntilAsync(isSo, StepAsync);

        async Task StepAsync()
        {
            _wall.Advance(TimeSpan.FromMilliseconds(200));
            for (var turn = 0; turn < 20; turn++) await Task.Yield();
        }
    }

    /// <summary>Between two steps everybody has time to come to rest, however busy the machine is.</summary>
    private static async Task UntilAsync(Func<bool> isSo, Func<Task> step)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90), TimeProvider.System);
        while (true)
        {
            for (var look = 0; look < 20; look++)
            {
                if (isSo()) return;
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
            }

            await step();
        }
    }

    private sealed record Seen(MarketFrame Frame, IReadOnlyList<(FrameLine Line, MarketQuote Quote)> Markets);
}
