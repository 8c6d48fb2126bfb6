using CoinPulse.Core.Exchanges.Upbit;
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
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>What the source makes of Upbit, on good days and bad ones.</summary>
public sealed class UpbitSourceTests : UpbitSourceTest
{
    [Fact]
    public async Task Warming_up_names_the_won_markets_gives_each_a_price_and_keeps_the_days_list()
    {
        Fake.Markets.Warned.Add("KRW-ETH");
        await Source.WarmUpAsync(Hub, default);

        Hub.Markets.Select(info => (info.Market.Value, info.KoreanName, info.Warned)).Should().Equal(("KRW-BTC", "이름 KRW-BTC", false), ("KRW-ETH", "이름 KRW-ETH", true));
        Hub.Quote(Eth)!.Last.Should().Be(new Price(1_000));
        Lists.Kept[(PriceSource.Upbit, new DateOnly(2026, 4, 1))].Should().HaveCount(2);
        Fake.Requests.Should().HaveCount(2, "guards must not wait for history");
    }

    [Fact]
    public async Task A_database_that_is_away_takes_no_price_from_anybody()
    {
        Lists.IsAway = true;

        await Source.WarmUpAsync(Hub, default);

        Hub.Quote(Btc).Should().NotBeNull();
    }

    [Fact]
    public async Task Upbit_away_at_the_start_says_why_and_is_no_answer()
    {
        Fake.Trouble = async context =>
        {
            await FakeUpbit.WriteAsync(context, 503, "점검");
            return true;
        };

        (await Source.AnswersAsync(default)).Should().BeFalse();
        await FluentActions.Awaiting(() => Source.WarmUpAsync(Hub, default)).Should().ThrowAsync<UpbitException>();
        (Hub.State, Hub.Trouble).Should().Be((FeedState.WarmingUp, FeedTrouble.Maintenance));
    }

    [Fact]
    public async Task Away_at_the_start_it_is_waited_for_and_its_return_needs_no_restart()
    {
        Fake.Trouble = async context =>
        {
            await FakeUpbit.WriteAsync(context, 503, "점검");
            return true;
        };
        using var feed = new MarketFeed(Hub, Source, Wall, NullLogger<MarketFeed>.Instance);
        await feed.StartAsync(default);
        await Patience.UntilAsync(() => Hub.Trouble == FeedTrouble.Maintenance && Fake.Requests.Count >= 5, Second);
        Hub.State.Should().Be(FeedState.WarmingUp);

        Fake.Trouble = null;

        await Patience.UntilAsync(() => Hub.Markets.Count == 2 && Fake.Sockets.Open > 0, Second);
        await TradingUntilAsync(() => Hub.State == FeedState.Live);
        await feed.StopAsync(default);
    }

    [Fact]
    public async Task The_past_comes_as_deep_as_strategies_look_and_all_at_once()
    {
        await RunAsync();
        Hub.Closed(Btc, CandleUnit.Hour1, 2_000).Should().BeEmpty();

        await TradingUntilAsync(() => Hub.ClosedThrough is not null);

        (Hub.Closed(Btc, CandleUnit.Hour1, 2_000).Count, Hub.Closed(Btc, CandleUnit.Hour4, 2_000).Count, Hub.Closed(Btc, CandleUnit.Day1, 2_000).Count).Should().Be((800, 200, 200));
        Hub.Closed(Btc, CandleUnit.Hour1, 1).Single().OpenAt.Should().Be(Noon.AddSeconds(-30).AddHours(-1));
        await TradingUntilAsync(() => Hub.Closed(Eth, CandleUnit.Minute30, 2_000).Count >= 1_000 && Hub.Closed(Eth, CandleUnit.Week1, 200).Count >= 100);
    }

    [Fact]
    public async Task Candles_are_those_of_Upbit_also_of_the_minute_in_which_the_line_was_opened()
    {
        // Traded before we came.
        Fake.Markets.Add("KRW-BTC", 1_500, 3, Noon);
        await RunAsync();

        await TradingUntilAsync(() => Hub.ClosedThrough > Noon.AddMinutes(3));

        await AssertSameAsUpbitAsync(Btc);
        Hub.Closed(Btc, CandleUnit.Minute1, 100).Should().Contain(candle => candle.High == 1_500);
    }

    [Fact]
    public async Task What_happened_while_the_line_was_cut_is_fetched_and_nobody_decides_before()
    {
        await RunAsync();
        await TradingUntilAsync(() => Hub.ClosedThrough is not null);
        Fake.Sockets.RefuseWith = 503;
        Fake.Sockets.DropAll();
        await Patience.UntilAsync(() => Hub.State != FeedState.Live, Fifth);
        var cutAt = Wall.GetUtcNow();
        for (var i = 0; i < 400; i++)
        {
            Fake.Markets.Add("KRW-BTC", 2_000 + i, 1, Wall.GetUtcNow());
            Fifth();
        }

        Fake.Sockets.RefuseWith = null;
        await TradingUntilAsync(() => Hub.State == FeedState.Live);
        Hub.ClosedThrough.Should().BeOnOrBefore(cutAt);
        await TradingUntilAsync(() => Hub.ClosedThrough > cutAt.AddMinutes(3));

        await AssertSameAsUpbitAsync(Btc);
    }

    [Fact]
    public async Task A_silent_line_is_told_of_and_guarded_markets_get_prices_that_are_asked_for()
    {
        Markets = [Btc];
        await RunAsync();
        await TradingUntilAsync(() => Hub.State == FeedState.Live);
        Fake.Sockets.IsSilent = true;
        Fake.Markets.Add("KRW-BTC", 777, 1, Wall.GetUtcNow().AddSeconds(5));

        await Patience.UntilAsync(() => Hub.State == FeedState.Stale && Hub.Trouble == FeedTrouble.Silent && Hub.Quote(Btc)!.Last == new Price(777), Fifth);

        Hub.Quote(Btc)!.Bid.Should().Be(new Price(776));
        Hub.AgeOf(Btc).Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task When_nothing_answers_any_more_the_feed_is_down_and_comes_back_by_itself()
    {
        await RunAsync();
        await TradingUntilAsync(() => Hub.State == FeedState.Live);
        Fake.Trouble = async context =>
        {
            await FakeUpbit.WriteAsync(context, 503, "<html>점검</html>");
            return true;
        };
        Fake.Sockets.RefuseWith = 503;
        Fake.Sockets.DropAll();

        await Patience.UntilAsync(() => (Hub.State, Hub.Trouble) == (FeedState.Down, FeedTrouble.Maintenance), Fifth);

        (Fake.Trouble, Fake.Sockets.RefuseWith) = (null, null);
        await TradingUntilAsync(() => Hub.State == FeedState.Live);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(418)]
    public async Task Refused_without_end_it_asks_little_goes_on_hearing_trades_and_decides_on_nothing(int status)
    {
        await RunAsync();
        await TradingUntilAsync(() => Hub.State == FeedState.Live);
        var asked = 0;
        Fake.Trouble = async context =>
        {
            Interlocked.Increment(ref asked);
            await FakeUpbit.WriteAsync(context, status, """{"error":{"name":"too_many_requests","message":"요청 수 제한을 초과했습니다."}}""");
            return true;
        };
        var until = Wall.GetUtcNow().AddMinutes(2);

        await TradingUntilAsync(() => Wall.GetUtcNow() >= until);

        (Hub.State, Hub.ClosedThrough).Should().Be((FeedState.Live, null), "guards have their prices, and candles that are not whole are decided on by nobody");
        Hub.AgeOf(Btc).Should().BeLessThan(TimeSpan.FromSeconds(10));
        asked.Should().BeLessThan(status == 418 ? 5 : 60, "two minutes of it");

        Fake.Sockets.RefuseWith = status;
        Fake.Sockets.DropAll();
        await Patience.UntilAsync(() => (Hub.State, Hub.Trouble) == (FeedState.Down, FeedTrouble.Blocked), Second);
        (Fake.Trouble, Fake.Sockets.RefuseWith) = (null, null);
        Wall.Advance(Parts.Limiter.BlockedFor);
        await TradingUntilAsync(() => Hub.ClosedThrough is not null);
    }

    [Fact]
    public async Task Books_come_for_what_is_guarded_watched_or_wanted_and_for_nothing_else()
    {
        Markets = [Btc];
        await RunAsync();
        await TradingUntilAsync(() => Hub.Quote(Btc)!.Book is not null && BookRequests().Any());
        Hub.Quote(Eth)!.Book.Should().BeNull();

        using (Hub.WatchBook(Eth))
        {
            await TradingUntilAsync(() => Hub.Quote(Eth)!.Book is not null && BookRequests().Last().Contains("KRW-ETH.30", StringComparison.Ordinal));
        }

        await TradingUntilAsync(() => Hub.Quote(Eth)!.Book is null && !BookRequests().Last().Contains("KRW-ETH", StringComparison.Ordinal));
        var wanted = Hub.WantBooksAsync([Eth], default);
        await TradingUntilAsync(() => wanted.IsCompleted);
        Hub.Quote(Eth)!.Book.Should().NotBeNull();
    }

    [Fact]
    public async Task Halts_delistings_and_new_markets_are_noticed_and_one_that_vanishes_is_halted_and_kept()
    {
        await RunAsync();
        Fake.Markets.Halted.Add("KRW-BTC");
        Fake.Markets.Leaving["KRW-ETH"] = "2026-04-30";
        await TradingUntilAsync(() => Hub.Find(Btc)!.Halted && Hub.Find(Eth)!.DelistedOn == new DateOnly(2026, 4, 30), Fifth);

        Fake.Markets.Codes.Remove("KRW-ETH");
        Fake.Markets.Codes.Add("KRW-NEW");
        Wall.Advance(TimeSpan.FromMinutes(10));   // the list is read every ten
        await TradingUntilAsync(() => Hub.Find(MarketCode.From("KRW-NEW")) is not null, Fifth);

        Hub.Find(Eth)!.Halted.Should().BeTrue();
        Hub.Quote(Eth).Should().NotBeNull("somebody may hold its coins");
        await TradingUntilAsync(() => Hub.Closed(MarketCode.From("KRW-NEW"), CandleUnit.Hour1, 2_000).Count >= 800);
    }

    [Fact]
    public async Task A_new_process_asks_only_for_what_the_store_does_not_have()
    {
        var stored = Enumerable.Range(1, 300).Select(back => new Candle(Noon.AddSeconds(-30).AddMinutes(-back - 20), 1_000, 1_000, 1_000, 1_000, 1, 1_000)).Reverse().ToList();
        await Candles.AppendAsync(PriceSource.Upbit, [new(Btc, CandleUnit.Minute1, stored), new(Eth, CandleUnit.Minute1, stored)], engine: null, default);
        await RunAsync();

        await TradingUntilAsync(() => Hub.ClosedThrough is not null);

        var requests = Fake.Requests.Where(request => request.StartsWith("v1/candles", StringComparison.Ordinal) && request.Contains("KRW-BTC", StringComparison.Ordinal)).ToList();
        requests[0].Should().StartWith("v1/candles/minutes/1?");
        Hub.Closed(Btc, CandleUnit.Minute1, 1_000).Count.Should().BeGreaterThanOrEqualTo(320);
    }

    [Fact]
    public async Task What_was_fetched_and_heard_is_known_to_the_store_and_what_a_cut_line_missed_is_not_until_it_was_fetched()
    {
        var writer = new CandleWriter(Hub, Candles, new LeaseInHand(1), Wall, NullLogger<CandleWriter>.Instance);
        await RunAsync();
        await TradingUntilAsync(() => Hub.ClosedThrough > Noon.AddMinutes(4));
        await writer.WriteAsync(default);

        var minutes = await KnownAsync(CandleUnit.Minute1);
        minutes.Spans.Should().ContainSingle();
        minutes.Spans[0].From.Should().BeBefore(Noon.AddMinutes(-190));
        minutes.Spans[0].To.Should().BeOnOrAfter(Noon.AddMinutes(2));
        (await KnownAsync(CandleUnit.Hour1)).Spans.Should().Equal(new CandleSpan(Noon.AddSeconds(-30).AddHours(-800), Noon.AddSeconds(-30)));
        (await HolesAsync(Eth, Noon.AddMinutes(-100), Noon.AddMinutes(3))).Should().BeEmpty("nothing traded there, and that is known");

        Fake.Sockets.RefuseWith = 503;
        Fake.Sockets.DropAll();
        await Patience.UntilAsync(() => Hub.State != FeedState.Live, Fifth);
        var cut = CandleUnit.Minute1.OpenOf(Wall.GetUtcNow());
        for (var i = 0; i < 900; i++) Fifth();
        (await HolesAsync(Btc, cut.AddMinutes(1), cut.AddMinutes(2))).Should().NotBeEmpty();

        Fake.Sockets.RefuseWith = null;
        await TradingUntilAsync(() => Hub.State == FeedState.Live && Hub.ClosedThrough > cut.AddMinutes(3));
        await writer.WriteAsync(default);
        (await HolesAsync(Btc, Noon.AddMinutes(-100), cut.AddMinutes(3))).Should().BeEmpty();
    }

    [Fact]
    public async Task With_more_in_the_store_a_board_gets_the_rest_of_its_depth()
    {
        await RunAsync();
        await TradingUntilAsync(() => Hub.ClosedThrough is not null);
        Hub.Closed(Btc, CandleUnit.Hour4, 2_000).Should().HaveCount(200);
        var clock = new EngineClock(Wall);
        var filler = new CandleFiller(Hub, Source, new CandleHistory(Hub, Candles, clock), Candles, new LeaseInHand(1), clock);

        await FillAsync(filler, CandleUnit.Hour4, Wall.GetUtcNow().AddDays(-300));

        var deep = Hub.Closed(Btc, CandleUnit.Hour4, 2_000);
        deep.Should().HaveCount(1_200);
        deep.Select(candle => candle.OpenAt).Should().Equal(Enumerable.Range(0, 1_200).Select(i => deep[0].OpenAt.AddHours(4 * i)));
        deep.Should().NotContain(candle => candle.OpenAt == Hub.Forming(Btc, CandleUnit.Hour4)!.Value.OpenAt, "the forming candle is kept apart");
    }

    private async Task<IReadOnlyList<CandleSpan>> HolesAsync(MarketCode market, DateTimeOffset from, DateTimeOffset to) =>
        (await new CandleHistory(Hub, Candles, new EngineClock(Wall)).ReadStretchAsync(market, CandleUnit.Minute1, from, to, default)).Holes;

    private Task<KnownSpans> KnownAsync(CandleUnit unit) => Candles.KnownAsync(PriceSource.Upbit, Btc, unit, default);

    private async Task FillAsync(CandleFiller filler, CandleUnit unit, DateTimeOffset from)
    {
        while (true)
        {
            var step = filler.StepAsync(Btc, unit, from, default);
            await TradingUntilAsync(() => step.IsCompleted, Fifth);
            if ((await step).IsDone) return;
        }
    }

    private IEnumerable<string> BookRequests() => Fake.Sockets.Subscriptions.Where(request => request.Contains("orderbook", StringComparison.Ordinal));

    private async Task AssertSameAsUpbitAsync(MarketCode market)
    {
        var ours = Hub.Closed(market, CandleUnit.Minute1, 8);
        using var asking = new UpbitParts(Fake);
        var theirs = await asking.Quotation.CandlesAsync(market, Core.Exchanges.Upbit.Rest.UpbitCandleUnit.Minute1, ours[^1].OpenAt.AddMinutes(1), 8, default);
        ours.Select(candle => candle with { Value = 0 }).Should().Equal(theirs.Reverse().Select(line => line.ToCandle()!.Value with { Value = 0 }));
    }
}
