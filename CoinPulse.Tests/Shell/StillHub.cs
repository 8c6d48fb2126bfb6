using CoinPulse.Core.Markets;

namespace CoinPulse.Tests.Shell;

/// <summary>A hub that stands as the test puts it and knows no market.</summary>
internal sealed class StillHub : IMarketHub
{
    public PriceSource Source { get; set; } = PriceSource.Simulated;

    public FeedState State { get; set; } = FeedState.Live;

    public FeedTrouble Trouble { get; set; }

    public TimeSpan ClockAhead { get; set; }

    public DateTimeOffset? ClosedThrough { get; set; } = DateTimeOffset.MaxValue;

    public TimeSpan? Age { get; set; } = TimeSpan.FromSeconds(1);

    public IReadOnlyList<MarketInfo> Markets => [];

    public MarketInfo? Find(MarketCode market) => null;

    public MarketQuote? Quote(MarketCode market) => null;

    public TimeSpan? AgeOf(MarketCode market) => null;

    public IReadOnlyList<Candle> Closed(MarketCode market, CandleUnit unit, int count) => [];

    public Candle? Forming(MarketCode market, CandleUnit unit) => null;

    public IDisposable Subscribe(Action<PriceEvent> onEvent, SubscriptionOrder order = SubscriptionOrder.Reader) => throw new NotSupportedException("Nothing happens in this hub.");
}
