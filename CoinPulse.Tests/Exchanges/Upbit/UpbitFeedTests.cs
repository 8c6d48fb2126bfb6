using CoinPulse.Core.Exchanges.Upbit.Market;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Exchanges.Upbit.Stream;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Money;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit;

public sealed class UpbitFeedTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly MarketInfo Bitcoin = new(MarketCode.From("KRW-BTC"), "비트코인", "Bitcoin");

    private readonly FakeTimeProvider _wall = new(Noon);
    private readonly List<PriceEvent> _told = [];
    private readonly MarketHub _hub;
    private readonly UpbitFeed _feed;

    public UpbitFeedTests()
    {
        _hub = new MarketHub(PriceSource.Upbit, _wall, NullLogger<MarketHub>.Instance);
        _feed = new UpbitFeed(_hub, _wall);
        _feed.Open([Bitcoin]);
        _hub.Subscribe(_told.Add);
    }

    private Candle? FormingMinute => _hub.Forming(Bitcoin.Market, CandleUnit.Minute1);

    [Fact]
    public void A_trade_is_told_with_its_best_prices_and_counted_into_its_minute()
    {
        Take(Trade(1, 100, 2, Noon.AddSeconds(5)));

        _told.Should().ContainSingle().Which.Should().Be(
            new PriceEvent(Bitcoin.Market, PriceEventKind.Trade, new Price(100), new Quantity(2), new Price(99), new Price(101), null, Noon.AddSeconds(5), 7));
        FormingMinute.Should().Be(new Candle(Noon, 100, 100, 100, 100, 2, 200));
    }

    [Fact]
    public void A_trade_that_comes_again_live_or_as_a_snapshot_is_counted_once()
    {
        Take(Trade(1, 100, 2, Noon));
        Take(Trade(1, 100, 2, Noon));
        Take(Trade(1, 100, 2, Noon) with { StreamType = "SNAPSHOT" });

        _told.Should().ContainSingle();
        FormingMinute!.Value.Volume.Should().Be(2);
    }

    [Fact]
    public void A_trade_that_comes_late_is_counted_and_is_no_new_price()
    {
        Take(Trade(2, 100, 1, Noon.AddSeconds(9)));
        Take(Trade(1, 90, 1, Noon.AddSeconds(8)));

        _hub.Quote(Bitcoin.Market)!.Last.Should().Be(new Price(100));
        (FormingMinute!.Value.Low, FormingMinute.Value.Volume, _told.Count).Should().Be((90, 2, 1));
    }

    [Fact]
    public void A_snapshot_is_a_price_and_no_trade_of_ours()
    {
        Take(Trade(1, 100, 2, Noon.AddHours(-5)) with { StreamType = "SNAPSHOT" });

        _told.Should().ContainSingle().Which.Traded.Should().Be(Quantity.Zero);
        FormingMinute.Should().BeNull();
    }

    [Fact]
    public void A_book_older_than_the_one_we_hold_is_passed_over()
    {
        Take(Trade(1, 100, 1, Noon));
        _feed.Take(Book(105, Noon.AddSeconds(2), "REALTIME"), 1);
        _feed.Take(Book(95, Noon.AddSeconds(1), "SNAPSHOT"), 2);
        _feed.Take(Book(95, Noon.AddSeconds(2), "SNAPSHOT"), 3);

        _hub.Quote(Bitcoin.Market)!.Book!.BestBid.Should().Be(new Price(105));
        _told.Should().HaveCount(2);
    }

    [Fact]
    public void A_price_that_was_asked_for_is_told_unless_we_know_a_newer_one()
    {
        Take(Trade(1, 100, 1, Noon.AddSeconds(5)));
        _feed.Take(Ticker(90, Noon.AddSeconds(4)), 1);
        _feed.Take(Ticker(110, Noon.AddSeconds(6)), 2);

        _told.Select(told => told.Last.Value).Should().Equal(100, 110);
        FormingMinute!.Value.Volume.Should().Be(1, "what was asked for is counted into no candle");
    }

    [Fact]
    public void A_book_that_is_heard_no_longer_is_forgotten()
    {
        Take(Trade(1, 100, 1, Noon));
        _feed.Take(Book(105, Noon, "REALTIME"), 1);
        _feed.ForgetBook(Bitcoin.Market);

        (_hub.Quote(Bitcoin.Market)!.Book, _feed.AgeOfBook(Bitcoin.Market)).Should().Be((null, null));
    }

    [Fact]
    public void What_lacks_its_price_its_time_or_its_market_disturbs_nobody()
    {
        Take(Trade(1, 100, 1, Noon) with { TradePrice = null });
        Take(Trade(2, 0, 1, Noon));
        Take(Trade(3, 100, -1, Noon));
        Take(Trade(4, 100, 1, Noon) with { TradeTimestamp = null, Timestamp = null });
        Take(Trade(5, 100, 1, Noon) with { Code = "KRW-NONE" });
        Take(Trade(6, 100, 1, Noon) with { Code = null });
        _feed.Take(new UpbitBook(null, "KRW-BTC", 5, null, null, [], null, null), 1);

        (_told.Count, _feed.Unusable).Should().Be((0, 5));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void A_minute_ends_by_Upbits_clock_and_not_by_ours(int aheadSeconds)
    {
        var there = Noon.AddSeconds(50 + aheadSeconds);
        _wall.Advance(TimeSpan.FromSeconds(50));
        Take(Trade(1, 100, 1, there) with { Timestamp = there.ToUnixTimeMilliseconds() });
        Take(Trade(2, 100, 1, there) with { Timestamp = there.AddSeconds(-3).ToUnixTimeMilliseconds() });   // three seconds on its way

        _feed.Time.Ahead.Should().Be(TimeSpan.FromSeconds(aheadSeconds));
        _feed.Time.Now.Should().Be(there);
    }

    private static UpbitTradeMessage Trade(long id, decimal price, decimal coins, DateTimeOffset at) => new(
        "KRW-BTC", at.ToUnixTimeMilliseconds(), at.ToUnixTimeMilliseconds(), price, coins, "BID", null, null, null, id, price + 1, 1, price - 1, 1, "REALTIME");

    private static UpbitBook Book(decimal bid, DateTimeOffset at, string stream) =>
        new(null, "KRW-BTC", at.ToUnixTimeMilliseconds(), 1, 1, [new UpbitBookLine(bid + 1, bid, 1, 1)], 0, stream);

    private static UpbitTicker Ticker(decimal price, DateTimeOffset at) => new(
        "KRW-BTC", null, null, at.ToUnixTimeMilliseconds(), null, null, null, price, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    private void Take(UpbitTradeMessage trade) => _feed.Take(trade, 7);
}
