using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Cached;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Reading;

/// <summary>One position with everything that is written of it, at the present price.</summary>
public sealed record PositionPicture(PositionRecord Record, OpenPosition Present, DateTimeOffset Now)
{
    public Position Position => Record.Position;
}

/// <summary>Reads one position for its page.</summary>
public interface IPositionReader
{
    /// <returns>Null when this owner has no such position.</returns>
    Task<PositionPicture?> ReadAsync(UserId owner, PositionId position, CancellationToken cancellationToken);

    /// <summary>The same position at the present price and guard; memory alone.</summary>
    PositionPicture AtPresentPrice(PositionPicture picture);

    /// <summary>The closed candles of the position's life with a margin on both sides; a life that is too long for the unit is shown from its end.</summary>
    Task<IReadOnlyList<Candle>> CandlesAsync(PositionPicture picture, CandleUnit unit, CancellationToken cancellationToken);

    /// <summary>The candles that may still have changed since the last look: the newest closed ones and the one that is forming, oldest first.</summary>
    IReadOnlyList<Candle> Newest(PositionPicture picture, CandleUnit unit);
}

internal sealed class PositionReader(ITradeHistory history, ChartCandles candles, GuardBook guards, IEngineLease lease, IMarketHub hub, EngineClock clock) : IPositionReader
{
    private const int MostCandles = 480;

    // A quick market clock closes several between two looks.
    private const int Newly = 4;

    public async Task<PositionPicture?> ReadAsync(UserId owner, PositionId position, CancellationToken cancellationToken) =>
        await history.FindAsync(owner, position, cancellationToken) is { } record
            ? AtPresentPrice(new PositionPicture(record, new OpenPosition(record.Position, record.Guard, null, null, false), default))
            : null;

    public PositionPicture AtPresentPrice(PositionPicture picture) =>
        picture with { Present = picture.Present.Now(hub, guards, lease), Now = clock.GetUtcNow() };

    public async Task<IReadOnlyList<Candle>> CandlesAsync(PositionPicture picture, CandleUnit unit, CancellationToken cancellationToken)
    {
        var (from, to) = PositionSpan.Of(picture.Position, picture.Now).WithMargin(unit, MostCandles);
        return (await candles.GetAsync(picture.Position.Market, unit, from, to, cancellationToken)).Candles;
    }

    public IReadOnlyList<Candle> Newest(PositionPicture picture, CandleUnit unit)
    {
        if (!picture.Position.IsLive) return [];
        var market = picture.Position.Market;
        var closed = hub.Closed(market, unit, Newly);
        return hub.Forming(market, unit) is { } forming ? [.. closed, forming] : closed;
    }
}
