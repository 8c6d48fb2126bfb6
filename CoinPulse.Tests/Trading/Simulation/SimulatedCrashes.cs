using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>Where one process may die: before and after every commit of the journal, of the books and of the paper exchange. Once dead it does nothing more.</summary>
internal sealed class SimulatedCrashes : ICrashPoints
{
    private readonly Queue<string> _way = new();
    private int _left = int.MaxValue;

    public string? DiedAt { get; private set; }

    /// <summary>It dies at the n-th point from now.</summary>
    public void DieAfter(int points) => _left = points;

    /// <summary>It dies at the last of these points, when it has passed the others in this order.</summary>
    public void DieAt(params ReadOnlySpan<string> points)
    {
        foreach (var point in points) _way.Enqueue(point);
    }

    public void At(string point)
    {
        if (_way.TryPeek(out var next) && next == point && _way.Dequeue() is not null && _way.Count == 0) DiedAt ??= point;
        if (DiedAt is null && --_left < 0) DiedAt = point;
        if (DiedAt is { } place) throw new SimulatedCrashException(place);
    }
}

/// <param name="only">The accounts that this process knows of; null is all: stories share a database.</param>
internal sealed class MortalPositions(IPositionStore inner, ICrashPoints crashes, IReadOnlyList<TradingAccount>? only = null) : IPositionStore
{
    public async Task<bool> TryOpenAsync(UserId owner, PositionFile file, LeaseProof? lease, CancellationToken cancellationToken)
    {
        crashes.At("journal.before-open");
        var opened = await inner.TryOpenAsync(owner, file, lease, cancellationToken);
        crashes.At("journal.after-open");
        return opened;
    }

    public async Task<T> ChangeAsync<T>(UserId owner, PositionId position, Func<PositionFile, T> change, LeaseProof? lease, CancellationToken cancellationToken)
    {
        crashes.At("journal.before-change");
        var result = await inner.ChangeAsync(owner, position, change, lease, cancellationToken);
        crashes.At("journal.after-change");
        return result;
    }

    public Task<PositionFile?> FindAsync(UserId owner, PositionId position, CancellationToken cancellationToken) => inner.FindAsync(owner, position, cancellationToken);

    public Task<IReadOnlyList<PositionFile>> LiveAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => inner.LiveAsync(owner, account, cancellationToken);

    public async Task<IReadOnlyList<PositionFile>> LiveForEveryoneAsync(PriceSource source, CancellationToken cancellationToken)
    {
        var live = await inner.LiveForEveryoneAsync(source, cancellationToken);
        return only is null ? live : [.. live.Where(file => only.Any(account => account.Id == file.Position.Account))];
    }

    public async Task<IReadOnlyList<LeavingPosition>> LeavingForEveryoneAsync(PriceSource source, CancellationToken cancellationToken)
    {
        var leaving = await inner.LeavingForEveryoneAsync(source, cancellationToken);
        return only is null ? leaving : [.. leaving.Where(position => only.Any(account => account.Id == position.Account))];
    }

    public Task KeepGuardAsync(UserId owner, Guard guard, CancellationToken cancellationToken) => inner.KeepGuardAsync(owner, guard, cancellationToken);
}

internal sealed class MortalBooks(IBooks inner, ICrashPoints crashes) : IBooks
{
    public Task<IReadOnlyList<BookBalance>> BalancesAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => inner.BalancesAsync(owner, account, cancellationToken);

    public Task<Quantity> CoinsAsync(UserId owner, AccountId account, MarketCode market, CancellationToken cancellationToken) =>
        inner.CoinsAsync(owner, account, market, cancellationToken);

    public Task<Quantity> BookedAsync(UserId owner, AccountId account, string trade, CancellationToken cancellationToken) => inner.BookedAsync(owner, account, trade, cancellationToken);

    public async Task PostAsync(UserId owner, IReadOnlyList<Posting> entry, CancellationToken cancellationToken)
    {
        crashes.At("books.before-post");
        await inner.PostAsync(owner, entry, cancellationToken);
        crashes.At("books.after-post");
    }
}
