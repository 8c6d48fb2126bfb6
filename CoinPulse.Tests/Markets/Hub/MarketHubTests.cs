using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Money;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Markets.Hub;

public sealed class MarketHubTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");
    private static readonly MarketCode Eth = MarketCode.From("KRW-ETH");

    private readonly FakeTimeProvider _wall = new(Noon);
    private readonly MarketHub _hub;

    public MarketHubTests()
    {
        _hub = new MarketHub(PriceSource.Simulated, _wall, NullLogger<MarketHub>.Instance);
        _hub.Open([new MarketInfo(Btc, "비트코인", "Bitcoin"), new MarketInfo(Eth, "이더리움", "Ethereum")]);
        _hub.Enter(FeedState.Live);
    }

    [Fact]
    public void An_exchange_sees_an_event_before_a_guard_and_a_guard_before_a_reader()
    {
        var told = new List<string>();
        _hub.Subscribe(_ => told.Add("reader"));
        _hub.Subscribe(_ => told.Add("guard"), SubscriptionOrder.Guard);
        _hub.Subscribe(_ => told.Add("exchange"), SubscriptionOrder.Venue);
        _hub.Subscribe(_ => told.Add("second guard"), SubscriptionOrder.Guard);

        _hub.Publish(Trade(Btc, 100));

        told.Should().Equal("exchange", "guard", "second guard", "reader");
    }

    [Fact]
    public void A_subscriber_that_throws_takes_the_event_from_nobody()
    {
        var seen = 0;
        _hub.Subscribe(_ => throw new InvalidOperationException("broken"), SubscriptionOrder.Venue);
        _hub.Subscribe(_ => seen++);

        _hub.Publish(Trade(Btc, 100));
        _hub.Publish(Trade(Btc, 101));

        seen.Should().Be(2);
    }

    [Fact]
    public void A_subscription_that_is_disposed_hears_nothing_more()
    {
        var seen = 0;
        var subscription = _hub.Subscribe(_ => seen++);
        _hub.Publish(Trade(Btc, 100));

        subscription.Dispose();
        _hub.Publish(Trade(Btc, 101));

        seen.Should().Be(1);
    }

    [Fact]
    public void A_subscriber_finds_the_event_already_in_the_quote()
    {
        Price? quoted = null;
        _hub.Subscribe(change => quoted = _hub.Quote(change.Market)?.Last, SubscriptionOrder.Venue);

        _hub.Publish(Trade(Btc, 123));

        quoted.Should().Be(new Price(123));
    }

    [Theory]
    [InlineData(9.9, FeedState.Live)]
    [InlineData(10, FeedState.Stale)]
    public void Ten_seconds_without_any_event_are_stale(double seconds, FeedState expected)
    {
        _hub.Publish(Trade(Btc, 100));

        _wall.Advance(TimeSpan.FromSeconds(seconds));

        _hub.State.Should().Be(expected);
    }

    [Fact]
    public void A_stale_feed_is_live_again_with_its_next_event()
    {
        _hub.Publish(Trade(Btc, 100));
        _wall.Advance(TimeSpan.FromMinutes(1));

        _hub.Publish(Trade(Eth, 100));

        _hub.State.Should().Be(FeedState.Live);
        _hub.AgeOf(Btc).Should().Be(TimeSpan.FromMinutes(1));
        _hub.AgeOf(Eth).Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void A_source_that_goes_live_and_says_nothing_becomes_stale()
    {
        _wall.Advance(TimeSpan.FromSeconds(11));

        _hub.State.Should().Be(FeedState.Stale);
    }

    [Fact]
    public void Before_the_source_is_ready_the_feed_is_warming_up()
    {
        var hub = new MarketHub(PriceSource.Simulated, _wall, NullLogger<MarketHub>.Instance);

        (hub.State, hub.Age, hub.Quote(Btc), hub.AgeOf(Btc)).Should().Be((FeedState.WarmingUp, null, null, null));
    }

    [Fact]
    public void A_feed_that_is_down_says_so_however_fresh_its_last_price_is()
    {
        _hub.Publish(Trade(Btc, 100));

        _hub.Enter(FeedState.Down);

        _hub.State.Should().Be(FeedState.Down);
    }

    [Fact]
    public void The_day_change_is_against_the_first_price_of_the_utc_day()
    {
        var midnight = new DateTimeOffset(2026, 4, 2, 0, 0, 0, TimeSpan.Zero);
        _hub.Publish(Trade(Btc, 90, midnight.AddMinutes(-1)));
        _hub.CloseUntil(midnight);
        _hub.Publish(Trade(Btc, 100, midnight.AddSeconds(1)));
        _hub.CloseUntil(midnight.AddHours(2));

        _hub.Publish(Trade(Btc, 105, midnight.AddHours(2)));

        _hub.Quote(Btc)!.Change.Should().Be(Percent.Of(5));
    }

    [Fact]
    public void The_day_value_loses_what_was_traded_a_day_and_a_quarter_hour_ago()
    {
        _hub.Publish(Trade(Btc, 1_000, Noon));
        _hub.CloseUntil(Noon.AddHours(23));
        _hub.Publish(Trade(Btc, 1_000, Noon.AddHours(23)));
        var withBoth = _hub.Quote(Btc)!.Value24Hours;

        _hub.CloseUntil(Noon.AddHours(24).AddMinutes(15));
        _hub.Publish(Trade(Btc, 1_000, Noon.AddHours(24).AddMinutes(15)));

        (withBoth, _hub.Quote(Btc)!.Value24Hours).Should().Be((new Krw(2_000), new Krw(2_000)));
    }

    [Fact]
    public void An_event_of_a_market_that_nobody_named_is_left_out()
    {
        var seen = 0;
        _hub.Subscribe(_ => seen++);

        _hub.Publish(Trade(MarketCode.From("KRW-XYZ"), 1));

        seen.Should().Be(0);
    }

    private PriceEvent Trade(MarketCode market, decimal price, DateTimeOffset? at = null) =>
        new(market, PriceEventKind.Trade, new Price(price), new Quantity(1), null, null, null, at ?? _wall.GetUtcNow(), _wall.GetTimestamp());
}
