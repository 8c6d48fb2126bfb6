using System.Buffers.Binary;
using System.Numerics;

namespace CoinPulse.Core.Markets.Candles;

/// <summary>
/// Closed candles as bytes and back, bit for bit. A block begins with the format's version and ends with a checksum, so a damaged block is an
/// error and never a wrong price.
/// </summary>
/// <remarks>
/// Version 1: version, unit (minutes), first opening (minutes since 1970), count; then per candle the intervals since the one before (1 when there is no gap) and
/// open, high, low, close as steps of one common power of ten against the close before; volume and value as plain doubles. Prices that are no decimal of
/// at most eight places are kept as plain doubles for the whole block. CRC-32C at the end.
/// </remarks>
internal static class CandlePacking
{
    private const byte Version = 1;
    private const byte PlainPrices = 255;
    private const int MostDecimals = 8;
    private const double LargestExact = 1L << 53;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];

    /// <param name="unit">The unit of every candle.</param>
    /// <param name="candles">At least one, oldest first, each opening on the unit's grid.</param>
    public static byte[] Pack(CandleUnit unit, IReadOnlyList<Candle> candles)
    {
        var decimals = DecimalsOf(candles);
        var bytes = new PackedWriter(candles.Count * 24 + 32);
        bytes.Byte(Version);
        bytes.Number((ulong)unit);
        bytes.Number((ulong)MinuteOf(candles[0].OpenAt));
        bytes.Number((ulong)candles.Count);
        bytes.Byte(decimals ?? PlainPrices);

        var (before, closeBefore) = (candles[0].OpenAt - unit.Length(), 0L);
        foreach (var candle in candles)
        {
            var (intervals, rest) = Math.DivRem((candle.OpenAt - before).Ticks, unit.Length().Ticks);
            if (intervals < 1 || rest != 0) throw new ArgumentException($"A candle at {candle.OpenAt:u} is out of order or off the grid of {unit}.", nameof(candles));
            bytes.Number((ulong)intervals);
            before = candle.OpenAt;

            if (decimals is { } places)
            {
                var (open, high, low, close) = (Steps(candle.Open, places), Steps(candle.High, places), Steps(candle.Low, places), Steps(candle.Close, places));
                bytes.Signed(open - closeBefore);
                bytes.Signed(high - open);
                bytes.Signed(open - low);
                bytes.Signed(close - open);
                closeBefore = close;
            }
            else
            {
                bytes.Double(candle.Open);
                bytes.Double(candle.High);
                bytes.Double(candle.Low);
                bytes.Double(candle.Close);
            }

            bytes.Double(candle.Volume);
            bytes.Double(candle.Value);
        }

        return bytes.Finish();
    }

    /// <exception cref="InvalidDataException">The bytes are damaged, of another version or of another unit.</exception>
    public static Candle[] Unpack(CandleUnit unit, ReadOnlySpan<byte> packed)
    {
        var bytes = new PackedReader(packed);
        var version = bytes.Byte();
        if (version != Version) throw new InvalidDataException($"A block of candles has version {version}; this program reads {Version}.");
        if (bytes.Number() != (ulong)unit) throw new InvalidDataException($"A block of candles is not of unit {unit}.");

        var before = DateTimeOffset.UnixEpoch.AddMinutes(bytes.Number()) - unit.Length();
        var candles = new Candle[checked((int)bytes.Number())];
        var decimals = bytes.Byte();
        var closeBefore = 0L;
        for (var i = 0; i < candles.Length; i++)
        {
            before += unit.Length() * bytes.Number();
            double open, high, low, close;
            if (decimals == PlainPrices)
            {
                (open, high, low, close) = (bytes.Double(), bytes.Double(), bytes.Double(), bytes.Double());
            }
            else
            {
                var first = closeBefore + bytes.Signed();
                (open, high, low) = (first / Powers[decimals], (first + bytes.Signed()) / Powers[decimals], (first - bytes.Signed()) / Powers[decimals]);
                closeBefore = first + bytes.Signed();
                close = closeBefore / Powers[decimals];
            }

            candles[i] = new Candle(before, open, high, low, close, bytes.Double(), bytes.Double());
        }

        return candles;
    }

    private static long MinuteOf(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMinute;

    private static long Steps(double price, int decimals) => (long)Math.Round(price * Powers[decimals]);

    /// <summary>The fewest decimals with which every price comes back bit for bit; null when there are none.</summary>
    private static byte? DecimalsOf(IReadOnlyList<Candle> candles)
    {
        byte decimals = 0;
        foreach (var candle in candles)
        {
            while (!Fits(candle.Open, decimals) || !Fits(candle.High, decimals) || !Fits(candle.Low, decimals) || !Fits(candle.Close, decimals))
            {
                if (++decimals > MostDecimals) return null;
            }
        }

        // More places must not have cost an earlier price its exactness.
        foreach (var candle in candles)
        {
            if (!Fits(candle.Open, decimals) || !Fits(candle.High, decimals) || !Fits(candle.Low, decimals) || !Fits(candle.Close, decimals)) return null;
        }

        return decimals;
    }

    private static bool Fits(double price, byte decimals)
    {
        var scaled = Math.Abs(price) * Powers[decimals];
        return scaled < LargestExact && BitConverter.DoubleToInt64Bits(Steps(price, decimals) / Powers[decimals]) == BitConverter.DoubleToInt64Bits(price);
    }

    private sealed class PackedWriter(int expected)
    {
        private byte[] _bytes = new byte[expected];
        private int _count;

        public void Byte(byte value)
        {
            Room(1);
            _bytes[_count++] = value;
        }

        public void Number(ulong value)
        {
            for (; value >= 0x80; value >>= 7) Byte((byte)(value | 0x80));
            Byte((byte)value);
        }

        public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

        public void Double(double value)
        {
            Room(sizeof(double));
            BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(_count), value);
            _count += sizeof(double);
        }

        public byte[] Finish()
        {
            var checksum = Checksum(_bytes.AsSpan(0, _count));
            Room(sizeof(uint));
            BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_count), checksum);
            return _bytes[..(_count + sizeof(uint))];
        }

        private void Room(int wanted)
        {
            if (_count + wanted > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _count + wanted));
        }
    }

    private ref struct PackedReader
    {
        private readonly ReadOnlySpan<byte> _bytes;
        private int _at;

        public PackedReader(ReadOnlySpan<byte> packed)
        {
            if (packed.Length <= sizeof(uint)) throw new InvalidDataException("A block of candles is cut short.");
            _bytes = packed[..^sizeof(uint)];
            if (BinaryPrimitives.ReadUInt32LittleEndian(packed[^sizeof(uint)..]) != Checksum(_bytes)) throw new InvalidDataException("A block of candles is damaged: its checksum does not fit.");
        }

        public byte Byte() => _bytes[_at++];

        public ulong Number()
        {
            var (value, shift) = (0UL, 0);
            while (true)
            {
                var part = Byte();
                value |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80) return value;
                shift += 7;
            }
        }

        public long Signed()
        {
            var value = Number();
            return (long)(value >> 1) ^ -(long)(value & 1);
        }

        public double Double()
        {
            var value = BinaryPrimitives.ReadDoubleLittleEndian(_bytes[_at..]);
            _at += sizeof(double);
            return value;
        }
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes) crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
