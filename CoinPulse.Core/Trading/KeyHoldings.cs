using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Reading;

namespace CoinPulse.Core.Trading;

/// <summary>What the engine holds and has placed on a person's account at the exchange; paper accounts need no key.</summary>
internal sealed class KeyHoldings(ITradingAccounts accounts, IPositionStore positions, ITradeHistory history) : IKeyHoldings
{
    private const int Enough = 3;

    public async Task<PocketTraces> TracesAsync(UserId owner, CancellationToken cancellationToken)
    {
        var held = new Dictionary<MarketCode, Quantity>();
        var orders = new List<Intent>();
        foreach (var account in (await accounts.OfAsync(owner, cancellationToken)).Where(account => account.Kind == AccountKind.Upbit))
        {
            foreach (var file in await positions.LiveAsync(owner, account.Id, cancellationToken))
            {
                held[file.Position.Market] = held.GetValueOrDefault(file.Position.Market) + file.Position.Held;
                orders.AddRange(file.Intents);
            }

            var closed = await history.ClosedAsync(owner, account.Id, new TradeQuery(Take: Enough), cancellationToken);
            foreach (var position in closed.Trades)
            {
                if (await history.FindAsync(owner, position.Id, cancellationToken) is { } record) orders.AddRange(record.Orders);
            }
        }

        return new PocketTraces(held, [.. orders.Where(order => order.ExchangeId is not null).OrderByDescending(order => order.PlannedAt).Take(Enough).Select(order => order.ExchangeId!.Value)]);
    }
}
