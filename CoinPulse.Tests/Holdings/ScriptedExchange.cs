using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;

namespace CoinPulse.Tests.Holdings;

/// <summary>An exchange that has the orders a test gives it and lists them as Upbit does: without trades, by when they were created.</summary>
internal sealed class ScriptedExchange : IExchange, IAccountPast, IExchangeDirectory
{
    private readonly List<Action<ExchangeOrder>> _hearing = [];

    public Dictionary<string, ExchangeOrder> Orders { get; } = [];

    public List<ExchangeTransfer> Transfers { get; } = [];

    /// <summary>Every question, in order: <c>find o1</c>.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What becomes of a question; null is answered.</summary>
    public Func<string, ExchangeFault?> Trouble { get; set; } = _ => null;

    public bool IsHeard => _hearing.Count > 0;

    public IAccountPast Past => this;

    public IExchange For(TradingAccount account) => this;

    public void Put(params ReadOnlySpan<ExchangeOrder> orders)
    {
        foreach (var order in orders) Orders[order.Id.Value] = order;
    }

    /// <summary>The order changed, and the stream says so.</summary>
    public void Tell(ExchangeOrder order)
    {
        Put(order);
        foreach (var hear in _hearing.ToList()) hear(order);
    }

    public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> EndedAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => Answer<IReadOnlyList<ExchangeOrder>>(
        "ended", () => [.. Orders.Values.Where(order => order.IsFinal && order.CreatedAt >= from && order.CreatedAt < to).OrderBy(order => order.CreatedAt).Select(order => order with { Trades = [] })]);

    public Task<ExchangeAnswer<ExchangeOrder>> FindAsync(ExchangeOrderId id, CancellationToken cancellationToken) =>
        Orders.TryGetValue(id.Value, out var order)
            ? Answer($"find {id}", () => order)
            : Task.FromResult(ExchangeAnswer<ExchangeOrder>.Refused(ExchangeFaultKind.OrderNotFound, "order_not_found", "주문을 찾지 못했습니다."));

    public Task<ExchangeAnswer<IReadOnlyList<ExchangeTransfer>>> TransfersAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<ExchangeTransfer>>("transfers", () => [.. Transfers.Where(transfer => transfer.At >= since)]);

    public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> OpenOrdersAsync(CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<ExchangeOrder>>("open", () => [.. Orders.Values.Where(order => !order.IsFinal).Select(order => order with { Trades = [] })]);

    public Task<ExchangeAnswer<AccountBalances>> BalancesAsync(CancellationToken cancellationToken) => Answer("balances", () => new AccountBalances(Krw.Zero, Krw.Zero, []));

    public IDisposable Subscribe(Action<ExchangeOrder> onChange)
    {
        _hearing.Add(onChange);
        return new Hearing(() => _hearing.Remove(onChange));
    }

    public Task<ExchangeAnswer<ExchangeOrder>> SubmitAsync(OrderRequest order, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ExchangeAnswer<ExchangeOrder>> CancelAsync(ClientOrderId key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ExchangeAnswer<CancelAndSellReceipt>> CancelAndSellAsync(CancelAndSell request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ExchangeAnswer<ExchangeOrder>> FindAsync(ClientOrderId key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> ClosedOrdersAsync(DateTimeOffset since, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ExchangeAnswer<OrderChance>> ChanceAsync(MarketCode market, CancellationToken cancellationToken) => throw new NotSupportedException();

    private Task<ExchangeAnswer<T>> Answer<T>(string question, Func<T> answer)
    {
        Asked.Add(question);
        return Task.FromResult(Trouble(question) switch
        {
            null => ExchangeAnswer<T>.Of(answer()),
            { Kind: ExchangeFaultKind.NoAnswer } lost => ExchangeAnswer<T>.Unknown(lost.Message),
            { } refused => ExchangeAnswer<T>.Refused(refused),
        });
    }

    private sealed class Hearing(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
