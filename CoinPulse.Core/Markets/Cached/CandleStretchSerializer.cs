using System.Buffers;
using System.Buffers.Binary;
using CoinPulse.Core.Markets.Candles;
using Microsoft.Extensions.Caching.Hybrid;

namespace CoinPulse.Core.Markets.Cached;

/// <summary>A chart as bytes for the shared level of the cache: instants as ticks of UTC, numbers bit for bit.</summary>
public sealed class CandleStretchSerializer : IHybridCacheSerializer<CandleStretch>
{
    private const int CandleBytes = 7 * sizeof(long);
    private const int HoleBytes = 2 * sizeof(long);

    public CandleStretch Deserialize(ReadOnlySequence<byte> source)
    {
        var reader = new SequenceReader<byte>(source);
        var candles = new Candle[Count(ref reader)];
        for (var i = 0; i < candles.Length; i++)
        {
            candles[i] = new Candle(Instant(ref reader), Number(ref reader), Number(ref reader), Number(ref reader), Number(ref reader), Number(ref reader), Number(ref reader));
        }

        var holes = new CandleSpan[Count(ref reader)];
        for (var i = 0; i < holes.Length; i++) holes[i] = new CandleSpan(Instant(ref reader), Instant(ref reader));
        return new CandleStretch(candles, holes);
    }

    public void Serialize(CandleStretch value, IBufferWriter<byte> target)
    {
        Write(target, value.Candles.Count);
        foreach (var candle in value.Candles)
        {
            var bytes = target.GetSpan(CandleBytes);
            BinaryPrimitives.WriteInt64LittleEndian(bytes, candle.OpenAt.UtcTicks);
            double[] numbers = [candle.Open, candle.High, candle.Low, candle.Close, candle.Volume, candle.Value];
            for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes[((i + 1) * sizeof(long))..], numbers[i]);
            target.Advance(CandleBytes);
        }

        Write(target, value.Holes.Count);
        foreach (var (from, to) in value.Holes)
        {
            var bytes = target.GetSpan(HoleBytes);
            BinaryPrimitives.WriteInt64LittleEndian(bytes, from.UtcTicks);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[sizeof(long)..], to.UtcTicks);
            target.Advance(HoleBytes);
        }
    }

    private static void Write(IBufferWriter<byte> target, long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target.GetSpan(sizeof(long)), number);
        target.Advance(sizeof(long));
    }

    private static long Long(ref SequenceReader<byte> reader) =>
        reader.TryReadLittleEndian(out long number) ? number : throw new InvalidDataException("A cached chart is cut short.");

    private static int Count(ref SequenceReader<byte> reader) =>
        Long(ref reader) is var count && count >= 0 && count <= reader.Remaining ? (int)count : throw new InvalidDataException("A cached chart is damaged.");

    private static DateTimeOffset Instant(ref SequenceReader<byte> reader) => new(Long(ref reader), TimeSpan.Zero);

    private static double Number(ref SequenceReader<byte> reader) => BitConverter.Int64BitsToDouble(Long(ref reader));
}
