using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading.Manual;

/// <summary>
/// Sends an order by hand that is on disk, once, and settles what came of it; takes it back when the person asks. Only the engine's process does: the transaction in which it
/// takes the order proves the lease, and from then on nobody's cancellation counts.
/// </summary>
internal sealed class ManualSender(
    IManualOrders orders, IExchangeDirectory exchanges, HandTrades trades, IEngineLease lease, TimeProvider wall, ILogger<ManualSender> logger, ICrashPoints? crashes = null)
{
    private readonly ICrashPoints _crashes = crashes ?? new NoCrashPoints();

    /// <returns>The order as it stands then. One that another process has taken, or that has ended, is left as it is.</returns>
    /// <exception cref="LeaseLostException">This process is not the engine, or no longer.</exception>
    public async Task<ManualOrder> SendAsync(TradingAccount account, ManualOrder order)
    {
        var written = wall.GetTimestamp();   // before the commit: a process may sleep between that and its next step
        var (taken, isOurs) = await orders.ChangeAsync(order.Owner, order.Key, known => (known, known.TryTake(wall.GetUtcNow())), Prove(), CancellationToken.None);
        if (!isOurs) return taken;

        _crashes.At(JournalCrashPoint.BeforeSend);
        if (wall.GetElapsedTime(written) > OrderSender.Freshness) await AskAgainAsync(taken);
        var answer = await exchanges.For(account).SubmitAsync(taken.ToRequest(), CancellationToken.None);
        _crashes.At(JournalCrashPoint.AfterAnswer);
        logger.LogInformation("Order by hand {Key}: {Answer} {Fault}", taken.Key, answer.Kind, answer.Fault);
        if (answer.Kind == AnswerKind.Answered) return await FollowAsync(account, taken, answer.Value);

        var at = wall.GetUtcNow();
        return await ChangeAsync(taken, known =>
        {
            // A duplicate means that an order of this name exists or existed: it is looked for, never taken for a refusal.
            if (answer.Kind == AnswerKind.Unknown || answer.Fault!.Kind == ExchangeFaultKind.DuplicateIdentifier) known.LoseSight(answer.Fault!.Message, at);
            else known.Refuse(FaultNames.Of(answer.Fault.Kind), $"{answer.Fault.Code}: {answer.Fault.Message}", at);
        });
    }

    /// <summary>Books what the exchange shows of the order, then writes down how it stands: one that has ended here is booked.</summary>
    public async Task<ManualOrder> FollowAsync(TradingAccount account, ManualOrder order, ExchangeOrder shown)
    {
        await trades.BookAsync(account, shown, CancellationToken.None);
        return await ChangeAsync(order, known => known.Follow(shown, wall.GetUtcNow()));
    }

    /// <summary>Asks the exchange to take an order back. Whatever it answers, the order itself is looked at: a yes is no cancel yet, a no may mean that it has ended.</summary>
    public async Task CancelAsync(TradingAccount account, ManualOrder order)
    {
        Prove();
        var answer = await exchanges.For(account).CancelAsync(order.Key, CancellationToken.None);
        logger.LogInformation("Cancel of order by hand {Key}: {Answer} {Fault}", order.Key, answer.Kind, answer.Fault);
    }

    public Task<ManualOrder> ChangeAsync(ManualOrder order, Action<ManualOrder> change) => orders.ChangeAsync(
        order.Owner,
        order.Key,
        known =>
        {
            change(known);
            return known;
        },
        lease: null,
        CancellationToken.None);

    private async Task AskAgainAsync(ManualOrder order)
    {
        var isOurs = await orders.ChangeAsync(order.Owner, order.Key, known => known.State == IntentState.Sent, Prove(), CancellationToken.None);
        if (!isOurs) throw new LeaseLostException($"Order {order.Key} waited too long to be sent and is no longer ours.");
    }

    private LeaseProof Prove() => lease.Proof ?? throw new LeaseLostException("This process is not the engine.");
}
