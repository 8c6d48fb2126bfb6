using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Markets.Surge.Record;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CoinPulse.Tests.Markets.Surge;

/// <summary>A market of hours in which one coin scores 80 of 100 by V1 and the others stand still.</summary>
internal sealed class SurgeFloor
{
    public static readonly MarketCode Lively = MarketCode.From("KRW-LIVE");
    public static readonly MarketCode Calm = MarketCode.From("KRW-CALM");
    public static readonly DateTimeOffset Hour = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    /// <summary>Closes of the newest fourteen days: the usual swing, then four days up; five of them with eight times the usual volume.</summary>
    private static readonly double[] Newest = [110, 100, 110, 100, 110, 100, 110, 100, 105, 100, 104, 108, 112, 116];

    public SurgeFloor(PriceSource source = PriceSource.Simulated)
    {
        Clock = new FakeTimeProvider(Hour.AddSeconds(30));
        Hub = new HandDrivenHub(Clock, source);
        Scan = new SurgeScan(Hub);
        Show(Lively, LivelyHours(Hour));
        Show(Calm, CalmHours(Hour));
    }

    public FakeTimeProvider Clock { get; }

    public HandDrivenHub Hub { get; }

    public SurgeScan Scan { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public void Show(MarketCode market, IReadOnlyList<Candle> hours)
    {
        var price = Price.FromCandle(hours[^1].Close);
        Hub.PlaceAt(market, price, price + new Price(1), new Quantity(1_000));
        Hub.SetClosed(market, CandleUnit.Hour1, hours);
    }

    /// <summary>Goes on to the next hour with the same prices.</summary>
    public void NextHour(int hours = 1)
    {
        Clock.Advance(TimeSpan.FromHours(hours));
        var end = CandleUnit.Hour1.OpenOf(Now);
        Hub.SetClosed(Lively, CandleUnit.Hour1, LivelyHours(end));
        Hub.SetClosed(Calm, CandleUnit.Hour1, CalmHours(end));
    }

    public static List<Candle> LivelyHours(DateTimeOffset end) => Hours(end, day => day < Newest.Length ? Newest[^(day + 1)] : 100, day => day < 5 ? 400e6 : 50e6);

    public static List<Candle> CalmHours(DateTimeOffset end) => Hours(end, _ => 100, _ => 50e6);

    /// <param name="end">When the last hour ends.</param>
    /// <param name="closes">By days back.</param>
    /// <param name="values">Won in each hour, by days back.</param>
    public static List<Candle> Hours(DateTimeOffset end, Func<int, double> closes, Func<int, double> values) =>
    [
        .. Enumerable.Range(1, 30 * 24).Reverse().Select(back =>
        {
            var close = closes((back - 1) / 24);
            return new Candle(end.AddHours(-back), close, close, close, close, values((back - 1) / 24) / close, values((back - 1) / 24));
        }),
    ];
}

/// <summary>Stored candles that a test wrote down; of nothing else.</summary>
internal sealed class GivenCandles : ICandleStore
{
    private readonly Dictionary<(PriceSource, MarketCode, CandleUnit), IReadOnlyList<Candle>> _stored = [];

    public void Store(PriceSource source, MarketCode market, CandleUnit unit, IReadOnlyList<Candle> candles) => _stored[(source, market, unit)] = candles;

    public Task<IReadOnlyList<Candle>> ReadAsync(PriceSource source, MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Candle>>([.. _stored.GetValueOrDefault((source, market, unit), []).Where(candle => candle.OpenAt >= from && candle.OpenAt < to)]);

    public Task<KnownSpans> KnownAsync(PriceSource source, MarketCode market, CandleUnit unit, CancellationToken cancellationToken) => Task.FromResult(KnownSpans.None);

    public Task AppendAsync(PriceSource source, IReadOnlyList<CandleBatch> batches, LeaseProof? engine, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> DropBeforeForEveryoneAsync(PriceSource source, CandleUnit unit, DateOnly day, CancellationToken cancellationToken) => throw new NotSupportedException();
}
