using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Frames;
using CoinPulse.Core.Time;

namespace CoinPulse.Tests.Markets.Frames;

/// <summary>What processes share of a market, in memory: the newest frame and the engine's time.</summary>
internal sealed class MemoryMarket : IMarketStateStore, IMarketFrameStore
{
    private volatile MarketFrame? _frame;
    private DateTimeOffset? _time;

    public bool IsAway { get; set; }

    public MarketFrame? Frame => _frame;

    public void Show(MarketFrame frame) => _frame = frame;

    public Task<MarketFrame?> NewestForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) =>
        IsAway ? Task.FromException<MarketFrame?>(new IOException("The database is away.")) : Task.FromResult(_frame);

    public Task ShowForEveryoneAsync(MarketFrame frame, CancellationToken cancellationToken)
    {
        if (_frame is not { } shown || shown.Fence <= frame.Fence) _frame = frame;
        return Task.CompletedTask;
    }

    public Task<DateTimeOffset?> EngineTimeForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) => Task.FromResult(_time);

    public Task SaveEngineTimeForEveryoneAsync(PriceSource source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        _time = _time > at ? _time : at;
        return Task.CompletedTask;
    }
}
