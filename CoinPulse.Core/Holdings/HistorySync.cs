using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Holdings;

/// <summary>What a pass over everybody's past did.</summary>
/// <param name="Orders">Orders that were written down or changed.</param>
/// <param name="Stretches">Weeks of the past that were read.</param>
/// <param name="Failed">Accounts that could not be asked.</param>
public sealed record HistoryReport(int Accounts, int Orders, int Stretches, int Failed);

/// <summary>
/// Writes down every order, trade and transfer of every account: what happened since the last look, and, a week at a time, the past from before the account was known
/// here. The database is asked first: what is settled there is not asked for again, so a restart in the middle costs nothing but the stretch it was in.
/// </summary>
internal sealed class HistorySync(
    ITradingAccounts accounts,
    IOrderRecords records,
    IHistoryMarks marks,
    IExchangeDirectory exchanges,
    IMarketHub hub,
    EngineClock clock,
    HistoryNews news,
    TimeProvider wall,
    ILogger<HistorySync> logger)
{
    /// <summary>How far back the past of an account that comes from elsewhere is read. Upbit is asked week by week: 53 questions, and one for each order that traded.</summary>
    public static readonly TimeSpan LongestPast = TimeSpan.FromDays(366);

    /// <summary>What one question about the past covers: a week, as long as Upbit lets it be.</summary>
    public static readonly TimeSpan Stretch = TimeSpan.FromDays(7);

    // An order may be listed a little after it was made; one that is seen twice is written once.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private const int AtOnce = 8;

    // What is new must not wait for what is old: the past goes on at the next pass.
    private static readonly TimeSpan LongestReading = TimeSpan.FromMinutes(4);

    /// <summary>How far before its opening here the past of an account is read.</summary>
    public TimeSpan ReadsBack { get; init; } = LongestPast;

    /// <summary>What is new of everybody, then the past, a stretch of each account in turn until all is read.</summary>
    public async Task<HistoryReport> RunAsync(CancellationToken cancellationToken)
    {
        var began = wall.GetTimestamp();
        var everyone = await accounts.OnSourceForEveryoneAsync(hub.Source, cancellationToken);
        var (orders, stretches, failed) = (0, 0, 0);
        var unread = new List<TradingAccount>();
        await ForEachAsync(everyone, async (account, token) =>
        {
            if (await FollowAsync(account, token) is not { } kept)
            {
                Interlocked.Increment(ref failed);
                return;
            }

            Interlocked.Add(ref orders, kept);
            lock (unread) unread.Add(account);
        });

        while (unread.Count > 0 && wall.GetElapsedTime(began) < LongestReading)
        {
            var more = new List<TradingAccount>();
            await ForEachAsync(unread, async (account, token) =>
            {
                var read = await ReadBackAsync(account, token);
                if (read is not { } kept) return;
                Interlocked.Increment(ref stretches);
                Interlocked.Add(ref orders, kept);
                lock (more) more.Add(account);
            });
            unread = more;
        }

        return new HistoryReport(everyone.Count, orders, stretches, failed);

        Task ForEachAsync(IReadOnlyList<TradingAccount> these, Func<TradingAccount, CancellationToken, Task> act) => Parallel.ForEachAsync(
            these, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (account, token) =>
            {
                try
                {
                    await act(account, token);
                }
#pragma warning disable CA1031 // the per-account step: one account's failure never stops the next
                catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    Interlocked.Increment(ref failed);
                    logger.LogError(fault, "The past of account {Account} could not be written down", account.Id);
                }
            });
    }

    /// <summary>What happened since the last look. The first look begins here and leaves what came before to <see cref="ReadBackAsync"/>.</summary>
    /// <returns>How many orders changed; null when the exchange did not tell.</returns>
    public async Task<int?> FollowAsync(TradingAccount account, CancellationToken cancellationToken)
    {
        // Read before the questions: what happens while they are answered belongs to the next look.
        var through = clock.GetUtcNow();
        var mark = await MarkAsync(account, through, cancellationToken);
        var exchange = exchanges.For(account);
        var ended = await exchange.Past.EndedAsync(mark.Through - Overlap, through + Overlap, cancellationToken);
        if (ended.Kind != AnswerKind.Answered) return await FailAsync(mark, ended.Fault, cancellationToken);

        // Open ones after ended ones: an order that ends in between is then still known as open, and asked for by its id at the next look.
        var open = await exchange.OpenOrdersAsync(cancellationToken);
        if (open.Kind != AnswerKind.Answered) return await FailAsync(mark, open.Fault, cancellationToken);
        var kept = await records.KeepAsync(account.Owner, account.Id, open.Value, cancellationToken);
        if (await KeepWholeAsync(account, exchange.Past, ended.Value, cancellationToken) is not { } endedKept) return await FailAsync(mark, null, cancellationToken);
        if (await LookAgainAsync(account, exchange.Past, open.Value, cancellationToken) is not { } again) return await FailAsync(mark, null, cancellationToken);
        await FollowTransfersAsync(account, mark, exchange.Past, through, cancellationToken);

        mark.Reach(through);
        await marks.SaveAsync(account.Owner, mark, cancellationToken);
        if (kept + endedKept + again > 0) news.Tell(account.Owner);
        return kept + endedKept + again;
    }

    /// <summary>One more stretch of the past, backward from what is known.</summary>
    /// <returns>How many orders were new; null when there is no more to read, or nothing could be read now.</returns>
    public async Task<int?> ReadBackAsync(TradingAccount account, CancellationToken cancellationToken)
    {
        if (await marks.FindAsync(account.Owner, account.Id, cancellationToken) is not { IsWhole: false } mark) return null;
        var from = mark.ReadBackTo - Stretch < mark.WantedFrom ? mark.WantedFrom : mark.ReadBackTo - Stretch;
        var past = exchanges.For(account).Past;
        var ended = await past.EndedAsync(from, mark.ReadBackTo, cancellationToken);
        if (ended.Kind != AnswerKind.Answered) return await FailAsync(mark, ended.Fault, cancellationToken);
        if (await KeepWholeAsync(account, past, ended.Value, cancellationToken) is not { } kept) return await FailAsync(mark, null, cancellationToken);

        mark.ReachBack(from);
        await marks.SaveAsync(account.Owner, mark, cancellationToken);
        news.Tell(account.Owner);
        return kept;
    }

    private async Task<HistoryMark> MarkAsync(TradingAccount account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await marks.FindAsync(account.Owner, account.Id, cancellationToken) is { } known) return known;

        // A paper account has no past but its own; a pocket was used before it was known here.
        var from = account.Kind == AccountKind.Paper ? account.OpenedAt : account.OpenedAt - ReadsBack;
        var mark = new HistoryMark(account.Owner, account.Id, from, now);
        await marks.SaveAsync(account.Owner, mark, cancellationToken);   // before anything is read: from here on nothing is missed
        return mark;
    }

    /// <summary>Keeps ended orders with all their trades; each as it comes, so that nothing is asked for twice.</summary>
    private async Task<int?> KeepWholeAsync(TradingAccount account, IAccountPast past, IReadOnlyList<ExchangeOrder> ended, CancellationToken cancellationToken)
    {
        if (ended.Count == 0) return 0;
        var settled = await records.SettledAsync(account.Owner, account.Id, [.. ended.Select(order => order.Id)], cancellationToken);
        var unknown = ended.Where(order => !settled.Contains(order.Id)).ToList();
        var kept = await records.KeepAsync(account.Owner, account.Id, [.. unknown.Where(order => order.TradesAreComplete)], cancellationToken);
        foreach (var order in unknown.Where(order => !order.TradesAreComplete))
        {
            var whole = await past.FindAsync(order.Id, cancellationToken);
            if (whole.Kind == AnswerKind.Unknown || whole.Fault is { IsPassing: true }) return null;

            // An order that is listed and cannot be read is kept as it was listed, unsettled: it is asked for again.
            kept += await records.KeepAsync(account.Owner, account.Id, [whole.Kind == AnswerKind.Answered ? whole.Value : order], cancellationToken);
        }

        return kept;
    }

    /// <summary>Orders that may have changed and are in no list: those that rested longer than any list reaches, and parts that traded.</summary>
    private async Task<int?> LookAgainAsync(TradingAccount account, IAccountPast past, IReadOnlyList<ExchangeOrder> open, CancellationToken cancellationToken)
    {
        var resting = open.ToDictionary(order => order.Id);
        var kept = 0;
        foreach (var known in await records.UnsettledAsync(account.Owner, account.Id, cancellationToken))
        {
            if (resting.ContainsKey(known.Id) && known.HasAllTrades) continue;
            var look = await past.FindAsync(known.Id, cancellationToken);
            if (look.Kind == AnswerKind.Answered) kept += await records.KeepAsync(account.Owner, account.Id, [look.Value], cancellationToken);
            else if (look.Fault is { Kind: ExchangeFaultKind.OrderNotFound } && !resting.ContainsKey(known.Id)) await LoseAsync(account, known);
            else if (look.Kind == AnswerKind.Unknown || look.Fault is { IsPassing: true }) return null;
        }

        return kept;

        async Task LoseAsync(TradingAccount of, OrderRecord lost)
        {
            logger.LogWarning("The exchange does not know order {Order} of account {Account} any more", lost.Id, of.Id);
            await records.LoseAsync(of.Owner, of.Id, lost.Id, cancellationToken);
            kept++;
        }
    }

    private async Task FollowTransfersAsync(TradingAccount account, HistoryMark mark, IAccountPast past, DateTimeOffset through, CancellationToken cancellationToken)
    {
        var since = mark.TransfersThrough is { } known ? known - Overlap : mark.WantedFrom;
        var moved = await past.TransfersAsync(since, cancellationToken);
        if (moved.Kind == AnswerKind.Answered)
        {
            await marks.KeepAsync(account.Owner, account.Id, moved.Value, cancellationToken);
            mark.ReachTransfers(through);
        }
        else if (moved.Fault is { Kind: ExchangeFaultKind.PermissionMissing })
        {
            mark.HideTransfers();   // a key for trading alone need not show them; asked again at the next look, for keys are replaced
        }
    }

    private async Task<int?> FailAsync(HistoryMark mark, ExchangeFault? fault, CancellationToken cancellationToken)
    {
        mark.Fail(fault?.Kind ?? ExchangeFaultKind.NoAnswer);
        await marks.SaveAsync(mark.Owner, mark, cancellationToken);
        return null;
    }
}
