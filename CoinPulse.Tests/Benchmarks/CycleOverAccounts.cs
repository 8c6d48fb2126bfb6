using BenchmarkDotNet.Attributes;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Tests.Support;

namespace CoinPulse.Tests.Benchmarks;

/// <summary>
/// The minute's pass over 1,000 armed accounts with two positions each, 250 markets, on the paper exchange with its books in the database. Prices come meanwhile as from a feed: a cycle that
/// lasts longer than prices may be old must not look short because it refuses the rest.
/// </summary>
[SingleEvents(events: 5, warmUps: 1)]
public class CycleOverAccounts
{
    private Crowd _crowd = null!;

    [ParamsSource(nameof(Databases))]
    public DatabaseKind Database { get; set; }

    public static IEnumerable<DatabaseKind> Databases => Crowd.Databases;

    [GlobalSetup]
    public async Task GatherAsync()
    {
        _crowd = await Crowd.GatherAsync(Database, accounts: 1_000, positionsEach: 2);
        _crowd.OpenEntries();
    }

    [IterationSetup(Target = nameof(Minute_between_candles))]
    public void Quotes()
    {
        _crowd.Hub.CloseUntil(_crowd.Clock.GetUtcNow());   // or the pass waits for the end of the minute
        _crowd.PriceEverywhere();
    }

    [IterationSetup(Target = nameof(Minute_of_a_new_candle))]
    public void NextHour()
    {
        var opened = CandleUnit.Hour1.OpenOf(_crowd.Clock.GetUtcNow());
        for (var market = 0; market < Crowd.Markets; market++)
        {
            var board = _crowd.Hub.BoardOf(Crowd.MarketAt(market))!;
            var last = board.Closed(CandleUnit.Hour1, 1)[0];
            board.Add(last with { OpenAt = opened }, CandleUnit.Hour1);
        }

        _crowd.Clock.AdvanceTo(opened.AddHours(1).AddSeconds(1));
        _crowd.Hub.CloseUntil(_crowd.Clock.GetUtcNow());
        _crowd.PriceEverywhere();
    }

    [Benchmark]
    public Task<CycleReport> Minute_between_candles() => _crowd.PassAsync();

    [Benchmark]
    public Task<CycleReport> Minute_of_a_new_candle() => _crowd.PassAsync();

    [GlobalCleanup]
    public async Task LeaveAsync() => await _crowd.DisposeAsync();
}
