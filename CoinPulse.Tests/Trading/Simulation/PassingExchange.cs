using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>Passes everything on; what is broken stands in its heirs.</summary>
internal abstract class PassingExchange(IExchange inner) : IExchange
{
    public IAccountPast Past => inner.Past;

    public virtual async Task<ExchangeAnswer<ExchangeOrder>> SubmitAsync(OrderRequest order, CancellationToken cancellationToken) => (await inner.SubmitAsync(order, cancellationToken)).Map(Told);

    public Task<ExchangeAnswer<ExchangeOrder>> CancelAsync(ClientOrderId key, CancellationToken cancellationToken) => inner.CancelAsync(key, cancellationToken);

    public Task<ExchangeAnswer<CancelAndSellReceipt>> CancelAndSellAsync(CancelAndSell request, CancellationToken cancellationToken) => inner.CancelAndSellAsync(request, cancellationToken);

    public async Task<ExchangeAnswer<ExchangeOrder>> FindAsync(ClientOrderId key, CancellationToken cancellationToken) => (await inner.FindAsync(key, cancellationToken)).Map(Told);

    public async Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> OpenOrdersAsync(CancellationToken cancellationToken) => Told(await inner.OpenOrdersAsync(cancellationToken));

    public async Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> ClosedOrdersAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        Told(await inner.ClosedOrdersAsync(since, cancellationToken));

    public Task<ExchangeAnswer<AccountBalances>> BalancesAsync(CancellationToken cancellationToken) => inner.BalancesAsync(cancellationToken);

    public Task<ExchangeAnswer<OrderChance>> ChanceAsync(MarketCode market, CancellationToken cancellationToken) => inner.ChanceAsync(market, cancellationToken);

    public virtual IDisposable Subscribe(Action<ExchangeOrder> onChange) => inner.Subscribe(order => onChange(Told(order)));

    /// <summary>How an order is told of, whichever way it comes.</summary>
    protected virtual ExchangeOrder Told(ExchangeOrder order) => order;

    private ExchangeAnswer<IReadOnlyList<ExchangeOrder>> Told(ExchangeAnswer<IReadOnlyList<ExchangeOrder>> answer) =>
        answer.Map<IReadOnlyList<ExchangeOrder>>(orders => [.. orders.Select(Told)]);
}
