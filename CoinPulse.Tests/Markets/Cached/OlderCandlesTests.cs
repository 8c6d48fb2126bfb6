using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Cached;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Time;
using CoinPulse.Tests.Markets.Candles;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Markets.Cached;

public sealed class OlderCandlesTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly MarketCode Thin = MarketCode.From("KRW-THIN");

    private readonly MemoryCandles _store = new();
    private readonly OlderCandles _older;

    public OlderCandlesTests()
    {
        var wall = new FakeTimeProvider(Midnight);
        _older = new ServiceCollection().AddCharts(new HandDrivenHub(wall), _store, new EngineClock(wall)).BuildServiceProvider().GetRequiredService<OlderCandles>();
    }

    [Fact]
    public async Task The_newest_before_a_moment_come_and_no_more_than_were_asked_for()
    {
        await KeepAsync(Enumerable.Range(1, 500));

        var past = await _older.ReadAsync(Thin, CandleUnit.Minute1, Midnight, 200, default);

        past.Stretch.Candles.Select(candle => candle.OpenAt).Should().Equal(Enumerable.Range(1, 200).Reverse().Select(minute => Midnight.AddMinutes(-minute)));
        past.IsBeginning.Should().BeFalse();
    }

    [Fact]
    public async Task A_market_that_trades_twice_an_hour_gives_as_many()
    {
        await KeepAsync(Enumerable.Range(1, 300).Select(trade => trade * 30));

        var past = await _older.ReadAsync(Thin, CandleUnit.Minute1, Midnight, 100, default);

        past.Stretch.Candles.Should().HaveCount(100);
        past.IsBeginning.Should().BeFalse();
    }

    [Fact]
    public async Task Where_nothing_older_is_kept_it_is_the_beginning()
    {
        await KeepAsync(Enumerable.Range(1, 50));

        var past = await _older.ReadAsync(Thin, CandleUnit.Minute1, Midnight, 100, default);

        past.Stretch.Candles.Should().HaveCount(50);
        past.IsBeginning.Should().BeTrue();
    }

    [Theory]
    [InlineData(CandleUnit.Minute1)]
    [InlineData(CandleUnit.Week1)]
    public async Task A_market_of_which_nothing_is_kept_has_only_a_beginning(CandleUnit unit) =>
        (await _older.ReadAsync(Thin, unit, Midnight, 5_000, default)).Should().Match<PastCandles>(past => past.IsBeginning && past.Stretch.Candles.Count == 0);

    private Task KeepAsync(IEnumerable<int> minutesBefore) => _store.AppendAsync(
        PriceSource.Simulated,
        [new CandleBatch(Thin, CandleUnit.Minute1, [.. minutesBefore.Select(minutes => new Candle(Midnight.AddMinutes(-minutes), 1, 2, 0.5, 1.5, 1, 1))])],
        null,
        default);
}
