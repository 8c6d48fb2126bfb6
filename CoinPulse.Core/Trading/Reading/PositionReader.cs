using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
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
}

internal sealed class PositionReader(ITradeHistory history, GuardBook guards, IEngineLease lease, IMarketHub hub, EngineClock clock) : IPositionReader
{
    public async Task<PositionPicture?> ReadAsync(UserId owner, PositionId position, CancellationToken cancellationToken) =>
        await history.FindAsync(owner, position, cancellationToken) is { } record
            ? AtPresentPrice(new PositionPicture(record, new OpenPosition(record.Position, record.Guard, null, null, false), default))
            : null;

    public PositionPicture AtPresentPrice(PositionPicture picture) =>
        picture with { Present = picture.Present.Now(hub, guards, lease), Now = clock.GetUtcNow() };
}
