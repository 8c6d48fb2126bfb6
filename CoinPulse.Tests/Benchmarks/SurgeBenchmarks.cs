using BenchmarkDotNet.Attributes;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Money;
using CoinPulse.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CoinPulse.Tests.Benchmarks;

/// <summary>What it costs to score 250 markets by all three, and the whole look at them with rolling up thirty days of hours.</summary>
[Steady]
public class SurgeOver250Markets
{
    private const int Markets = 250;

    private static readonly DateTimeOffset Hour = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    private Candle[][] _days = [];
    private SurgeScan _scan = null!;

    [GlobalSetup]
    public void Open()
    {
        var hub = new HandDrivenHub(new FakeTimeProvider(Hour));
        _days = new Candle[Markets][];
        foreach (var number in Enumerable.Range(0, Markets))
        {
            var market = MarketCode.From($"KRW-C{number}");
            var hours = Walk(number).ToArray();
            _days[number] = [.. RolledDays.EndingAt(hours, CandleUnit.Hour1, Hour)];
            hub.SetMarket(market);
            hub.SetClosed(market, CandleUnit.Hour1, hours);
            hub.PrintCandle(market, Price.FromCandle(hours[^1].Close), new Quantity(1));
        }

        _scan = new SurgeScan(hub);
    }

    [Benchmark]
    public int All_three_scores()
    {
        var sum = 0;
        foreach (var days in _days) sum += SurgeScores.Of(days)!.V1.Total;
        return sum;
    }

    [Benchmark]
    public int The_whole_look() => _scan.Look(null, Hour.AddSeconds(30))!.Markets.Count;

    /// <summary>Thirty days of hours, as lively as a coin is.</summary>
    private static IEnumerable<Candle> Walk(int number)
    {
        var price = 1_000d;
        for (var hour = 0; hour < 30 * 24; hour++)
        {
            var open = price;
            price *= 1 + Math.Sin(number * 7.1 + hour * 0.37) * 0.01 + Math.Sin(hour * 1.93 + number) * 0.006;
            var value = 1e8 * (1.5 + Math.Sin(hour * 0.11 + number));
            yield return new Candle(Hour.AddHours(hour - 720), open, Math.Max(open, price) * 1.002, Math.Min(open, price) * 0.998, price, value / price, value);
        }
    }
}
