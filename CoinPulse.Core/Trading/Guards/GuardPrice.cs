using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Guards;

/// <summary>The price a guard looks at: what a sale would get now. One odd print at the ask never sells.</summary>
public static class GuardPrice
{
    /// <summary>The best bid of trades and books; where no book is known (recorded candles) the traded price less half a tick.</summary>
    public static Price Of(PriceEvent news) => news.Bid ?? FromTrade(news.Last);

    public static Price Of(MarketQuote quote) => quote.Bid ?? FromTrade(quote.Last);

    public static Price FromTrade(Price traded) => new(traded.Value - KrwTicks.TickAt(traded) / 2);
}
