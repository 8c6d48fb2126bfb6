namespace CoinPulse.Core.Markets;

/// <summary>The markets of one source as they stood on one UTC day. Written once and never changed.</summary>
public sealed class MarketListOfDay
{
    private MarketListOfDay()
    {
    }

    public MarketListOfDay(PriceSource source, DateOnly day, IReadOnlyList<MarketInfo> markets) => (Source, Day, Markets) = (source, day, markets);

    public PriceSource Source { get; private init; }

    public DateOnly Day { get; private init; }

    public IReadOnlyList<MarketInfo> Markets { get; private init; } = [];
}
