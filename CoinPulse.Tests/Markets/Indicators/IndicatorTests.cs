using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Indicators;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Indicators;

/// <summary>Each indicator against numbers worked out by hand, and against its definition written down plainly.</summary>
public sealed class IndicatorTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Gen<double[]> Closes = Gen.Double[1, 1_000].Array[0, 120];

    [Fact]
    public void The_simple_mean_is_of_the_newest_numbers_only()
    {
        var sma = new Sma(3);

        new double[] { 3, 6, 9, 30 }.Select(number => sma.Add(number)).Should().Equal(null, null, 6, 15);
    }

    [Fact]
    public void The_exponential_mean_begins_with_the_simple_one()
    {
        var ema = new Ema(3);   // weight 1/2

        new double[] { 2, 4, 6, 10, 0 }.Select(number => ema.Add(number)).Should().Equal(null, null, 4, 7, 3.5);
    }

    [Fact]
    public void Wilders_index_of_a_small_series_is_as_by_hand()
    {
        var rsi = new Rsi(2);

        // Changes +2, -1, +3: means 1 and 0.5, then (1 + 3) / 2 = 2 and 0.25.
        new double[] { 10, 12, 11, 14 }.Select(close => rsi.Add(close)).Should().Equal(null, null, 100 * 1 / 1.5, 100 * 2 / 2.25);
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, 100)]
    [InlineData(new double[] { 4, 3, 2, 1 }, 0)]
    [InlineData(new double[] { 5, 5, 5, 5 }, 50)]
    public void Wilders_index_stands_at_its_ends_and_its_middle(double[] closes, double expected)
    {
        var rsi = new Rsi(3);

        foreach (var close in closes) rsi.Add(close);

        rsi.Value.Should().Be(expected);
    }

    [Fact]
    public void The_true_range_counts_gaps()
    {
        var atr = new Atr(2);

        // Ranges 2; then a gap up from 11 to 15: 16 - 11 = 5; then one down from 15 to 9: 15 - 8 = 7. Means 3.5 and (3.5 + 7) / 2.
        var candles = new[] { At(12, 10, 11), At(16, 14, 15), At(9, 8, 8.5) };

        candles.Select(candle => atr.Add(candle)).Should().Equal(null, 3.5, 5.25);
    }

    [Fact]
    public void Bands_stand_two_deviations_from_the_mean()
    {
        var bands = new BollingerBands(4, 2);

        foreach (var close in new double[] { 2, 4, 4, 6 }) bands.Add(close);

        (bands.Lower, bands.Middle, bands.Upper).Should().Be((4 - 2 * Math.Sqrt(2), 4, 4 + 2 * Math.Sqrt(2)));
    }

    [Fact]
    public void The_simple_mean_is_its_definition() => Closes.Sample(closes =>
    {
        var sma = new Sma(7);
        return Enumerable.Range(0, closes.Length).All(i => Near(sma.Add(closes[i]), i < 6 ? null : closes[(i - 6)..(i + 1)].Average()));
    });

    [Fact]
    public void The_exponential_mean_is_its_definition() => Closes.Sample(closes =>
    {
        var ema = new Ema(9);
        return Enumerable.Range(0, closes.Length).All(i => Near(ema.Add(closes[i]), EmaAt(closes, i, 9)));
    });

    [Fact]
    public void Wilders_index_is_its_definition() => Closes.Sample(closes =>
    {
        var rsi = new Rsi(14);
        return Enumerable.Range(0, closes.Length).All(i => Near(rsi.Add(closes[i]), RsiAt(closes, i, 14)));
    });

    [Fact]
    public void Line_and_signal_are_their_definitions() => Closes.Sample(closes =>
    {
        var macd = new Macd(12, 26, 9);
        var lines = new List<double>();
        for (var i = 0; i < closes.Length; i++)
        {
            macd.Add(closes[i]);
            var line = EmaAt(closes, i, 12) - EmaAt(closes, i, 26);
            if (line is { } known) lines.Add(known);
            var signal = lines.Count > 0 ? EmaAt([.. lines], lines.Count - 1, 9) : null;
            if (!Near(macd.Line, line) || !Near(macd.Signal, signal) || !Near(macd.Histogram, line - signal)) return false;
        }

        return true;
    });

    [Fact]
    public void Bands_are_their_definition() => Closes.Sample(closes =>
    {
        var bands = new BollingerBands(20, 2);
        for (var i = 0; i < closes.Length; i++)
        {
            bands.Add(closes[i]);
            double[]? window = i < 19 ? null : closes[(i - 19)..(i + 1)];
            var away = window is null ? (double?)null : 2 * Math.Sqrt(window.Sum(close => Math.Pow(close - window.Average(), 2)) / 20);
            if (!Near(bands.Middle, window?.Average()) || !Near(bands.Upper, window?.Average() + away) || !Near(bands.Lower, window?.Average() - away)) return false;
        }

        return true;
    });

    [Fact]
    public void The_true_range_is_its_definition() => Closes.Sample(closes =>
    {
        var atr = new Atr(14);
        var candles = closes.Select((close, i) => At(close + i % 7, close - i % 3, close)).ToArray();
        return Enumerable.Range(0, candles.Length).All(i => Near(atr.Add(candles[i]), AtrAt(candles, i, 14)));
    });

    [Theory]
    [InlineData(Study.Sma120)]
    [InlineData(Study.Ema20)]
    [InlineData(Study.Bollinger)]
    [InlineData(Study.Rsi)]
    [InlineData(Study.Macd)]
    [InlineData(Study.Atr)]
    public void A_study_has_one_number_for_each_candle_and_none_before_it_knows_enough(Study study)
    {
        var candles = Enumerable.Range(0, 400).Select(i => At(102 + i % 11, 98 - i % 5, 100 + i % 9)).ToArray();

        var whole = StudyLines.Over(candles, [study]);
        var part = StudyLines.Over(candles, [study], skip: StudyLines.WarmUp);

        whole.Should().OnlyContain(line => line.Values.Count == 400 && line.Values[0] == null && line.Values[399] != null);
        part.Select(line => line.Values).Should().BeEquivalentTo(whole.Select(line => line.Values.Skip(StudyLines.WarmUp)), options => options.WithStrictOrdering());
    }

    [Fact]
    public void One_more_candle_takes_no_memory()
    {
        var (sma, ema, rsi, macd, bands, atr) = (new Sma(120), new Ema(20), new Rsi(), new Macd(), new BollingerBands(), new Atr());
        var candle = At(12, 8, 10);
        AddAll();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) AddAll();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void AddAll()
        {
            sma.Add(candle.Close);
            ema.Add(candle.Close);
            rsi.Add(candle.Close);
            macd.Add(candle.Close);
            bands.Add(candle.Close);
            atr.Add(candle);
        }
    }

    [Fact]
    public void A_series_of_a_year_of_minutes_leaves_no_rounding_behind()
    {
        var (sma, noise) = (new Sma(20), new Random(7));
        for (var i = 0; i < 525_600; i++) sma.Add(1e8 * noise.NextDouble());

        for (var i = 0; i < 20; i++) sma.Add(0.001);

        sma.Value.Should().BeApproximately(0.001, 1e-15);
    }

    private static Candle At(double high, double low, double close) => new(Midnight, low, high, low, close, 1, 1);

    private static double? EmaAt(double[] numbers, int i, int period)
    {
        if (i < period - 1) return null;
        var value = numbers[..period].Average();
        for (var j = period; j <= i; j++) value = value * (1 - 2.0 / (period + 1)) + numbers[j] * 2.0 / (period + 1);
        return value;
    }

    private static double? AtrAt(Candle[] candles, int i, int period)
    {
        if (i < period - 1) return null;
        var ranges = candles.Take(i + 1).Select((candle, j) => j == 0
            ? candle.High - candle.Low
            : new[] { candle.High - candle.Low, Math.Abs(candle.High - candles[j - 1].Close), Math.Abs(candle.Low - candles[j - 1].Close) }.Max()).ToArray();
        var value = ranges[..period].Average();
        foreach (var range in ranges[period..]) value = (value * (period - 1) + range) / period;
        return value;
    }

    private static double? RsiAt(double[] closes, int i, int period)
    {
        if (i < period) return null;
        var changes = Enumerable.Range(1, i).Select(j => closes[j] - closes[j - 1]).ToArray();
        var (up, down) = (changes[..period].Sum(c => Math.Max(c, 0)) / period, changes[..period].Sum(c => Math.Max(-c, 0)) / period);
        foreach (var change in changes[period..])
        {
            up = (up * (period - 1) + Math.Max(change, 0)) / period;
            down = (down * (period - 1) + Math.Max(-change, 0)) / period;
        }

        return up + down == 0 ? 50 : 100 - 100 / (1 + up / down);
    }

    private static bool Near(double? actual, double? expected) =>
        actual.HasValue == expected.HasValue && (actual is not { } value || Math.Abs(value - expected!.Value) <= 1e-9 * Math.Max(1, Math.Abs(value)));
}
