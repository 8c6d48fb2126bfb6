using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>The paper exchange's books without a database, for backtests and simulations. It keeps the same promises but one: it ends with the process.</summary>
internal sealed class InMemoryPaperStore(ICrashPoints? crashes = null) : IPaperStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, Book> _books = [];
    private readonly ICrashPoints _crashes = crashes ?? new NoCrashPoints();

    public Task OpenAsync(UserId owner, PaperAccount account, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _books.TryAdd(account.Id, new Book(account));
        }

        return Task.CompletedTask;
    }

    public Task<PaperState?> LoadAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(owner, account)?.State);
        }
    }

    public Task<int?> VersionAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(owner, account)?.State.Account.Version);
        }
    }

    public Task<PaperCommit> CommitAsync(UserId owner, PaperChange change, LeaseProof? engine, CancellationToken cancellationToken)
    {
        _crashes.At(PaperCrashPoint.BeforeCommit);
        PaperCommit result;
        lock (_gate)
        {
            result = Of(owner, change.Account.Id) is { } book ? book.Commit(change) : PaperCommit.Stale;
        }

        _crashes.At(PaperCrashPoint.AfterCommit);
        return Task.FromResult(result);
    }

    public Task<PaperOrder?> FindAsync(UserId owner, AccountId account, ClientOrderId key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(owner, account)?.Find(key));
        }
    }

    public Task<IReadOnlyList<PaperOrder>> ClosedSinceAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(owner, account)?.ClosedSince(since) ?? []);
        }
    }

    public Task<IReadOnlyList<PaperOrder>> EndedAsync(UserId owner, AccountId account, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(owner, account)?.Ended(from, to) ?? []);
        }
    }

    public Task<PaperOrder?> FindAsync(UserId owner, AccountId account, ExchangeOrderId id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(owner, account)?.Find(id));
        }
    }

    public Task<IReadOnlyList<PaperTransfer>> TransfersAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<PaperTransfer>>([.. Of(owner, account)?.Transfers.Where(transfer => transfer.At >= since) ?? []]);
        }
    }

    public Task<IReadOnlyList<PaperAccount>> WithRestingOrdersForEveryoneAsync(PriceSource source, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<PaperAccount>>(
            [
                .. _books.Values.Select(book => book.State).Where(state => state.Account.Source == source && !state.Resting.IsEmpty).Select(state => state.Account),
            ]);
        }
    }

    private Book? Of(UserId owner, AccountId account) => _books.TryGetValue(account, out var book) && book.State.Account.Owner == owner ? book : null;

    private sealed class Book(PaperAccount account)
    {
        private readonly Dictionary<long, PaperOrder> _orders = [];
        private readonly Dictionary<ClientOrderId, long> _keys = [];

        public List<PaperTransfer> Transfers { get; } = [];

        public PaperState State { get; private set; } = PaperState.Of(account, [], []);

        public PaperCommit Commit(PaperChange change)
        {
            if (State.Account.Version != change.ReadVersion) return PaperCommit.Stale;
            if (change.BurnedKeys.Any(_keys.ContainsKey)) return PaperCommit.DuplicateIdentifier;

            foreach (var order in change.Orders)
            {
                _orders[order.Number] = order;
                if (order.Key is { } key) _keys[key] = order.Number;
            }

            Transfers.AddRange(change.Transfers);
            State = State.After(change);
            return PaperCommit.Committed;
        }

        public PaperOrder? Find(ClientOrderId key) =>
            _keys.TryGetValue(key, out var number) && _orders[number] is { RefusedBecause: null } order ? order : null;

        public PaperOrder? Find(ExchangeOrderId id) => _orders.Values.FirstOrDefault(order => order.Id == id && order.RefusedBecause is null);

        public IReadOnlyList<PaperOrder> Ended(DateTimeOffset from, DateTimeOffset to) =>
        [
            .. _orders.Values.Where(order => order is { IsOpen: false, RefusedBecause: null } && order.CreatedAt >= from && order.CreatedAt < to).OrderBy(order => order.Number),
        ];

        public IReadOnlyList<PaperOrder> ClosedSince(DateTimeOffset since) =>
        [
            .. _orders.Values.Where(order => order.EndedAt >= since && order.RefusedBecause is null).OrderBy(order => order.EndedAt).ThenBy(order => order.Number),
        ];
    }
}
