using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;

namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>An exchange on a bad line: whatever the plan says goes wrong between it and us. Tests and simulations only.</summary>
/// <param name="wall">The clock of delays.</param>
public sealed class FaultyExchange(IExchange inner, ExchangeFaultPlan plan, TimeProvider wall) : IExchange
{
    private readonly Lock _gate = new();
    private readonly Queue<Action> _held = new();

    public Task<ExchangeAnswer<ExchangeOrder>> SubmitAsync(OrderRequest order, CancellationToken cancellationToken) =>
        CallAsync(ExchangeCall.Submit, () => inner.SubmitAsync(order, cancellationToken), cancellationToken);

    public Task<ExchangeAnswer<ExchangeOrder>> CancelAsync(ClientOrderId key, CancellationToken cancellationToken) =>
        CallAsync(ExchangeCall.Cancel, () => inner.CancelAsync(key, cancellationToken), cancellationToken);

    public Task<ExchangeAnswer<CancelAndSellReceipt>> CancelAndSellAsync(CancelAndSell request, CancellationToken cancellationToken) =>
        CallAsync(ExchangeCall.CancelAndSell, () => inner.CancelAndSellAsync(request, cancellationToken), cancellationToken);

    public Task<ExchangeAnswer<ExchangeOrder>> FindAsync(ClientOrderId key, CancellationToken cancellationToken) =>
        CallAsync(ExchangeCall.Find, () => inner.FindAsync(key, cancellationToken), cancellationToken);

    public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> OpenOrdersAsync(CancellationToken cancellationToken) =>
        CallAsync(ExchangeCall.OpenOrders, () => inner.OpenOrdersAsync(cancellationToken), cancellationToken);

    public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> ClosedOrdersAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        CallAsync(ExchangeCall.ClosedOrders, () => inner.ClosedOrdersAsync(since, cancellationToken), cancellationToken);

    public Task<ExchangeAnswer<AccountBalances>> BalancesAsync(CancellationToken cancellationToken) =>
        CallAsync(ExchangeCall.Balances, () => inner.BalancesAsync(cancellationToken), cancellationToken);

    public Task<ExchangeAnswer<OrderChance>> ChanceAsync(MarketCode market, CancellationToken cancellationToken) =>
        CallAsync(ExchangeCall.Chance, () => inner.ChanceAsync(market, cancellationToken), cancellationToken);

    public IDisposable Subscribe(Action<ExchangeOrder> onChange) => inner.Subscribe(order => Pass(() => onChange(order)));

    public IAccountPast Past => inner.Past;

    /// <summary>Delivers the events that were held back.</summary>
    public void ReleaseEvents()
    {
        while (NextHeld() is { } deliver) deliver();
    }

    private async Task<ExchangeAnswer<T>> CallAsync<T>(ExchangeCall call, Func<Task<ExchangeAnswer<T>>> send, CancellationToken cancellationToken)
    {
        var accident = plan.Next(call);
        switch (accident.Kind)
        {
            case AccidentKind.None:
                return await send();
            case AccidentKind.LosesAnswer:
                await send();
                return ExchangeAnswer<T>.Unknown("The answer was lost.");
            case AccidentKind.NeverArrives:
                return ExchangeAnswer<T>.Unknown("The request was lost.");
            case AccidentKind.Refuses:
                return ExchangeAnswer<T>.Refused(accident.Fault!);
            case AccidentKind.Delays:
                await Task.Delay(accident.Delay, wall, cancellationToken);
                return await send();
            case AccidentKind.CrashesBefore:
                throw new SimulatedCrashException($"before {call}");
            case AccidentKind.CrashesAfter:
                await send();
                throw new SimulatedCrashException($"after {call}");
            default:
                throw new InvalidOperationException($"No such accident: {accident.Kind}.");
        }
    }

    private void Pass(Action deliver)
    {
        switch (plan.NextEvent())
        {
            case StreamAccident.Drop:
                break;
            case StreamAccident.Hold:
                lock (_gate)
                {
                    _held.Enqueue(deliver);
                }

                break;
            case StreamAccident.Duplicate:
                deliver();
                deliver();
                ReleaseEvents();
                break;
            case StreamAccident.None:
                deliver();
                ReleaseEvents();
                break;
        }
    }

    private Action? NextHeld()
    {
        lock (_gate)
        {
            return _held.TryDequeue(out var deliver) ? deliver : null;
        }
    }
}
