using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;

namespace CoinPulse.Tests.Benchmarks;

/// <summary>The place where an order leaves us: it notes that one came and answers at once that it is filled.</summary>
internal sealed class Wire : IExchange, IExchangeDirectory
{
    private Price _price;
    private long _arrivedStamp;

    private SemaphoreSlim Arrived { get; } = new(0);

    public IExchange For(TradingAccount account) => this;

    /// <summary>The price at which the next order fills.</summary>
    public void FillAt(Price price) => _price = price;

    /// <returns>When it came, by the monotonic counter: who waits may be woken much later.</returns>
    public long WaitForOrder()
    {
        if (!Arrived.Wait(TimeSpan.FromMinutes(1))) throw new InvalidOperationException("The order never came.");
        return Volatile.Read(ref _arrivedStamp);
    }

    public Task<ExchangeAnswer<ExchangeOrder>> SubmitAsync(OrderRequest order, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _arrivedStamp, TimeProvider.System.GetTimestamp());
        Arrived.Release();
        return Task.FromResult(ExchangeAnswer<ExchangeOrder>.Of(Filled(order, _price, TimeProvider.System.GetUtcNow())));
    }

    public static ExchangeOrder Filled(OrderRequest order, Price price, DateTimeOffset at)
    {
        var (quantity, funds) = (order.Quantity!.Value, price * order.Quantity.Value);
        var trade = new ExchangeTrade($"t-{order.Key}", price, quantity, funds, funds * 0.0005m, at);
        return new ExchangeOrder(
            ExchangeOrderId.From($"o-{order.Key}"), order.Key, order.Market, order.Side, order.Kind, ExchangeOrderState.Done, order.Limit, quantity, quantity, trade.Fee, at, [trade]);
    }

    public Task<ExchangeAnswer<ExchangeOrder>> CancelAsync(ClientOrderId key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ExchangeAnswer<CancelAndSellReceipt>> CancelAndSellAsync(CancelAndSell request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ExchangeAnswer<ExchangeOrder>> FindAsync(ClientOrderId key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> OpenOrdersAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> ClosedOrdersAsync(DateTimeOffset since, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ExchangeAnswer<AccountBalances>> BalancesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ExchangeAnswer<OrderChance>> ChanceAsync(MarketCode market, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAccountPast Past => throw new NotSupportedException();

    public IDisposable Subscribe(Action<ExchangeOrder> onChange) => new Nothing();

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
