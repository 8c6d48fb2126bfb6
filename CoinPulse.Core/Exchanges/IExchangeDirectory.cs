using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Exchanges;

/// <summary>Finds the exchange of an account: the paper exchange, or the account's Upbit pocket.</summary>
public interface IExchangeDirectory
{
    IExchange For(TradingAccount account);
}
