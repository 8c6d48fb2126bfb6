using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Markets.Simulated;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Markets.Simulated;

public sealed class SimulatedFeedTests
{
    private static readonly DateTimeOffset Start = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _wall = new(Start);
    private readonly List<PriceEvent> _events = [];
    private readonly MarketHub _hub;
    private readonly SimulatedFeed _feed;

    public SimulatedFeedTests()
    {
        _hub = new MarketHub(PriceSource.Simulated, _wall, NullLogger<MarketHub>.Instance);
        _hub.Open([.. SimulatedCoin.All.Select(coin => coin.Info)]);
        _hub.Subscribe(_events.Add);
        _feed = new SimulatedFeed(new SimulatedMarket(7, Start), _hub, _wall);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(60, 60)]
    [InlineData(3_600, 600)]
    public void Candles_are_those_of_every_print_at_any_speed(double speed, int minutesLong)
    {
        var end = Start.AddMinutes(minutesLong);
        Run(speed, end);

        var prints = new List<(int Coin, Print Print)>();
        new SimulatedMarket(7, Start).Step(end, (coin, print) => prints.Add((coin, print)));

        for (var coin = 0; coin < SimulatedCoin.All.Count; coin++)
        {
            var own = prints.Where(p => p.Coin == coin).Select(p => p.Print).ToList();
            var minutes = own.GroupBy(print => CandleUnit.Minute1.OpenOf(print.At)).Where(minute => minute.Key < end).Select(minute =>
                (minute.Key, minute.First().Price, minute.Max(p => p.Price), minute.Min(p => p.Price), minute.Last().Price));
            _hub.AllBoards[coin].Closed(CandleUnit.Minute1, 600).Select(c => (c.OpenAt, c.Open, c.High, c.Low, c.Close)).SequenceEqual(minutes).Should().BeTrue();
        }
    }

    [Fact]
    public void Merged_events_carry_all_that_was_traded_and_every_high_and_low()
    {
        Run(speed: 600, Start.AddHours(2));

        for (var coin = 0; coin < SimulatedCoin.All.Count; coin++)
        {
            var market = SimulatedCoin.All[coin].Info.Market;
            var told = _events.Where(e => e.Market == market && e.Kind == PriceEventKind.Trade).ToList();
            IEnumerable<Candle> candles = [.. _hub.Closed(market, CandleUnit.Hour1, 2), .. _hub.Forming(market, CandleUnit.Hour1) is { } forming ? new[] { forming } : []];

            told.Sum(e => (double)e.Traded.Value).Should().BeApproximately(candles.Sum(c => c.Volume), 1e-5 * candles.Sum(c => c.Volume));
            told.Max(e => e.Last.ToCandle()).Should().Be(candles.Max(c => c.High));
            told.Min(e => e.Last.ToCandle()).Should().Be(candles.Min(c => c.Low));
        }
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(60, 400)]
    [InlineData(3_600, 600)]
    public void A_wall_second_brings_a_bounded_number_of_events(double speed, int most)
    {
        Run(speed, Start + TimeSpan.FromSeconds(10 * speed));

        (_events.Count / 10).Should().BeLessThanOrEqualTo(most);
    }

    [Fact]
    public void No_market_is_silent_for_more_than_three_seconds_of_wall_time()
    {
        Run(speed: 1, Start.AddMinutes(1));

        foreach (var told in _events.GroupBy(e => e.Market))
        {
            told.Zip(told.Skip(1)).Max(pair => _wall.GetElapsedTime(pair.First.ReceivedStamp, pair.Second.ReceivedStamp)).Should().BeLessThan(TimeSpan.FromSeconds(3));
        }
    }

    [Fact]
    public void Every_event_has_its_book_and_the_book_has_its_bid_and_ask()
    {
        Run(speed: 60, Start.AddMinutes(30));

        _events.Should().OnlyContain(e => e.Book != null && e.Bid == e.Book.BestBid && e.Ask == e.Book.BestAsk && e.Bid < e.Ask);
    }

    [Fact]
    public void The_events_of_a_market_are_in_the_order_of_time()
    {
        Run(speed: 3_600, Start.AddHours(12));

        foreach (var told in _events.GroupBy(e => e.Market)) told.Select(e => e.At).Should().BeInAscendingOrder();
    }

    private void Run(double speed, DateTimeOffset end)
    {
        var beat = TimeSpan.FromMilliseconds(200);
        for (var at = Start; at <= end; at += beat * speed)
        {
            _feed.MoveTo(at);
            _wall.Advance(beat);
        }
    }
}
