using System.Collections.Concurrent;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Core.Trading.Reserve;
using CoinPulse.Core.Trading.Rules;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>
/// Compares our books with the exchange's and settles every difference on evidence: orders whose news was missed are looked up, hand sales and purchases are
/// booked from their trades, and what stays unexplained is shown in red and never corrected by itself.
/// </summary>
/// <param name="byHand">Null where nobody orders by hand: a simulation.</param>
/// <param name="transfers">Null where nothing is sent in or out.</param>
/// <param name="differences">Null where nobody looks at what stays unexplained.</param>
internal sealed class Reconciliation(
    ITradingAccounts accounts,
    IPositionStore positions,
    IBooks books,
    HandTrades trades,
    IExchangeDirectory exchanges,
    IMarketHub hub,
    PositionDesk desk,
    TradingEngine engine,
    EntryGate gate,
    IJournalState journal,
    EngineClock clock,
    ILogger<Reconciliation> logger,
    IManualOrders? byHand = null,
    HandTransfers? transfers = null,
    IDifferences? differences = null)
{
    // An account's comparison is waiting for its exchange, most of the time; each has an allowance of its own there.
    private const int AtOnce = 16;

    private readonly ConcurrentDictionary<AccountId, TieOut> _last = [];
    private readonly KeyedGate<AccountId> _passes = new();

    /// <summary>An account has been compared.</summary>
    public event Action<TradingAccount>? Compared;

    /// <summary>The newest result; null before the first.</summary>
    public TieOut? Of(AccountId account) => _last.GetValueOrDefault(account);

    public async Task<(int Accounts, int Differing, int Failed)> RunAsync(CancellationToken cancellationToken)
    {
        var everyone = await accounts.OnSourceForEveryoneAsync(hub.Source, cancellationToken);
        var (differing, failed) = (0, 0);
        await Parallel.ForEachAsync(everyone, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (account, token) =>
        {
            try
            {
                await engine.ListenAsync(account.Owner, account.Id, token);
                if (await RunAsync(account, token) is { Agrees: false }) Interlocked.Increment(ref differing);
            }
#pragma warning disable CA1031 // the per-account step: one account's failure never stops the next
            catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Interlocked.Increment(ref failed);
                logger.LogError(fault, "Account {Account} could not be reconciled", account.Id);
            }
        });

        return (everyone.Count, differing, failed);
    }

    /// <returns>The result; null when the journal is away, the exchange could not be asked or orders were moving meanwhile, which proves nothing either way.</returns>
    public async Task<TieOut?> RunAsync(TradingAccount account, CancellationToken cancellationToken)
    {
        using var pass = await _passes.EnterAsync(account.Id, cancellationToken);
        return (await CompareAsync(account, cancellationToken)).TieOut;
    }

    /// <summary>Lets <paramref name="act"/> compare and book while nothing else is compared, and no transfer booked, for the account.</summary>
    public async Task<T> AloneAsync<T>(TradingAccount account, Func<Func<Task<Comparison>>, Task<T>> act, CancellationToken cancellationToken)
    {
        using var pass = await _passes.EnterAsync(account.Id, cancellationToken);
        return await act(() => CompareAsync(account, cancellationToken));
    }

    private async Task<Comparison> CompareAsync(TradingAccount account, CancellationToken cancellationToken)
    {
        if (journal.IsAway) return Comparison.Hindered(Hindrance.JournalAway);   // positions are read from the reserve then, books are not
        var began = clock.GetUtcNow();
        var files = await positions.LiveAsync(account.Owner, account.Id, cancellationToken);
        foreach (var file in files.Where(NeedsALook)) await desk.AdvanceAsync(account, file.Position.Id);
        await LookAtTargetsAsync(account, files, cancellationToken);
        var areTradesTold = await trades.CatchUpAsync(account, cancellationToken);

        var before = await books.BalancesAsync(account.Owner, account.Id, cancellationToken);
        var balances = await exchanges.For(account).BalancesAsync(cancellationToken);

        // In this order nothing slips through: an order that the exchange has done by now is either still in flight here, or its posting changes the books.
        var live = await positions.LiveAsync(account.Owner, account.Id, cancellationToken);
        var inFlight = live.Any(HasOrderInFlight) || await IsInDoubtByHandAsync(account, cancellationToken);
        var after = await books.BalancesAsync(account.Owner, account.Id, cancellationToken);
        if (balances.Kind != AnswerKind.Answered) gate.Away(account.Owner, account.Id, balances.Fault!);
        if (balances.Kind != AnswerKind.Answered) return Comparison.Hindered(Hindrance.ExchangeAway);
        if (!before.ToHashSet().SetEquals(after)) return Comparison.Hindered(Hindrance.Moving);

        await LookAheadAsync(account, live, after, balances.Value, cancellationToken);
        var tieOut = new TieOut(clock.GetUtcNow(), [.. TieOut.Compare(after, balances.Value)]);
        var sought = Sought.EngineOrders | (areTradesTold ? Sought.HandTrades : Sought.None);
        if (!tieOut.Agrees && inFlight) return Comparison.Hindered(Hindrance.InFlight);   // the difference may be the very order that nobody knows the fate of
        if (!tieOut.Agrees)
        {
            if (!await trades.CatchUpRestingAsync(account, cancellationToken)) sought &= ~Sought.HandTrades;
            var transferred = transfers is null ? TransferLook.NothingNew : await transfers.CatchUpAsync(account, cancellationToken);
            sought |= transferred switch
            {
                TransferLook.Hidden => Sought.TransfersHidden,
                TransferLook.NotTold => Sought.None,
                _ => Sought.Transfers,
            };
            if (!after.ToHashSet().SetEquals(await books.BalancesAsync(account.Owner, account.Id, cancellationToken))) return await CompareAsync(account, cancellationToken);
        }

        if (!tieOut.Agrees && (!_last.TryGetValue(account.Id, out var last) || last.Agrees))
        {
            logger.LogWarning("Account {Account} does not tie out: {Differences}", account.Id, tieOut.Differences);
        }

        // A minute of overlap: an order may be listed a little late, and a trade told twice is counted once. While something is unexplained the look back grows:
        // a booking that went to a journal which was away may have to be made again.
        if (tieOut.Agrees) trades.Explained(account.Id, began - TimeSpan.FromMinutes(1));
        var standing = await KeepAsync(account, tieOut, sought, cancellationToken);
        if (standing.Count > 0) tieOut = tieOut with { Since = standing.Min(difference => difference.Since) };
        _last[account.Id] = tieOut;
        gate.Reconciled(account.Id, tieOut.Agrees);
        Compared?.Invoke(account);
        return new Comparison(tieOut, standing, null);
    }

    private async Task<IReadOnlyList<BooksDifference>> KeepAsync(TradingAccount account, TieOut tieOut, Sought sought, CancellationToken cancellationToken)
    {
        if (differences is null) return [];
        var found = tieOut.Differences.Select(line => new FoundDifference(line, line.Market is { } market && hub.Quote(market) is { } quote ? GuardPrice.Of(quote) : null));
        return await differences.KeepAsync(account.Owner, account.Id, [.. found], sought, tieOut.At, cancellationToken);
    }

    private static bool NeedsALook(PositionFile file) =>
        file.Position.State is PositionState.Opening or PositionState.Closing || file.Intents.Any(intent => intent is { IsLive: true, State: not IntentState.Accepted });

    /// <summary>A resting target is left alone for days, so its end is news that nobody waits for: it may have been missed.</summary>
    private async Task LookAtTargetsAsync(TradingAccount account, IReadOnlyList<PositionFile> files, CancellationToken cancellationToken)
    {
        var targets = files.Select(file => file.LiveOf(Leg.Target)).OfType<Intent>().Where(target => target.State is IntentState.Accepted or IntentState.PartiallyFilled).ToList();
        if (targets.Count == 0) return;
        var exchange = exchanges.For(account);
        var open = await exchange.OpenOrdersAsync(cancellationToken);
        if (open.Kind != AnswerKind.Answered) return;
        foreach (var target in targets.Where(target => !open.Value.Any(order => order.Key == target.Key && order.Executed == target.Executed)))
        {
            var look = await exchange.FindAsync(target.Key, cancellationToken);
            if (look.Kind == AnswerKind.Answered) await desk.TakeNewsAsync(account, target.Position, look.Value);
        }
    }

    private async Task LookAheadAsync(TradingAccount account, IReadOnlyList<PositionFile> live, IReadOnlyList<BookBalance> lines, AccountBalances balances, CancellationToken cancellationToken)
    {
        var guarded = live.Where(file => file.Guard is { IsLive: true }).ToList();
        if (guarded.Count == 0) return;
        var risk = await accounts.RiskAsync(account.Owner, account.Id, cancellationToken);
        foreach (var file in guarded) await desk.LookAheadAsync(account, file, OutlookFor(file, lines, balances, risk));
    }

    private GuardOutlook OutlookFor(PositionFile file, IReadOnlyList<BookBalance> lines, AccountBalances balances, RiskSettings risk)
    {
        var (market, held) = (file.Position.Market, file.Position.Held);
        var inBooks = lines.Coins(market);
        var resting = file.LiveOf(Leg.Target) is { Quantity: { } ordered } target ? ordered - target.Executed : Quantity.Zero;
        var sellable = FreeCoins.For(balances.Of(market.Base), inBooks, held, resting) + resting;
        return new GuardOutlook(HasOrderInFlight(file) ? null : sellable, hub.Find(market)?.Halted, hub.Quote(market)?.Book?.BidDepth, EndOfTrading.Of(hub.Find(market), risk));
    }

    private static bool HasOrderInFlight(PositionFile file) =>
        file.Intents.Any(intent => intent.IsLive && intent.State.IsInDoubt());

    private async Task<bool> IsInDoubtByHandAsync(TradingAccount account, CancellationToken cancellationToken) =>
        byHand is not null && (await byHand.LiveAsync(account.Owner, account.Id, cancellationToken)).Any(order => order.IsInDoubt);
}
