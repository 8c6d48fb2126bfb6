using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Exchanges;

/// <summary>The exchanges of all accounts of one kind. Each adapter registers one; <see cref="IExchangeDirectory"/> chooses among them.</summary>
public interface IAccountExchanges
{
    AccountKind Kind { get; }

    IExchange For(TradingAccount account);
}
