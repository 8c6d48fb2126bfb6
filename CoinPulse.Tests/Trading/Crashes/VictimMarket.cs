using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Money;

namespace CoinPulse.Tests.Trading.Crashes;

/// <summary>Six markets with deep books, moved by one thread.</summary>
internal sealed class VictimMarket(MarketHub hub)
{
    public static IReadOnlyList<MarketCode> Markets { get; } =
        [.. new[] { "KRW-XRP", "KRW-ADA", "KRW-DOGE", "KRW-TRX", "KRW-XLM", "KRW-SAND" }.Select(MarketCode.From)];

    /// <summary>No more rounds: what is held is sold.</summary>
    public volatile bool IsOver;

    public void Open()
    {
        hub.Open([.. Markets.Select(market => new MarketInfo(market, market.Base.Value, market.Base.Value))]);
        foreach (var market in Markets) Move(market, 1_000);
        hub.Enter(FeedState.Live);
    }

    /// <summary>A book around the price, then a trade at the bid.</summary>
    public void Move(MarketCode market, decimal bid)
    {
        var now = TimeProvider.System.GetUtcNow();
        BookLevel[] Side(decimal step) => [.. Enumerable.Range(0, 5).Select(level => new BookLevel(new Price(bid + (step > 0 ? 1 : 0) + step * level), new Quantity(10_000)))];
        var book = new OrderBook(market, Side(-1), Side(1), now);
        var stamp = TimeProvider.System.GetTimestamp();
        hub.Publish(new PriceEvent(market, PriceEventKind.Book, new Price(bid), Quantity.Zero, book.BestBid, book.BestAsk, book, now, stamp));
        hub.Publish(new PriceEvent(market, PriceEventKind.Trade, new Price(bid), new Quantity(1_000), book.BestBid, book.BestAsk, book, now, stamp));
    }
}
