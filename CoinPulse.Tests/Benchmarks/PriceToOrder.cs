using BenchmarkDotNet.Attributes;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Tests.Support;

namespace CoinPulse.Tests.Benchmarks;

/// <summary>
/// From a price that reaches the hub to the stop's order at the exchange's door, its intent committed: 7,000 guards over 250 markets at the beginning, 5,000 at
/// the end, one of them fired by each event. What the exchange does with the order is not in it. The figure is the printed line: it ends when the order comes, where the table's ends when
/// the thread that waited for it has been woken.
/// </summary>
[SingleEvents(Events, warmUps: Events)]
public class PriceToOrder
{
    private const int Events = 1_000;

    private readonly Wire _wire = new();
    private readonly List<double> _times = [];
    private Crowd _crowd = null!;
    private IDisposable _prices = null!;
    private PriceEvent _news = null!;
    private int _event;

    [ParamsSource(nameof(Databases))]
    public DatabaseKind Database { get; set; }

    public static IEnumerable<DatabaseKind> Databases => Crowd.Databases;

    [GlobalSetup]
    public async Task GatherAsync()
    {
        _crowd = await Crowd.GatherAsync(Database, accounts: 1_000, positionsEach: 7, _wire);
        await _crowd.Get<TradingEngine>().TakeUpAsync(default);
        _prices = _crowd.Hub.Subscribe(_crowd.Get<GuardBook>().OnPrice, SubscriptionOrder.Guard);
    }

    [IterationSetup]
    public void NextMarket()
    {
        _crowd.Get<TradingEngine>().SettleAsync().GetAwaiter().GetResult();

        // Every other market first shows a price that fires nothing, as a feed does.
        for (var market = 0; market < Crowd.Markets; market++) _crowd.Price(Crowd.MarketAt(market), _event < Crowd.Markets ? 1_000 : Level(_event - Crowd.Markets));
        _wire.FillAt(new Price(Level(_event)));
        _news = _crowd.PriceEvent(Crowd.MarketAt(_event), Level(_event));
        _event++;
    }

    [Benchmark]
    public void Price_to_order()
    {
        var published = TimeProvider.System.GetTimestamp();
        _crowd.Hub.Publish(_news);
        _times.Add(TimeProvider.System.GetElapsedTime(published, _wire.WaitForOrder()).TotalMilliseconds);
    }

    [GlobalCleanup]
    public async Task LeaveAsync()
    {
        var times = _times.TakeLast(Events).Order().ToList();
        Console.WriteLine($"// At the exchange's door: p50 {times.At(0.5):0.0}  p95 {times.At(0.95):0.0}  p99 {times.At(0.99):0.0}  max {times.At(1):0.0} ms of {times.Count} events");
        _prices.Dispose();
        await _crowd.DisposeAsync();
    }

    /// <summary>Under the highest stop that is left in every market after so many rounds.</summary>
    private static decimal Level(int number) => 1_000.5m * (1 - (3m + number / Crowd.Markets) / 100) - 1;
}
