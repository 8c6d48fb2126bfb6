using BenchmarkDotNet.Attributes;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Tests.Support;

namespace CoinPulse.Tests.Benchmarks;

/// <summary>
/// The heaviest minute there can be: 1,000 armed accounts that hold two positions each, and each buys what its settings want and it has room for: with room for one coin half of them buy, with
/// room for six they buy two and a half in the mean. Each time is told of accounts that were just gathered, in a process that has done it before; the first time, in a cold one, is printed and
/// is no part of the table.
/// </summary>
[SingleEvents(events: 4, warmUps: 1)]
public class CycleThatBuys
{
    private const int Held = 2;

    private Crowd _crowd = null!;

    [ParamsSource(nameof(Databases))]
    public DatabaseKind Database { get; set; }

    /// <summary>Coins for which each account has room.</summary>
    [Params(1, 6)]
    public int Room { get; set; }

    public static IEnumerable<DatabaseKind> Databases => Crowd.Databases;

    [IterationSetup]
    public void Gather() => GatherAsync().GetAwaiter().GetResult();

    [Benchmark]
    public async Task<CycleReport> Minute_that_buys()
    {
        var report = await _crowd.PassAsync();
        return report.Entered >= 500 ? report : throw new InvalidOperationException($"Too few bought: {report}");
    }

    [IterationCleanup]
    public void Leave() => _crowd.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task GatherAsync()
    {
        _crowd = await Crowd.GatherAsync(Database, accounts: 1_000, positionsEach: Held, mostPositions: Held + Room);
        _crowd.OpenEntries();
        _crowd.Hub.CloseUntil(_crowd.Clock.GetUtcNow());   // or the pass waits for the end of the minute
    }
}
