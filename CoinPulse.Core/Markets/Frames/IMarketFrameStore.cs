namespace CoinPulse.Core.Markets.Frames;

/// <summary>The newest frame of each price source; what was shown before is gone.</summary>
public interface IMarketFrameStore
{
    Task<MarketFrame?> NewestForEveryoneAsync(PriceSource source, CancellationToken cancellationToken);

    /// <summary>Replaces the frame of its source, unless a process with a higher fence has shown one.</summary>
    Task ShowForEveryoneAsync(MarketFrame frame, CancellationToken cancellationToken);
}
