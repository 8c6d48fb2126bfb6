using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading.Invariants;

/// <summary>
/// Checks every account against its books and its exchange. What is found is audited with its facts, and the account enters nothing until a check finds nothing; its
/// guards go on.
/// </summary>
internal sealed class InvariantsCheck(
    ITradingAccounts accounts,
    IInvariantsStore records,
    IExchangeDirectory exchanges,
    Reconciliation reconciliation,
    EntryGate gate,
    IAuditTrail audit,
    AuditPen pen,
    IMarketHub hub,
    IEngineLease lease,
    ILogger<InvariantsCheck> logger) : IJobWork, ISeed
{
    // Orders move while we look; a picture that is not of one moment proves nothing.
    private const int Tries = 5;

    private static readonly TimeSpan LooksBack = TimeSpan.FromDays(7);

    public string Name => JobNames.InvariantsCheck;

    public bool IsOurs => lease.Proof is not null;

    /// <summary>What was found wrong before the restart is still wrong.</summary>
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        foreach (var held in await records.HeldForEveryoneAsync(cancellationToken)) gate.Hold(held.Owner, held.Account);
    }

    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        var (everyone, violations, unknown, failed) = (await accounts.OnSourceForEveryoneAsync(hub.Source, cancellationToken), 0, 0, 0);
        foreach (var account in everyone)
        {
            try
            {
                if (await RunAsync(account, engineNow, cancellationToken) is { } found) violations += found.Count;
                else unknown++;
            }
#pragma warning disable CA1031 // the per-account step: one account's failure never stops the next
            catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
            {
                failed++;
                logger.LogError(fault, "The invariants of account {Account} could not be checked", account.Id);
            }
        }

        return JobReport.Of(("accounts", everyone.Count), ("violations", violations), ("unknown", unknown), ("failed", failed));
    }

    /// <returns>What is wrong with the account; null when it never stood still long enough to tell.</returns>
    public async Task<IReadOnlyList<Reason>?> RunAsync(TradingAccount account, DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        var found = await LookAsync(account, engineNow, cancellationToken);
        if (found is { Count: > 0 })
        {
            // A person's sale or a lost piece of news may explain it: booked first, then looked at again.
            await reconciliation.RunAsync(account, cancellationToken);
            found = await LookAsync(account, engineNow, cancellationToken);
        }

        if (found is null) return null;
        if (found.Count == 0)
        {
            if (!gate.Release(account.Id)) return found;
            await audit.WriteAsync(pen.Entry(null, account.Owner, AuditActs.InvariantsClean, TargetOf(account.Id), null, null, null), cancellationToken);
            return found;
        }

        gate.Hold(account.Owner, account.Id);
        foreach (var violation in found)
        {
            logger.LogCritical("Account {Account}: {Violation}; it enters nothing until a check finds nothing", account.Id, violation);
            await audit.WriteAsync(
                pen.Entry(null, account.Owner, AuditActs.InvariantViolated, TargetOf(account.Id), violation.Code, violation.Facts, null), cancellationToken);
        }

        return found;
    }

    public static string TargetOf(AccountId account) => $"account:{account}";

    private async Task<IReadOnlyList<Reason>?> LookAsync(TradingAccount account, DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var before = await records.ReadAsync(account.Owner, account.Id, cancellationToken);
            if (before.HasOrderInFlight) return AccountInvariants.Check(before, null) is { Count: > 0 } found ? found : null;
            var theirs = await AskAsync(account, before, engineNow - LooksBack, cancellationToken);
            var after = await records.ReadAsync(account.Owner, account.Id, cancellationToken);
            if (!IsSame(before, after)) continue;
            var wrong = AccountInvariants.Check(after, theirs);
            return theirs is not null || wrong.Count > 0 ? wrong : null;
        }

        return null;
    }

    private async Task<ExchangeRecord?> AskAsync(TradingAccount account, AccountRecord ours, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var exchange = exchanges.For(account);
        var open = await exchange.OpenOrdersAsync(cancellationToken);
        var closed = await exchange.ClosedOrdersAsync(since, cancellationToken);
        var missing = await MissingAsync(exchange, ours, since, cancellationToken);
        var balances = await exchange.BalancesAsync(cancellationToken);
        return (open.Kind, closed.Kind, balances.Kind) == (AnswerKind.Answered, AnswerKind.Answered, AnswerKind.Answered) && missing is not null
            ? new ExchangeRecord(balances.Value, [.. open.Value, .. closed.Value], missing)
            : null;
    }

    private static async Task<IReadOnlyList<ClientOrderId>?> MissingAsync(IExchange exchange, AccountRecord ours, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var recent = ours.Positions.Where(position => position.IsLive || position.ClosedAt >= since).Select(position => position.Id).ToHashSet();
        var missing = new List<ClientOrderId>();
        foreach (var order in ours.Orders.Where(order => order.ExchangeId is not null && recent.Contains(order.Position)))
        {
            var answer = await exchange.FindAsync(order.Key, cancellationToken);
            if (answer.Kind == AnswerKind.Unknown) return null;
            if (answer.Kind == AnswerKind.Refused) missing.Add(order.Key);
        }

        return missing;
    }

    private static bool IsSame(AccountRecord before, AccountRecord after) =>
        before.Fills.Count == after.Fills.Count
        && before.Entries.Count == after.Entries.Count
        && before.Orders.Select(order => (order.Key, order.Version)).ToHashSet().SetEquals(after.Orders.Select(order => (order.Key, order.Version)));
}
