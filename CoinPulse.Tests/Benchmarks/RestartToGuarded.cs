using BenchmarkDotNet.Attributes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Tests.Support;

namespace CoinPulse.Tests.Benchmarks;

/// <summary>A process that comes back to 1,000 accounts with 5,000 positions on the paper exchange: until every guard is armed and every account's orders are heard.</summary>
[SingleEvents(events: 5, warmUps: 1)]
public class RestartToGuarded
{
    private Crowd _crowd = null!;

    [ParamsSource(nameof(Databases))]
    public DatabaseKind Database { get; set; }

    public static IEnumerable<DatabaseKind> Databases => Crowd.Databases;

    [GlobalSetup]
    public async Task GatherAsync() => _crowd = await Crowd.GatherAsync(Database, accounts: 1_000, positionsEach: 5);

    [IterationSetup]
    public void Restart() => _crowd.RestartAsync().GetAwaiter().GetResult();

    [Benchmark]
    public async Task Restart_to_guarded()
    {
        await _crowd.Get<TradingEngine>().TakeUpAsync(default);
        if (_crowd.Get<GuardBook>().Count != 5_000) throw new InvalidOperationException($"{_crowd.Get<GuardBook>().Count} guards are armed.");
    }

    [GlobalCleanup]
    public async Task LeaveAsync() => await _crowd.DisposeAsync();
}
