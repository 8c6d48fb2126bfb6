using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Frames;
using CoinPulse.Core.Time;

namespace CoinPulse.Tests.Markets.Frames;

/// <summary>What processes share of a market, in memory: the newest frame and the engine's time.</summary>
internal sealed class MemoryMarket : IMarketStateStore, IMarketFrameStore
{
    private volatile IReadOnlyList<MarketFrame> _frames = [];
    private readonly Lock _gate = new();
    private DateTimeOffset? _time;

    public bool IsAway { get; set; }

    public MarketFrame? Frame => _frames is [.., var newest] ? newest : null;

    /// <summary>Every frame that was ever the newest, in order.</summary>
    public IReadOnlyList<MarketFrame> Frames => _frames;

    public void Show(MarketFrame frame) => _frames = [.. _frames, frame];

    public Task<MarketFrame?> NewestForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) =>
        IsAway ? Task.FromException<MarketFrame?>(new IOException("The database is away.")) : Task.FromResult(Frame);

    public Task ShowForEveryoneAsync(MarketFrame frame, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (Frame is not { } shown || shown.Fence <= frame.Fence) _frames = [.. _frames, frame];
        }

        return Task.CompletedTask;
    }

    public Task<DateTimeOffset?> EngineTimeForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) => Task.FromResult(_time);

    public Task SaveEngineTimeForEveryoneAsync(PriceSource source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        _time = _time > at ? _time : at;
        return Task.CompletedTask;
    }
}
