using CoinPulse.Core.Exchanges.Upbit;
using CoinPulse.Core.Exchanges.Upbit.Market;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Tests.Markets.Candles;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>The source against the fake, over real sockets; time is the test's own and moves whenever something is waited for.</summary>
public sealed class UpbitSourceTests : IAsyncLifetime, IDisposable, IBookInterest
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 30, TimeSpan.Zero);
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");
    private static readonly MarketCode Eth = MarketCode.From("KRW-ETH");

    private readonly FakeTimeProvider _wall = new(Noon);
    private readonly CancellationTokenSource _over = new();
    private readonly MemoryCandles _candles = new();
    private readonly MemoryMarketLists _lists = new();
    private readonly MarketHub _hub;
    private FakeUpbit _fake = null!;
    private UpbitParts _parts = null!;
    private UpbitSource _source = null!;
    private Task _running = Task.CompletedTask;
    private long _price = 1_000;

    public UpbitSourceTests() => _hub = new MarketHub(PriceSource.Upbit, _wall, NullLogger<MarketHub>.Instance);

    /// <summary>The markets under guard.</summary>
    public IReadOnlyList<MarketCode> Markets { get; set; } = [];

    public async Task InitializeAsync()
    {
        _fake = await FakeUpbit.StartAsync();
        _fake.LimitPerSecond = 100_000;   // our seconds pass faster than the fake's
        _fake.Markets.Now = _wall.GetUtcNow;
        _fake.Markets.TapeBegins = Noon;
        _parts = new UpbitParts(_fake, _wall);
        _source = new UpbitSource(_parts.Quotation, _parts.Limiter, Options.Create(_parts.Options), _candles, _lists, [this], _wall, NullLogger<UpbitSource>.Instance);
    }

    public async Task DisposeAsync()
    {
        await _over.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _fake.DisposeAsync();
    }

    public void Dispose()
    {
        _parts.Dispose();
        _over.Dispose();
    }

    [Fact]
    public async Task Warming_up_names_the_won_markets_gives_each_a_price_and_keeps_the_days_list()
    {
        _fake.Markets.Warned.Add("KRW-ETH");
        await _source.WarmUpAsync(_hub, default);

        _hub.Markets.Select(info => (info.Market.Value, info.KoreanName, info.Warned)).Should().Equal(("KRW-BTC", "이름 KRW-BTC", false), ("KRW-ETH", "이름 KRW-ETH", true));
        _hub.Quote(Eth)!.Last.Should().Be(new Price(1_000));
        _lists.Kept[(PriceSource.Upbit, new DateOnly(2026, 4, 1))].Should().HaveCount(2);
        _fake.Requests.Should().HaveCount(2, "guards must not wait for history");
    }

    [Fact]
    public async Task A_database_that_is_away_takes_no_price_from_anybody()
    {
        _lists.IsAway = true;

        await _source.WarmUpAsync(_hub, default);

        _hub.Quote(Btc).Should().NotBeNull();
    }

    [Fact]
    public async Task Upbit_away_at_the_start_says_why_and_is_no_answer()
    {
        _fake.Trouble = async context =>
        {
            await FakeUpbit.WriteAsync(context, 503, "점검");
            return true;
        };

        (await _source.AnswersAsync(default)).Should().BeFalse();
        await FluentActions.Awaiting(() => _source.WarmUpAsync(_hub, default)).Should().ThrowAsync<UpbitException>();
        (_hub.State, _hub.Trouble).Should().Be((FeedState.WarmingUp, FeedTrouble.Maintenance));
    }

    [Fact]
    public async Task The_past_comes_as_deep_as_strategies_look_and_all_at_once()
    {
        await RunAsync();
        _hub.Closed(Btc, CandleUnit.Hour1, 2_000).Should().BeEmpty();

        await TradingUntilAsync(() => _hub.ClosedThrough is not null);

        (_hub.Closed(Btc, CandleUnit.Hour1, 2_000).Count, _hub.Closed(Btc, CandleUnit.Hour4, 2_000).Count, _hub.Closed(Btc, CandleUnit.Day1, 2_000).Count).Should().Be((800, 200, 200));
        _hub.Closed(Btc, CandleUnit.Hour1, 1).Single().OpenAt.Should().Be(Noon.AddSeconds(-30).AddHours(-1));
        await TradingUntilAsync(() => _hub.Closed(Eth, CandleUnit.Minute30, 2_000).Count >= 1_000 && _hub.Closed(Eth, CandleUnit.Week1, 200).Count >= 100);
    }

    [Fact]
    public async Task Candles_are_those_of_Upbit_also_of_the_minute_in_which_the_line_was_opened()
    {
        // Traded before we came.
        _fake.Markets.Add("KRW-BTC", 1_500, 3, Noon);
        await RunAsync();

        await TradingUntilAsync(() => _hub.ClosedThrough > Noon.AddMinutes(3));

        await AssertSameAsUpbitAsync(Btc);
        _hub.Closed(Btc, CandleUnit.Minute1, 100).Should().Contain(candle => candle.High == 1_500);
    }

    [Fact]
    public async Task What_happened_while_the_line_was_cut_is_fetched_and_nobody_decides_before()
    {
        await RunAsync();
        await TradingUntilAsync(() => _hub.ClosedThrough is not null);
        _fake.Sockets.RefuseWith = 503;
        _fake.Sockets.DropAll();
        await Patience.UntilAsync(() => _hub.State != FeedState.Live, Fifth);
        var cutAt = _wall.GetUtcNow();
        for (var i = 0; i < 400; i++)
        {
            _fake.Markets.Add("KRW-BTC", 2_000 + i, 1, _wall.GetUtcNow());
            Fifth();
        }

        _fake.Sockets.RefuseWith = null;
        await TradingUntilAsync(() => _hub.State == FeedState.Live);
        _hub.ClosedThrough.Should().BeOnOrBefore(cutAt);
        await TradingUntilAsync(() => _hub.ClosedThrough > cutAt.AddMinutes(3));

        await AssertSameAsUpbitAsync(Btc);
    }

    [Fact]
    public async Task A_silent_line_is_told_of_and_guarded_markets_get_prices_that_are_asked_for()
    {
        Markets = [Btc];
        await RunAsync();
        await TradingUntilAsync(() => _hub.State == FeedState.Live);
        _fake.Sockets.IsSilent = true;
        _fake.Markets.Add("KRW-BTC", 777, 1, _wall.GetUtcNow().AddSeconds(5));

        await Patience.UntilAsync(() => _hub.State == FeedState.Stale && _hub.Trouble == FeedTrouble.Silent && _hub.Quote(Btc)!.Last == new Price(777), Fifth);

        _hub.Quote(Btc)!.Bid.Should().Be(new Price(776));
        _hub.AgeOf(Btc).Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task When_nothing_answers_any_more_the_feed_is_down_and_comes_back_by_itself()
    {
        await RunAsync();
        await TradingUntilAsync(() => _hub.State == FeedState.Live);
        _fake.Trouble = async context =>
        {
            await FakeUpbit.WriteAsync(context, 503, "<html>점검</html>");
            return true;
        };
        _fake.Sockets.RefuseWith = 503;
        _fake.Sockets.DropAll();

        await Patience.UntilAsync(() => (_hub.State, _hub.Trouble) == (FeedState.Down, FeedTrouble.Maintenance), Fifth);

        (_fake.Trouble, _fake.Sockets.RefuseWith) = (null, null);
        await TradingUntilAsync(() => _hub.State == FeedState.Live);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(418)]
    public async Task Refused_without_end_it_asks_little_goes_on_hearing_trades_and_decides_on_nothing(int status)
    {
        await RunAsync();
        await TradingUntilAsync(() => _hub.State == FeedState.Live);
        var asked = 0;
        _fake.Trouble = async context =>
        {
            Interlocked.Increment(ref asked);
            await FakeUpbit.WriteAsync(context, status, """{"error":{"name":"too_many_requests","message":"요청 수 제한을 초과했습니다."}}""");
            return true;
        };
        var until = _wall.GetUtcNow().AddMinutes(2);

        await TradingUntilAsync(() => _wall.GetUtcNow() >= until);

        (_hub.State, _hub.ClosedThrough).Should().Be((FeedState.Live, null), "guards have their prices, and candles that are not whole are decided on by nobody");
        _hub.AgeOf(Btc).Should().BeLessThan(TimeSpan.FromSeconds(10));
        asked.Should().BeLessThan(status == 418 ? 5 : 60, "two minutes of it");

        _fake.Sockets.RefuseWith = status;
        _fake.Sockets.DropAll();
        await Patience.UntilAsync(() => (_hub.State, _hub.Trouble) == (FeedState.Down, FeedTrouble.Blocked), Second);
        (_fake.Trouble, _fake.Sockets.RefuseWith) = (null, null);
        _wall.Advance(_parts.Limiter.BlockedFor);
        await TradingUntilAsync(() => _hub.ClosedThrough is not null);
    }

    [Fact]
    public async Task Books_come_for_what_is_guarded_watched_or_wanted_and_for_nothing_else()
    {
        Markets = [Btc];
        await RunAsync();
        await TradingUntilAsync(() => _hub.Quote(Btc)!.Book is not null && BookRequests().Any());
        _hub.Quote(Eth)!.Book.Should().BeNull();

        using (_hub.WatchBook(Eth))
        {
            await TradingUntilAsync(() => _hub.Quote(Eth)!.Book is not null && BookRequests().Last().Contains("KRW-ETH.30", StringComparison.Ordinal));
        }

        await TradingUntilAsync(() => _hub.Quote(Eth)!.Book is null && !BookRequests().Last().Contains("KRW-ETH", StringComparison.Ordinal));
        var wanted = _hub.WantBooksAsync([Eth], default);
        await TradingUntilAsync(() => wanted.IsCompleted);
        _hub.Quote(Eth)!.Book.Should().NotBeNull();
    }

    [Fact]
    public async Task Halts_delistings_and_new_markets_are_noticed_and_one_that_vanishes_is_halted_and_kept()
    {
        await RunAsync();
        _fake.Markets.Halted.Add("KRW-BTC");
        _fake.Markets.Leaving["KRW-ETH"] = "2026-04-30";
        await TradingUntilAsync(() => _hub.Find(Btc)!.Halted && _hub.Find(Eth)!.DelistedOn == new DateOnly(2026, 4, 30), Fifth);

        _fake.Markets.Codes.Remove("KRW-ETH");
        _fake.Markets.Codes.Add("KRW-NEW");
        _wall.Advance(TimeSpan.FromMinutes(10));   // the list is read every ten
        await TradingUntilAsync(() => _hub.Find(MarketCode.From("KRW-NEW")) is not null, Fifth);

        _hub.Find(Eth)!.Halted.Should().BeTrue();
        _hub.Quote(Eth).Should().NotBeNull("somebody may hold its coins");
        await TradingUntilAsync(() => _hub.Closed(MarketCode.From("KRW-NEW"), CandleUnit.Hour1, 2_000).Count >= 800);
    }

    [Fact]
    public async Task A_new_process_asks_only_for_what_the_store_does_not_have()
    {
        var stored = Enumerable.Range(1, 300).Select(back => new Candle(Noon.AddSeconds(-30).AddMinutes(-back - 20), 1_000, 1_000, 1_000, 1_000, 1, 1_000)).Reverse().ToList();
        await _candles.AppendAsync(PriceSource.Upbit, [new(Btc, CandleUnit.Minute1, stored), new(Eth, CandleUnit.Minute1, stored)], engine: null, default);
        await RunAsync();

        await TradingUntilAsync(() => _hub.ClosedThrough is not null);

        var requests = _fake.Requests.Where(request => request.StartsWith("v1/candles", StringComparison.Ordinal) && request.Contains("KRW-BTC", StringComparison.Ordinal)).ToList();
        requests[0].Should().StartWith("v1/candles/minutes/1?");
        _hub.Closed(Btc, CandleUnit.Minute1, 1_000).Count.Should().BeGreaterThanOrEqualTo(320);
    }

    [Fact]
    public async Task What_was_fetched_and_heard_is_known_to_the_store_and_what_a_cut_line_missed_is_not_until_it_was_fetched()
    {
        var writer = new CandleWriter(_hub, _candles, new LeaseInHand(1), _wall, NullLogger<CandleWriter>.Instance);
        await RunAsync();
        await TradingUntilAsync(() => _hub.ClosedThrough > Noon.AddMinutes(4));
        await writer.WriteAsync(default);

        var minutes = await KnownAsync(CandleUnit.Minute1);
        minutes.Spans.Should().ContainSingle();
        minutes.Spans[0].From.Should().BeBefore(Noon.AddMinutes(-190));
        minutes.Spans[0].To.Should().BeOnOrAfter(Noon.AddMinutes(2));
        (await KnownAsync(CandleUnit.Hour1)).Spans.Should().Equal(new CandleSpan(Noon.AddSeconds(-30).AddHours(-800), Noon.AddSeconds(-30)));
        (await HolesAsync(Eth, Noon.AddMinutes(-100), Noon.AddMinutes(3))).Should().BeEmpty("nothing traded there, and that is known");

        _fake.Sockets.RefuseWith = 503;
        _fake.Sockets.DropAll();
        await Patience.UntilAsync(() => _hub.State != FeedState.Live, Fifth);
        var cut = CandleUnit.Minute1.OpenOf(_wall.GetUtcNow());
        for (var i = 0; i < 900; i++) Fifth();
        (await HolesAsync(Btc, cut.AddMinutes(1), cut.AddMinutes(2))).Should().NotBeEmpty();

        _fake.Sockets.RefuseWith = null;
        await TradingUntilAsync(() => _hub.State == FeedState.Live && _hub.ClosedThrough > cut.AddMinutes(3));
        await writer.WriteAsync(default);
        (await HolesAsync(Btc, Noon.AddMinutes(-100), cut.AddMinutes(3))).Should().BeEmpty();
    }

    [Fact]
    public async Task With_more_in_the_store_a_board_gets_the_rest_of_its_depth()
    {
        await RunAsync();
        await TradingUntilAsync(() => _hub.ClosedThrough is not null);
        _hub.Closed(Btc, CandleUnit.Hour4, 2_000).Should().HaveCount(200);
        var clock = new EngineClock(_wall);
        var filler = new CandleFiller(_hub, _source, new CandleHistory(_hub, _candles, clock), _candles, new LeaseInHand(1), clock);

        await FillAsync(filler, CandleUnit.Hour4, _wall.GetUtcNow().AddDays(-300));

        var deep = _hub.Closed(Btc, CandleUnit.Hour4, 2_000);
        deep.Should().HaveCount(1_200);
        deep.Select(candle => candle.OpenAt).Should().Equal(Enumerable.Range(0, 1_200).Select(i => deep[0].OpenAt.AddHours(4 * i)));
        deep.Should().NotContain(candle => candle.OpenAt == _hub.Forming(Btc, CandleUnit.Hour4)!.Value.OpenAt, "the forming candle is kept apart");
    }

    private async Task<IReadOnlyList<CandleSpan>> HolesAsync(MarketCode market, DateTimeOffset from, DateTimeOffset to) =>
        (await new CandleHistory(_hub, _candles, new EngineClock(_wall)).ReadStretchAsync(market, CandleUnit.Minute1, from, to, default)).Holes;

    private Task<KnownSpans> KnownAsync(CandleUnit unit) => _candles.KnownAsync(PriceSource.Upbit, Btc, unit, default);

    private async Task FillAsync(CandleFiller filler, CandleUnit unit, DateTimeOffset from)
    {
        while (true)
        {
            var step = filler.StepAsync(Btc, unit, from, default);
            await TradingUntilAsync(() => step.IsCompleted, Fifth);
            if ((await step).IsDone) return;
        }
    }

    private IEnumerable<string> BookRequests() => _fake.Sockets.Subscriptions.Where(request => request.Contains("orderbook", StringComparison.Ordinal));

    private void Fifth() => _wall.Advance(TimeSpan.FromSeconds(0.2));

    private void Second() => _wall.Advance(TimeSpan.FromSeconds(1));

    private async Task RunAsync()
    {
        await _source.WarmUpAsync(_hub, default);
        _running = _source.RunAsync(_hub, _over.Token);
        await Patience.UntilAsync(() => _fake.Sockets.Subscriptions.Any(request => request.Contains("\"trade\"", StringComparison.Ordinal)), Fifth);
    }

    /// <summary>Bitcoin trades all the time while something is waited for. Our seconds are short: each trade has come before time moves on, if it comes at all.</summary>
    private async Task TradingUntilAsync(Func<bool> isSo, Action? each = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(90), "what is waited for comes");
            var trade = _fake.Sockets.Trade("KRW-BTC", 1_000 + ++_price % 50, 0.5, _wall.GetUtcNow());
            var sent = TimeProvider.System.GetTimestamp();
            await Patience.UntilAsync(() => _hub.Quote(Btc)!.At >= trade.At || TimeProvider.System.GetElapsedTime(sent) > TimeSpan.FromMilliseconds(200));
            (each ?? Second)();
        }
    }

    private async Task AssertSameAsUpbitAsync(MarketCode market)
    {
        var ours = _hub.Closed(market, CandleUnit.Minute1, 8);
        using var asking = new UpbitParts(_fake);
        var theirs = await asking.Quotation.CandlesAsync(market, Core.Exchanges.Upbit.Rest.UpbitCandleUnit.Minute1, ours[^1].OpenAt.AddMinutes(1), 8, default);
        ours.Select(candle => candle with { Value = 0 }).Should().Equal(theirs.Reverse().Select(line => line.ToCandle()!.Value with { Value = 0 }));
    }
}
