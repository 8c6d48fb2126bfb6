using System.Collections.Concurrent;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Time;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>Up to when the ended orders of an account have been compared with the journal.</summary>
public interface IOrderSyncMarks
{
    /// <summary>The exchange's time; null before the first comparison.</summary>
    Task<DateTimeOffset?> FindAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    Task SaveAsync(UserId owner, AccountId account, DateTimeOffset through, CancellationToken cancellationToken);
}

/// <summary>What a pass over the ended orders found.</summary>
/// <param name="Orders">Orders that ended since the last pass.</param>
/// <param name="Corrected">Ours whose end, or a trade, the journal did not know yet.</param>
/// <param name="External">A person's own.</param>
/// <param name="Strays">Under a name of ours that the journal does not have. There must never be one.</param>
public sealed record OrderSyncReport(int Accounts, int Orders, int Corrected, int External, int Strays, int Failed)
{
    internal OrderSyncReport With(OrderSyncReport other) => new(
        Accounts + other.Accounts, Orders + other.Orders, Corrected + other.Corrected, External + other.External, Strays + other.Strays, Failed + other.Failed);
}

/// <summary>
/// Compares what the exchange closed since the last time with the journal, account by account. News that the stream and the answers missed is taken over on the
/// exchange's evidence; a person's own orders are counted here and booked by the reconciliation.
/// </summary>
internal sealed class OrderSync(
    ITradingAccounts accounts,
    IPositionStore positions,
    IOrderSyncMarks marks,
    IExchangeDirectory exchanges,
    IMarketHub hub,
    PositionDesk desk,
    EngineClock clock,
    ILogger<OrderSync> logger)
{
    // An account's comparison is waiting for its exchange, most of the time; each has an allowance of its own there.
    private const int AtOnce = 16;

    // An order may be listed a little after it ended; one that is seen twice is compared twice.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    public async Task<OrderSyncReport> RunAsync(CancellationToken cancellationToken)
    {
        var everyone = await accounts.OnSourceForEveryoneAsync(hub.Source, cancellationToken);
        var found = new ConcurrentBag<OrderSyncReport>();
        await Parallel.ForEachAsync(everyone, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (account, token) =>
        {
            try
            {
                found.Add(await RunAsync(account, token));
            }
#pragma warning disable CA1031 // the per-account step: one account's failure never stops the next
            catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
            {
                found.Add(new OrderSyncReport(1, 0, 0, 0, 0, 1));
                logger.LogError(fault, "The orders of account {Account} could not be compared", account.Id);
            }
        });

        return found.Aggregate(new OrderSyncReport(0, 0, 0, 0, 0, 0), (sum, one) => sum.With(one));
    }

    public async Task<OrderSyncReport> RunAsync(TradingAccount account, CancellationToken cancellationToken)
    {
        // Read before the question: what ends while it is answered belongs to the next pass.
        var through = clock.GetUtcNow();
        var since = await marks.FindAsync(account.Owner, account.Id, cancellationToken) ?? account.OpenedAt;
        var closed = await exchanges.For(account).ClosedOrdersAsync(since - Overlap, cancellationToken);
        if (closed.Kind != AnswerKind.Answered) return new OrderSyncReport(1, 0, 0, 0, 0, 1);

        var (corrected, external, strays) = (0, 0, 0);
        foreach (var order in closed.Value)
        {
            switch (await CompareAsync(account, order, cancellationToken))
            {
                case Finding.Corrected:
                    corrected++;
                    break;
                case Finding.External:
                    external++;
                    break;
                case Finding.Stray:
                    strays++;
                    break;
            }
        }

        await marks.SaveAsync(account.Owner, account.Id, through, cancellationToken);
        return new OrderSyncReport(1, closed.Value.Count, corrected, external, strays, 0);
    }

    private async Task<Finding> CompareAsync(TradingAccount account, ExchangeOrder order, CancellationToken cancellationToken)
    {
        if (order.Key is not { } key || Intent.PositionOf(key) is not { } position) return Finding.External;
        var file = await positions.FindAsync(account.Owner, position, cancellationToken);
        if (file?.Intents.FirstOrDefault(intent => intent.Key == key) is not { } known)
        {
            logger.LogCritical("The exchange has order {Key} of account {Account}, which the journal does not know", key, account.Id);
            return Finding.Stray;
        }

        if (!known.IsLive && known.Executed == order.Executed) return Finding.Same;
        await desk.TakeNewsAsync(account, position, order);
        return Finding.Corrected;
    }

    private enum Finding
    {
        Same,
        Corrected,
        External,
        Stray,
    }
}
