using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Cycle;

/// <summary>Cash and coins at the present price, before the fee of selling them.</summary>
public static class Equity
{
    public static Krw Of(AccountBalances balances, IMarketHub hub) => balances.Coins.Aggregate(
        balances.Cash,
        (sum, coin) => sum + (hub.Quote(MarketCode.Krw(coin.Coin)) is { } quote ? quote.Last * coin.Total : coin.AverageCost * coin.Total));
}
