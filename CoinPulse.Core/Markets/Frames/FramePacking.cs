namespace CoinPulse.Core.Markets.Frames;

/// <summary>What a frame holds as bytes and back, bit for bit; some hundred and fifty bytes a market.</summary>
internal static class FramePacking
{
    private const byte Version = 2;

    public static byte[] Pack(FrameContent content)
    {
        using var bytes = new MemoryStream(content.Lines.Count * 160 + 16);
        using var writer = new BinaryWriter(bytes);
        writer.Write(Version);
        writer.Write(content.StoredBefore.UtcTicks);
        writer.Write7BitEncodedInt(content.Lines.Count);
        foreach (var line in content.Lines)
        {
            writer.Write(line.Market.Value);
            writer.Write(line.Last);
            writer.Write(line.Bid);
            writer.Write(line.Ask);
            writer.Write(line.At.UtcTicks);
            writer.Write(line.Forming is not null);
            if (line.Forming is { } forming) Write(writer, forming);
            writer.Write7BitEncodedInt(line.Minutes.Count);
            foreach (var minute in line.Minutes) Write(writer, minute);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are damaged or of another version.</exception>
    public static FrameContent Unpack(byte[] packed)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(packed));
            var version = reader.ReadByte();
            if (version != Version) throw new InvalidDataException($"A frame of the market has version {version}; this program reads {Version}.");
            var stored = MomentOf(reader);
            var lines = new FrameLine[reader.Read7BitEncodedInt()];
            for (var i = 0; i < lines.Length; i++) lines[i] = ReadLine(reader);
            return new FrameContent(stored, lines);
        }
        catch (Exception damage) when (damage is EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException("A frame of the market is damaged.", damage);
        }
    }

    private static FrameLine ReadLine(BinaryReader reader)
    {
        var market = MarketCode.From(reader.ReadString());
        var (last, bid, ask) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        var at = MomentOf(reader);
        Candle? forming = reader.ReadBoolean() ? ReadCandle(reader) : null;
        var minutes = new Candle[reader.Read7BitEncodedInt()];
        for (var i = 0; i < minutes.Length; i++) minutes[i] = ReadCandle(reader);
        return new FrameLine(market, last, bid, ask, at, minutes, forming);
    }

    private static void Write(BinaryWriter writer, in Candle candle)
    {
        writer.Write(candle.OpenAt.UtcTicks);
        writer.Write(candle.Open);
        writer.Write(candle.High);
        writer.Write(candle.Low);
        writer.Write(candle.Close);
        writer.Write(candle.Volume);
        writer.Write(candle.Value);
    }

    private static Candle ReadCandle(BinaryReader reader) => new(
        MomentOf(reader), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());

    private static DateTimeOffset MomentOf(BinaryReader reader) => new(reader.ReadInt64(), TimeSpan.Zero);
}
