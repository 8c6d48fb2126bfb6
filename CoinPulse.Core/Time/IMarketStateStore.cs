using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Time;

/// <summary>What a market must remember over a restart, beside its candles: the engine's time.</summary>
public interface IMarketStateStore
{
    /// <summary>The moment at which the engine's clock of this source must go on at the earliest; null before the first start.</summary>
    Task<DateTimeOffset?> EngineTimeForEveryoneAsync(PriceSource source, CancellationToken cancellationToken);

    /// <summary>Keeps the moment, unless a later one is kept already.</summary>
    Task SaveEngineTimeForEveryoneAsync(PriceSource source, DateTimeOffset at, CancellationToken cancellationToken);
}
