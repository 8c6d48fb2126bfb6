using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Candles;

public sealed class CandlePackingTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Prices as markets have them, from a fraction of a won to hundreds of millions, and as no market has them.</summary>
    private static readonly Gen<Func<int, double>> Prices = Gen.OneOf(
        Gen.Int[0, 8].Select(places => (Func<int, double>)(digits => (double)(digits / (decimal)Math.Pow(10, places)))),
        Gen.Double[1e-9, 1e9].Select(factor => (Func<int, double>)(digits => digits * factor)));

    private static readonly Gen<Candle[]> Candles =
        from price in Prices
        from rows in Gen.Select(Gen.Int[1, 5], Gen.Int[0, 999_999_999].Array[4], Gen.Double[0, 1e12], Gen.Double[0, 1e15]).Array[1, 200]
        select Build(price, rows);

    [Fact]
    public void What_is_packed_comes_back_bit_for_bit_with_its_gaps() => Candles.Sample(candles =>
        CandlePacking.Unpack(CandleUnit.Minute15, CandlePacking.Pack(CandleUnit.Minute15, candles)).SequenceEqual(candles));

    [Fact]
    public void One_wrong_bit_anywhere_is_noticed() => Gen.Select(Candles, Gen.Int[0, 1_000_000], Gen.Int[0, 7]).Sample((candles, place, bit) =>
    {
        var packed = CandlePacking.Pack(CandleUnit.Minute15, candles);
        packed[place % packed.Length] ^= (byte)(1 << bit);

        var unpack = () => CandlePacking.Unpack(CandleUnit.Minute15, packed);
        unpack.Should().Throw<InvalidDataException>();
    });

    [Fact]
    public void A_block_that_is_cut_short_is_noticed()
    {
        var packed = CandlePacking.Pack(CandleUnit.Minute15, [new Candle(Midnight, 1, 2, 0.5, 1.5, 3, 4)]);

        for (var length = 0; length < packed.Length; length++)
        {
            var unpack = () => CandlePacking.Unpack(CandleUnit.Minute15, packed.AsSpan(0, length));
            unpack.Should().Throw<InvalidDataException>();
        }
    }

    [Fact]
    public void Candles_of_another_unit_are_refused()
    {
        var packed = CandlePacking.Pack(CandleUnit.Minute15, [new Candle(Midnight, 1, 2, 0.5, 1.5, 3, 4)]);

        var unpack = () => CandlePacking.Unpack(CandleUnit.Minute30, packed);

        unpack.Should().Throw<InvalidDataException>();
    }

    [Theory]
    [InlineData(15, 15)]   // twice the same
    [InlineData(30, 15)]   // out of order
    [InlineData(15, 37)]   // off the grid
    public void Candles_out_of_order_or_off_the_grid_are_refused(int first, int second)
    {
        var candles = new[] { first, second }.Select(minute => new Candle(Midnight.AddMinutes(minute), 1, 1, 1, 1, 1, 1)).ToArray();

        var pack = () => CandlePacking.Pack(CandleUnit.Minute15, candles);

        pack.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_day_of_minutes_takes_less_than_half_of_its_plain_size()
    {
        var candles = Enumerable.Range(0, 1_440).Select(minute => new Candle(Midnight.AddMinutes(minute), 3_512 + minute % 7, 3_521, 3_505, 3_514, 1234.5678, 4_338_000.25)).ToArray();

        CandlePacking.Pack(CandleUnit.Minute1, candles).Length.Should().BeLessThan(1_440 * 56 / 2);
    }

    private static Candle[] Build(Func<int, double> price, (int Gap, int[] Digits, double Volume, double Value)[] rows)
    {
        var at = Midnight;
        return Array.ConvertAll(rows, row =>
        {
            at += CandleUnit.Minute15.Length() * row.Gap;
            return new Candle(at, price(row.Digits[0]), price(row.Digits[1]), price(row.Digits[2]), price(row.Digits[3]), row.Volume, row.Value);
        });
    }
}
