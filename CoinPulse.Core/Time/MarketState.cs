using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Time;

/// <summary>The one row of a price source that outlives the process: up to where the engine's time has been promised.</summary>
public sealed class MarketState
{
    private MarketState()
    {
    }

    public MarketState(PriceSource source, DateTimeOffset engineTime) => (Source, EngineTime) = (source, engineTime);

    public PriceSource Source { get; private init; }

    public DateTimeOffset EngineTime { get; private init; }
}
