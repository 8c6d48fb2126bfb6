namespace CoinPulse.Core.Markets.Frames;

/// <summary>
/// The one row of a price source in which the process that makes the market shows it to the others, once a second: where its time stands, the newest of every
/// market and the minutes that closed last.
/// </summary>
public sealed class MarketFrame
{
    private MarketFrame()
    {
    }

    /// <param name="source">Whose market it is.</param>
    /// <param name="fence">The engine's fence of the process that shows it: a process that lost the engine shows nothing more.</param>
    /// <param name="at">The market's time, to the second.</param>
    /// <param name="minutesFrom">From here on every minute that has closed is in the lines.</param>
    /// <param name="content">One line for each market, and how far the candles are stored.</param>
    public MarketFrame(PriceSource source, long fence, DateTimeOffset at, DateTimeOffset minutesFrom, FrameContent content) =>
        (Source, Fence, At, MinutesFrom, Packed) = (source, fence, at, minutesFrom, FramePacking.Pack(content));

    public PriceSource Source { get; private init; }

    public long Fence { get; private init; }

    public DateTimeOffset At { get; private init; }

    public DateTimeOffset MinutesFrom { get; private init; }

    public byte[] Packed { get; private init; } = [];

    /// <exception cref="InvalidDataException">The bytes are damaged or of another version.</exception>
    public FrameContent Content => FramePacking.Unpack(Packed);
}
