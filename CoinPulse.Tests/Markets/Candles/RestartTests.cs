using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Frames;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Markets.Simulated;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Tests.Markets.Frames;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Markets.Candles;

/// <summary>The whole way of a price: made, counted, stored, and found again by the next process.</summary>
public sealed class RestartTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _wall = new(Noon);
    private readonly MemoryCandles _stored = new();

    [Fact]
    public async Task A_process_that_starts_again_goes_on_where_the_last_one_closed_its_minute()
    {
        var first = await LiveAsync(TimeSpan.FromMinutes(3));
        await Writer(first).WriteAsync(default);

        _wall.Advance(TimeSpan.FromMinutes(1));
        var second = await LiveAsync(TimeSpan.Zero);

        foreach (var info in first.Markets)
        {
            var lastSeen = first.Closed(info.Market, CandleUnit.Minute1, 1)[0];
            second.Closed(info.Market, CandleUnit.Minute1, 600).Should().Contain(lastSeen);
            (second.Quote(info.Market)!.Last.ToCandle() / lastSeen.Close).Should().BeApproximately(1, 0.05);
            second.Closed(info.Market, CandleUnit.Hour1, 1_400).SequenceEqual(first.Closed(info.Market, CandleUnit.Hour1, 1_400)).Should().BeTrue();
        }
    }

    [Fact]
    public async Task A_pause_of_hours_leaves_no_hole_in_the_candles()
    {
        var first = await LiveAsync(TimeSpan.FromMinutes(1));
        await Writer(first).WriteAsync(default);

        _wall.Advance(TimeSpan.FromHours(9));
        var second = await LiveAsync(TimeSpan.Zero);

        foreach (var info in second.Markets)
        {
            var quarters = second.Closed(info.Market, CandleUnit.Minute15, 60);
            quarters.Zip(quarters.Skip(1)).Should().OnlyContain(pair => pair.Second.OpenAt - pair.First.OpenAt == TimeSpan.FromMinutes(15));
            (Noon.AddHours(9) - quarters[^1].OpenAt).Should().BeLessThan(TimeSpan.FromMinutes(31));
        }
    }

    [Fact]
    public async Task The_writer_stores_each_closed_candle_once_and_no_forming_one()
    {
        var hub = await LiveAsync(TimeSpan.FromMinutes(2));
        var writer = Writer(hub);
        var first = await writer.WriteAsync(default);

        var again = await writer.WriteAsync(default);

        (first > 10_000, again).Should().Be((true, 0));
        foreach (var info in hub.Markets)
        {
            var hours = await _stored.ReadAsync(PriceSource.Simulated, info.Market, CandleUnit.Hour1, Noon.AddYears(-2), Noon.AddYears(1), default);
            hours.TakeLast(1_500).SequenceEqual(hub.Closed(info.Market, CandleUnit.Hour1, 1_500)).Should().BeTrue();
        }
    }

    [Fact]
    public async Task What_a_broken_store_did_not_take_is_written_when_it_is_back()
    {
        var hub = await LiveAsync(TimeSpan.FromMinutes(2));
        var writer = Writer(hub);
        _stored.IsBroken = true;
        var write = () => writer.WriteAsync(default);
        await write.Should().ThrowAsync<IOException>();

        _stored.IsBroken = false;
        await writer.WriteAsync(default);

        var minutes = await _stored.ReadAsync(PriceSource.Simulated, MarketCode.From("KRW-BTC"), CandleUnit.Minute1, Noon.AddYears(-1), Noon.AddYears(1), default);
        minutes.TakeLast(600).Should().Equal(hub.Closed(MarketCode.From("KRW-BTC"), CandleUnit.Minute1, 600));
    }

    private async Task<MarketHub> LiveAsync(TimeSpan lived)
    {
        var hub = new MarketHub(PriceSource.Simulated, _wall, NullLogger<MarketHub>.Instance);
        var clock = new EngineClock(_wall);
        var (lease, memory) = (new LeaseInHand(1), new MemoryMarket());
        var time = new EngineTimeJournal(clock, () => PriceSource.Simulated, memory, lease, _wall, NullLogger<EngineTimeJournal>.Instance);
        var startup = new SystemStartup();
        startup.Open();
        var role = new MarketRole(() => PriceSource.Simulated, lease, lease, time, memory, startup, 1, _wall, NullLogger<MarketRole>.Instance);
        var source = new SimulatedSource(Options.Create(new MarketOptions()), clock, _stored, role, _wall, NullLogger<SimulatedSource>.Instance, [.. SimulatedCoin.All.Take(4)]);
        await source.WarmUpAsync(hub, default);
        hub.Enter(FeedState.Live);
        _wall.Advance(lived);

        // One step to where the clock stands; the loop then waits for a beat that never comes.
        using var stop = new CancellationTokenSource();
        var run = source.RunAsync(hub, stop.Token);
        await stop.CancelAsync();
        var ended = () => run;
        await ended.Should().ThrowAsync<OperationCanceledException>();
        return hub;
    }

    private CandleWriter Writer(MarketHub hub) => new(hub, _stored, new LeaseInHand(1), _wall, NullLogger<CandleWriter>.Instance);
}
