using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Frames;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Frames;

/// <summary>What one process packs another reads bit for bit, or says that it cannot.</summary>
public sealed class FramePackingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    private static readonly Gen<DateTimeOffset> Moments = Gen.Long[0, TimeSpan.TicksPerDay * 400].Select(ticks => Noon.AddTicks(ticks));

    private static readonly Gen<Candle> Candles =
        Gen.Select(Moments, Gen.Double.Array[6], (at, numbers) => new Candle(at, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]));

    private static readonly Gen<FrameLine> Lines = Gen.Select(
        Gen.Int[0, 99_999], Gen.Double.Array[3], Moments, Candles.Array[0, 12], Gen.Bool, Candles,
        (number, prices, at, minutes, forms, forming) => new FrameLine(MarketCode.From($"KRW-C{number}"), prices[0], prices[1], prices[2], at, minutes, forms ? forming : null));

    private static readonly Gen<FrameContent> Contents = Gen.Select(Moments, Lines.Array[0, 40], (stored, lines) => new FrameContent(stored, lines));

    [Fact]
    public void Whatever_is_packed_is_read_bit_for_bit() => Contents.Sample(
        content =>
        {
            var read = FramePacking.Unpack(FramePacking.Pack(content));
            return read.StoredBefore == content.StoredBefore && read.Lines.Select(Bits).SequenceEqual(content.Lines.Select(Bits));
        },
        iter: 200);

    [Fact]
    public void A_frame_that_was_cut_anywhere_is_said_to_be_damaged() => Gen.Select(Contents, Gen.Double[0, 1]).Sample(
        (content, part) =>
        {
            var packed = FramePacking.Pack(content);
            var cut = () => FramePacking.Unpack(packed[..(int)(packed.Length * part * 0.999)]);
            cut.Should().Throw<InvalidDataException>();
        },
        iter: 100);

    [Fact]
    public void A_frame_of_another_version_is_not_read_as_ours()
    {
        var packed = FramePacking.Pack(new FrameContent(Noon, []));
        packed[0]++;

        var read = () => FramePacking.Unpack(packed);

        read.Should().Throw<InvalidDataException>().WithMessage("*version*");
    }

    /// <summary>Every number by its bits: not a number is equal to itself here, and zero is not minus zero.</summary>
    private static string Bits(FrameLine line)
    {
        static IEnumerable<long> Of(Candle candle) =>
            [candle.OpenAt.UtcTicks, .. new[] { candle.Open, candle.High, candle.Low, candle.Close, candle.Volume, candle.Value }.Select(BitConverter.DoubleToInt64Bits)];

        IEnumerable<long> numbers =
        [
            .. new[] { line.Last, line.Bid, line.Ask }.Select(BitConverter.DoubleToInt64Bits),
            line.At.UtcTicks,
            .. line.Minutes.SelectMany(Of),
            .. line.Forming is { } forming ? Of(forming) : [],
        ];
        return $"{line.Market} {line.Minutes.Count} {string.Join(' ', numbers)}";
    }
}
