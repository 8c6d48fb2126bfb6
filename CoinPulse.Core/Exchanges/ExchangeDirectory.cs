using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Exchanges;

internal sealed class ExchangeDirectory(IEnumerable<IAccountExchanges> adapters) : IExchangeDirectory
{
    private readonly Dictionary<AccountKind, IAccountExchanges> _adapters = adapters.ToDictionary(adapter => adapter.Kind);

    public IExchange For(TradingAccount account) => _adapters.TryGetValue(account.Kind, out var adapter)
        ? adapter.For(account)
        : throw new NotSupportedException($"No exchange for {account.Kind} accounts is registered.");
}
