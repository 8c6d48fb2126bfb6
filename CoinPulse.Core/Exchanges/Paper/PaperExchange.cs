using System.Collections.Concurrent;
using System.Collections.Immutable;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>
/// The paper exchange of one account: Upbit's rules on our own books. Its books are its own tables and its own transactions; accepting an
/// order (identifier, reserve, immediate fills) is one of them. What is kept in memory can be thrown away at any moment.
/// </summary>
/// <remarks>
/// Matching is the engine's: an order of the engine and a print are committed under the fence under which they came, so that a process which slept through its lease
/// between the two changes nothing. What a person does is theirs on any process.
/// </remarks>
internal sealed class PaperExchange(
    TradingAccount account, PaperVenue venue, IPaperStore store, TimeProvider clock, ICrashPoints crashes, IEngineLease? lease, ILogger logger) : IExchange, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);   // one act at a time: the account is the unit of order
    private readonly ConcurrentQueue<(PriceEvent Event, LeaseProof? Engine)> _prints = new();
    private readonly OrderStream _stream = new();
    private ImmutableDictionary<MarketCode, BookUse> _used = ImmutableDictionary<MarketCode, BookUse>.Empty;
    private PaperState? _state;
    private PaperPast? _past;
    private int _draining;

    public AccountId Id => account.Id;

    public bool HasPrints => !_prints.IsEmpty;

    public Task<ExchangeAnswer<ExchangeOrder>> SubmitAsync(OrderRequest order, CancellationToken cancellationToken) => PlaceAsync(order, byHand: false, cancellationToken);

    public Task<ExchangeAnswer<ExchangeOrder>> PlaceAsync(OrderRequest order, bool byHand, CancellationToken cancellationToken) =>
        ActAsync(order.Market, state => Task.FromResult(PaperDesk.Submit(state, order, View(order.Market), Now(), byHand)), byHand, cancellationToken);

    public Task<ExchangeAnswer<ExchangeOrder>> CancelAsync(ClientOrderId key, CancellationToken cancellationToken) =>
        CancelAsync(order => order.Key == key, byHand: false, cancellationToken);

    public Task<ExchangeAnswer<ExchangeOrder>> CancelAsync(ExchangeOrderId id, CancellationToken cancellationToken) =>
        CancelAsync(order => order.Id == id, byHand: true, cancellationToken);

    public Task<ExchangeAnswer<CancelAndSellReceipt>> CancelAndSellAsync(CancelAndSell request, CancellationToken cancellationToken) =>
        ActAsync(request.Market, async state =>
        {
            if (await store.FindAsync(account.Owner, account.Id, request.Key, cancellationToken) is not null) return Duplicate<CancelAndSellReceipt>(state);
            var previous = await store.FindAsync(account.Owner, account.Id, request.Previous, cancellationToken);
            return PaperDesk.CancelAndSell(state, request, previous, View(request.Market), Now());
        }, byHand: false, cancellationToken);

    public Task<ExchangeAnswer<ExchangeOrder>> FindAsync(ClientOrderId key, CancellationToken cancellationToken) =>
        ReadAsync(async _ => await store.FindAsync(account.Owner, account.Id, key, cancellationToken) is { } order
            ? ExchangeAnswer<ExchangeOrder>.Of(order.Shown())
            : ExchangeAnswer<ExchangeOrder>.Refused(ExchangeFaultKind.OrderNotFound, "order_not_found", "주문을 찾을 수 없습니다."), cancellationToken);

    public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> OpenOrdersAsync(CancellationToken cancellationToken) =>
        ReadAsync(state => Answer<IReadOnlyList<ExchangeOrder>>([.. state.Resting.Values.Select(order => order.Shown(withTrades: false))]), cancellationToken);

    public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> ClosedOrdersAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        ReadAsync(async _ => ExchangeAnswer<IReadOnlyList<ExchangeOrder>>.Of(
            [.. (await store.ClosedSinceAsync(account.Owner, account.Id, since, cancellationToken)).Select(order => order.Shown())]), cancellationToken);

    public Task<ExchangeAnswer<AccountBalances>> BalancesAsync(CancellationToken cancellationToken) =>
        ReadAsync(state => Answer(state.Balances()), cancellationToken);

    public Task<ExchangeAnswer<OrderChance>> ChanceAsync(MarketCode market, CancellationToken cancellationToken) => venue.Hub.Find(market) is { } info
        ? Answer(PaperDesk.ChanceOf(info))
        : Task.FromResult(ExchangeAnswer<OrderChance>.Refused(ExchangeFaultKind.MarketNotFound, "notfoundmarket", $"다음 마켓에 없는 종목입니다: {market}"));

    /// <summary>Money or coins that come or go without a trade. Refused when the account has not that much free.</summary>
    public Task<ExchangeAnswer<AccountBalances>> MoveAsync(Func<PaperDraft, ExchangeFault?> move, CancellationToken cancellationToken) =>
        ActAsync(market: null, state =>
        {
            var draft = new PaperDraft(state, Now());
            if (move(draft) is { } fault) return Task.FromResult(new PaperOutcome<AccountBalances>(new PaperDraft(state, Now()), ExchangeAnswer<AccountBalances>.Refused(fault), []));
            return Task.FromResult(new PaperOutcome<AccountBalances>(draft, ExchangeAnswer<AccountBalances>.Of(state.After(draft.ToChange()).Balances()), []));
        }, byHand: true, cancellationToken);

    public IAccountPast Past => _past ??= new PaperPast(account, store);

    public IDisposable Subscribe(Action<ExchangeOrder> onChange) => _stream.Subscribe(onChange);

    /// <summary>Takes a print from the feed's thread. Returns at once; the work is done on a worker, or when the venue is pumped.</summary>
    public void Enqueue(PriceEvent print)
    {
        var engine = lease?.Proof;
        if (lease is not null && engine is null) return;   // somebody else may be the engine: nothing is matched here
        _prints.Enqueue((print, engine));
        if (venue.StepsByHand) venue.Await(this);
        else if (Interlocked.CompareExchange(ref _draining, 1, 0) == 0) _ = Task.Run(DrainInBackgroundAsync);
    }

    /// <summary>Works off every print that came so far, in order.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_prints.IsEmpty) await MatchPrintsAsync(await CurrentAsync(verified: false, cancellationToken));
        }
        finally
        {
            venue.Watch(this, _state);
            _gate.Release();
        }
    }

    /// <summary>Reads the account and starts to watch the markets in which its orders rest.</summary>
    public Task ResumeAsync(CancellationToken cancellationToken) => ReadAsync(_ => Answer(true), cancellationToken);

    public void Dispose() => _gate.Dispose();

    private static Task<ExchangeAnswer<T>> Answer<T>(T value) => Task.FromResult(ExchangeAnswer<T>.Of(value));

    private Task<ExchangeAnswer<ExchangeOrder>> CancelAsync(Func<PaperOrder, bool> which, bool byHand, CancellationToken cancellationToken) =>
        ActAsync(market: null, state => Task.FromResult(PaperDesk.Cancel(state, which, Now())), byHand, cancellationToken);

    private PaperOutcome<T> Duplicate<T>(PaperState state) => new(
        new PaperDraft(state, Now()), ExchangeAnswer<T>.Refused(ExchangeFaultKind.DuplicateIdentifier, "duplicated_identifier", "이미 사용한 identifier입니다."), []);

    private async Task<ExchangeAnswer<T>> ReadAsync<T>(Func<PaperState, Task<ExchangeAnswer<T>>> read, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await read(await MatchPrintsAsync(await CurrentAsync(verified: true, cancellationToken)));
        }
        catch (PaperStoreUnavailableException down)
        {
            return Lost<T>(down);
        }
        finally
        {
            venue.Watch(this, _state);
            _gate.Release();
        }
    }

    /// <summary>Decides and commits; decides again on the newest state when another process was faster.</summary>
    private async Task<ExchangeAnswer<T>> ActAsync<T>(
        MarketCode? market, Func<PaperState, Task<PaperOutcome<T>>> decide, bool byHand, CancellationToken cancellationToken)
    {
        var engine = byHand ? null : lease?.Proof;
        if (!byHand && lease is not null && engine is null) return NotTheEngine<T>();
        if (market is not null && venue.IsClosedTo(account) is { } closed) return ExchangeAnswer<T>.Refused(closed);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // Watched before the market is looked at: a print in between waits in the queue instead of being missed.
            if (market is { } watched) venue.WatchEverything(this, watched);
            return await DecideAsync(market, decide, engine, cancellationToken);
        }
        catch (PaperStoreUnavailableException down)
        {
            return Lost<T>(down);
        }
        finally
        {
            venue.Watch(this, _state);
            _gate.Release();
        }
    }

    private async Task<ExchangeAnswer<T>> DecideAsync<T>(
        MarketCode? market, Func<PaperState, Task<PaperOutcome<T>>> decide, LeaseProof? engine, CancellationToken cancellationToken)
    {
        var verified = false;
        while (true)
        {
            var state = await MatchPrintsAsync(await CurrentAsync(verified, cancellationToken));
            var outcome = await decide(state);
            if (outcome.Draft.IsEmpty)
            {
                // "There is no such order" is only said of what the books hold now, not of what we remember of them.
                if (verified) return outcome.Answer;
                verified = true;
                continue;
            }

            switch (await CommitAsync(state, outcome.Draft, engine))
            {
                case PaperCommit.Committed:
                    Remember(market, outcome.Taken);
                    Tell(outcome.Draft);
                    return outcome.Answer;
                case PaperCommit.DuplicateIdentifier:
                    return Duplicate<T>(state).Answer;
                case PaperCommit.Fenced:
                    return NotTheEngine<T>();
                case PaperCommit.Stale:
                    break;
            }
        }
    }

    private async Task<PaperState> MatchPrintsAsync(PaperState state)
    {
        while (_prints.TryPeek(out var print))
        {
            var draft = PaperDesk.Print(state, print.Event, Now());
            if (!draft.HasTrades)
            {
                // A place in the queue is not worth a transaction: after a restart the order stands where it was last written, never further ahead.
                _state = state = state.WithQueuesOf(draft.Changed);
            }
            else
            {
                var result = await CommitAsync(state, draft, print.Engine);
                if (result == PaperCommit.Committed) Tell(draft);
                state = await CurrentAsync(verified: false, CancellationToken.None);
                if (result == PaperCommit.Stale) continue;
                if (result == PaperCommit.Fenced && lease?.Proof?.Fence == print.Engine!.Fence)
                    throw new PaperStoreUnavailableException("The engine's lease has not been renewed yet; the print waits.");
            }

            _prints.TryDequeue(out _);
        }

        return state;
    }

    private async Task<PaperState> CurrentAsync(bool verified, CancellationToken cancellationToken)
    {
        if (_state is { } known && (!verified || await store.VersionAsync(account.Owner, account.Id, cancellationToken) == known.Account.Version)) return known;

        return _state = await store.LoadAsync(account.Owner, account.Id, cancellationToken)
            ?? throw new InvalidOperationException($"Paper account {account.Id} was never opened.");
    }

    // What is remembered is forgotten first: if the commit throws, only the books know what happened.
    private async Task<PaperCommit> CommitAsync(PaperState state, PaperDraft draft, LeaseProof? engine)
    {
        _state = null;
        var change = draft.ToChange();
        var result = await store.CommitAsync(account.Owner, change, engine, CancellationToken.None);
        if (result == PaperCommit.Committed) _state = state.After(change);
        return result;
    }

    private PaperMarket View(MarketCode market)
    {
        var quote = venue.Hub.Quote(market);
        if (quote?.Book is not { } book) return new PaperMarket(venue.Hub.Find(market), quote, null);

        var use = _used.TryGetValue(market, out var known) && known.Book == book ? known : BookUse.None(book);
        _used = _used.SetItem(market, use);
        return new PaperMarket(venue.Hub.Find(market), quote, use.Left());
    }

    private void Remember(MarketCode? market, IReadOnlyList<Match> taken)
    {
        if (market is not { } code || !_used.TryGetValue(code, out var use)) return;
        foreach (var match in taken.Where(match => match.Kind == MatchKind.Market)) use = use.Taking(match.Price, match.Quantity);
        _used = _used.SetItem(code, use);
    }

    private void Tell(PaperDraft draft)
    {
        foreach (var order in draft.Changed) _stream.Tell(order.Shown());

        crashes.At(PaperCrashPoint.AfterStream);
    }

    /// <summary>Whoever asked cannot know what became of it: it may have been sent before.</summary>
    private static ExchangeAnswer<T> NotTheEngine<T>() => ExchangeAnswer<T>.Unknown("Another process is the engine now.");

    private ExchangeAnswer<T> Lost<T>(PaperStoreUnavailableException down)
    {
        _state = null;
        logger.LogError(down, "The books of paper account {Account} did not answer", account.Id);
        return ExchangeAnswer<T>.Unknown("The paper exchange's database did not answer.");
    }

    // Cut to microseconds, so that an order in memory and the same order read back are equal.
    private DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1031", Justification = "Supervisor of a standing loop: one bad print must not end an account's matching.")]
    private async Task DrainInBackgroundAsync()
    {
        while (true)
        {
            try
            {
                await DrainAsync(venue.Stopping);
            }
            catch (Exception) when (venue.Stopping.IsCancellationRequested)
            {
                return;
            }
            catch (PaperStoreUnavailableException down)
            {
                logger.LogError(down, "The books of paper account {Account} did not answer; its prints wait", account.Id);
                if (!await venue.PauseAsync()) return;
                continue;
            }
            catch (Exception failure)
            {
                _prints.TryDequeue(out var print);
                logger.LogCritical(failure, "A print was set aside for paper account {Account}: {Print}", account.Id, print.Event);
            }

            Volatile.Write(ref _draining, 0);
            if (_prints.IsEmpty || Interlocked.CompareExchange(ref _draining, 1, 0) != 0) return;
        }
    }
}
