using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Invariants;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Backtest;

/// <summary>Positions without a database: a backtest ends with the process and has nothing to recover. What the journal promises beside that, it keeps.</summary>
internal sealed class MemoryJournal(MemoryBooks books) : IPositionStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PositionId, Kept> _kept = [];
    private readonly List<Position> _positions = [];
    private readonly List<Fill> _fills = [];

    public IReadOnlyList<Position> Positions => _positions;

    public IReadOnlyList<Fill> Fills => _fills;

    public Task<bool> TryOpenAsync(UserId owner, PositionFile file, LeaseProof? lease, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_kept.TryAdd(file.Position.Id, new Kept(file.Position))) return Task.FromResult(false);
            _positions.Add(file.Position);
            Keep(file);
            return Task.FromResult(true);
        }
    }

    public Task<T> ChangeAsync<T>(UserId owner, PositionId position, Func<PositionFile, T> change, LeaseProof? lease, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var file = _kept[position].Load();
            var result = change(file);
            Keep(file);
            return Task.FromResult(result);
        }
    }

    public Task<PositionFile?> FindAsync(UserId owner, PositionId position, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_kept.GetValueOrDefault(position)?.Load());
        }
    }

    public Task<IReadOnlyList<PositionFile>> LiveAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => Task.FromResult(Live());

    public Task<IReadOnlyList<PositionFile>> LiveForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) => Task.FromResult(Live());

    /// <summary>There is no other process in a backtest.</summary>
    public Task<IReadOnlyList<LeavingPosition>> LeavingForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LeavingPosition>>([]);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Position> Closed()
    {
        lock (_gate)
        {
            return [.. _positions.Where(position => position.State == PositionState.Closed).OrderByDescending(position => position.ClosedAt)];
        }
    }

    /// <summary>All that is written, for the comparison with the exchange.</summary>
    public AccountRecord Record()
    {
        lock (_gate)
        {
            var files = _positions.ConvertAll(position => _kept[position.Id].Load());
            return new AccountRecord(
                _positions, [.. files.Select(file => file.Guard).OfType<Guard>()], [.. files.SelectMany(file => file.Intents)], _fills, books.Entries, books.Balances);
        }
    }

    // The guard in memory is the guard that is kept.
    public Task KeepGuardAsync(UserId owner, Guard guard, CancellationToken cancellationToken) => Task.CompletedTask;

    private IReadOnlyList<PositionFile> Live()
    {
        lock (_gate)
        {
            return [.. _positions.Where(position => position.IsLive).Select(position => _kept[position.Id].Load())];
        }
    }

    private void Keep(PositionFile file)
    {
        _kept[file.Position.Id].Take(file);
        _fills.AddRange(file.NewFills);
        books.Append(file.NewPostings);
    }

    private sealed class Kept(Position position)
    {
        private readonly List<Intent> _intents = [];
        private readonly List<string> _trades = [];
        private Guard? _guard;

        public PositionFile Load() => new(position, _guard, _intents, _trades);

        public void Take(PositionFile file)
        {
            _guard = file.Guard;
            _intents.AddRange(file.NewIntents);
            _trades.AddRange(file.NewFills.Select(fill => fill.TradeId));
        }
    }
}
