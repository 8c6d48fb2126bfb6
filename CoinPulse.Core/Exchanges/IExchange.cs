using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Exchanges;

/// <summary>
/// One account at one exchange. Every implementation passes <c>ExchangeContract</c>.
/// Methods answer; they throw only for bugs and for a cancelled token. A request that may move money is sent with
/// <see cref="CancellationToken.None"/>, because a shutdown must not lose the answer.
/// </summary>
public interface IExchange
{
    /// <summary>Sends an order. The same key is never accepted twice, whatever became of the first.</summary>
    Task<ExchangeAnswer<ExchangeOrder>> SubmitAsync(OrderRequest order, CancellationToken cancellationToken);

    /// <summary>Asks for a cancel. The answer says that it was accepted, not that it happened: watch the order.</summary>
    Task<ExchangeAnswer<ExchangeOrder>> CancelAsync(ClientOrderId key, CancellationToken cancellationToken);

    Task<ExchangeAnswer<CancelAndSellReceipt>> CancelAndSellAsync(CancelAndSell request, CancellationToken cancellationToken);

    /// <summary>One order with all its trades, by our key; <see cref="ExchangeFaultKind.OrderNotFound"/> when the exchange knows none.</summary>
    Task<ExchangeAnswer<ExchangeOrder>> FindAsync(ClientOrderId key, CancellationToken cancellationToken);

    /// <summary>Every open order of the account, ours and a person's; without trades.</summary>
    Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> OpenOrdersAsync(CancellationToken cancellationToken);

    /// <summary>Orders that ended at or after <paramref name="since"/>, oldest first, with their trades.</summary>
    Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> ClosedOrdersAsync(DateTimeOffset since, CancellationToken cancellationToken);

    Task<ExchangeAnswer<AccountBalances>> BalancesAsync(CancellationToken cancellationToken);

    Task<ExchangeAnswer<OrderChance>> ChanceAsync(MarketCode market, CancellationToken cancellationToken);

    /// <summary>
    /// Calls <paramref name="onChange"/> for every change of an order of this account, possibly twice, possibly out of order, possibly
    /// before the answer to the submission. It must not block or throw. What is missed is found by reconciliation.
    /// </summary>
    IDisposable Subscribe(Action<ExchangeOrder> onChange);

    /// <summary>What the exchange keeps of the account's past.</summary>
    IAccountPast Past { get; }
}
