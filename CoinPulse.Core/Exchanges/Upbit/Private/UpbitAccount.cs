using System.Collections.Concurrent;
using System.Collections.Immutable;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Markets;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>
/// One person's pocket for as long as the process runs, while keys come and go: opened with the person's key when it is first asked, closed when the key is gone or another has
/// taken its place. Without a key everything is refused, and nothing has happened.
/// </summary>
/// <param name="openLine">Puts together what a key opens.</param>
internal sealed class UpbitAccount(UserId owner, IKeyVault vault, Func<ExchangeKey, UpbitPocketLine> openLine, ILogger logger) : IExchange, IAsyncDisposable
{
    private const string Purpose = "trade";

    private readonly SemaphoreSlim _opening = new(1);
    private ImmutableArray<Action<ExchangeOrder>> _subscribers = [];
    private readonly ConcurrentQueue<OpenLine> _closed = [];
    private volatile OpenLine? _open;

    public UserId Owner => owner;

    public IAccountPast Past => new PastOf(this);

    public Task<ExchangeAnswer<ExchangeOrder>> SubmitAsync(OrderRequest order, CancellationToken cancellationToken) =>
        AskAsync(exchange => exchange.SubmitAsync(order, cancellationToken), cancellationToken);

    public Task<ExchangeAnswer<ExchangeOrder>> CancelAsync(ClientOrderId key, CancellationToken cancellationToken) =>
        AskAsync(exchange => exchange.CancelAsync(key, cancellationToken), cancellationToken);

    public Task<ExchangeAnswer<CancelAndSellReceipt>> CancelAndSellAsync(CancelAndSell request, CancellationToken cancellationToken) =>
        AskAsync(exchange => exchange.CancelAndSellAsync(request, cancellationToken), cancellationToken);

    public Task<ExchangeAnswer<ExchangeOrder>> FindAsync(ClientOrderId key, CancellationToken cancellationToken) =>
        AskAsync(exchange => exchange.FindAsync(key, cancellationToken), cancellationToken);

    public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> OpenOrdersAsync(CancellationToken cancellationToken) =>
        AskAsync(exchange => exchange.OpenOrdersAsync(cancellationToken), cancellationToken);

    public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> ClosedOrdersAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        AskAsync(exchange => exchange.ClosedOrdersAsync(since, cancellationToken), cancellationToken);

    public Task<ExchangeAnswer<AccountBalances>> BalancesAsync(CancellationToken cancellationToken) =>
        AskAsync(exchange => exchange.BalancesAsync(cancellationToken), cancellationToken);

    public Task<ExchangeAnswer<OrderChance>> ChanceAsync(MarketCode market, CancellationToken cancellationToken) =>
        AskAsync(exchange => exchange.ChanceAsync(market, cancellationToken), cancellationToken);

    /// <summary>Whoever listens keeps the pocket's stream open.</summary>
    public IDisposable Subscribe(Action<ExchangeOrder> onChange)
    {
        ImmutableInterlocked.Update(ref _subscribers, list => list.Add(onChange));
        _ = ListenAsync(CancellationToken.None);
        return new Subscription(() => ImmutableInterlocked.Update(ref _subscribers, list => list.Remove(onChange)));
    }

    /// <summary>Closes what another key than <paramref name="standing"/> had opened, and opens with that one where somebody listens.</summary>
    /// <param name="standing">The owner's key now; null for none.</param>
    /// <returns>Whether it closed one.</returns>
    public async Task<bool> FollowKeyAsync(KeyId? standing, CancellationToken cancellationToken)
    {
        var closes = false;
        if (_open is { } open && open.Key != standing)
        {
            closes = true;
            await _opening.WaitAsync(cancellationToken);
            try
            {
                _open = null;
            }
            finally
            {
                _opening.Release();
            }

            await open.DisposeAsync();
            _closed.Enqueue(open);   // what it was used for has still to be counted
            logger.LogInformation("The pocket of {Owner} is closed: its key is gone or another has taken its place", owner);
        }

        // Also where it is open: a request may have opened it while the old one was being closed, and nobody would hear its stream.
        if (standing is not null) await ListenAsync(cancellationToken);
        return closes;
    }

    /// <summary>Has the requests written down that were sent since the last time, by key, closed keys included. What cannot be written is counted again the next time.</summary>
    public async Task CountUseAsync(CancellationToken cancellationToken)
    {
        for (var closed = _closed.Count; closed > 0 && _closed.TryPeek(out var line); closed--)
        {
            await CountAsync(line, cancellationToken);
            _closed.TryDequeue(out _);
        }

        if (_open is { } open) await CountAsync(open, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_open is { } open) await open.DisposeAsync();
        _opening.Dispose();
    }

    private async Task<ExchangeAnswer<T>> AskAsync<T>(Func<IExchange, Task<ExchangeAnswer<T>>> ask, CancellationToken cancellationToken)
    {
        var open = _open;
        try
        {
            open ??= await OpenAsync(cancellationToken);
        }
#pragma warning disable CA1031 // the vault is storage, and whoever sells must not die of storage: nothing was sent, and it is asked again
        catch (Exception away) when (away is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogError(away, "The key of {Owner} cannot be read now", owner);
            return ExchangeAnswer<T>.Refused(ExchangeFaultKind.Busy, "key_not_read", "The key cannot be read now; nothing was sent.");
        }

        return open is null
            ? ExchangeAnswer<T>.Refused(ExchangeFaultKind.KeyInvalid, "no_key", "There is no key that opens the pocket; nothing was sent.")
            : await ask(open.Line.Exchange);   // outside the try: whatever goes wrong from here on, it may have been sent
    }

    private async Task<OpenLine?> OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_open is { } faster) return faster;
            if (await vault.FindAsync(owner, cancellationToken) is not { } stored) return null;
            if (await vault.OpenAsync(owner, Purpose, cancellationToken) is not { } key) return null;
            return _open = new OpenLine(stored.Id, openLine(key), Tell);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task CountAsync(OpenLine line, CancellationToken cancellationToken)
    {
        var requests = line.Uncounted;
        if (requests == 0) return;
        await vault.CountUseAsync(owner, line.Key, requests, cancellationToken);
        line.Counted(requests);
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        if (_subscribers.IsEmpty) return;
        try
        {
            (await OpenAsync(cancellationToken))?.Listen();
        }
#pragma warning disable CA1031 // whoever watches the keys tries again in a moment
        catch (Exception away) when (away is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogError(away, "The pocket of {Owner} cannot be listened to yet", owner);
        }
    }

    private void Tell(ExchangeOrder order)
    {
        foreach (var subscriber in _subscribers) subscriber(order);
    }

    private sealed class PastOf(UpbitAccount account) : IAccountPast
    {
        public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> EndedAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
            account.AskAsync(exchange => exchange.Past.EndedAsync(from, to, cancellationToken), cancellationToken);

        public Task<ExchangeAnswer<ExchangeOrder>> FindAsync(ExchangeOrderId id, CancellationToken cancellationToken) =>
            account.AskAsync(exchange => exchange.Past.FindAsync(id, cancellationToken), cancellationToken);

        public Task<ExchangeAnswer<IReadOnlyList<ExchangeTransfer>>> TransfersAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
            account.AskAsync(exchange => exchange.Past.TransfersAsync(since, cancellationToken), cancellationToken);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    /// <summary>What one key has opened.</summary>
    private sealed class OpenLine(KeyId key, UpbitPocketLine line, Action<ExchangeOrder> tell) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _over = new();
        private readonly Lock _gate = new();
        private readonly IDisposable _news = line.Exchange.Subscribe(tell);
        private Task? _listening;
        private long _counted;

        public KeyId Key => key;

        public UpbitPocketLine Line => line;

        public void Listen()
        {
            lock (_gate)
            {
                _listening ??= line.RunAsync(_over.Token);
            }
        }

        /// <summary>Requests that were sent and are not written down yet.</summary>
        public long Uncounted => line.Requests - Interlocked.Read(ref _counted);

        public void Counted(long requests) => Interlocked.Add(ref _counted, requests);

        public async ValueTask DisposeAsync()
        {
            _news.Dispose();
            Task listening;
            lock (_gate)
            {
                listening = _listening ?? Task.CompletedTask;
                _listening = listening;   // nobody begins to listen any more
            }

            await _over.CancelAsync();
            await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _over.Dispose();
        }
    }
}
