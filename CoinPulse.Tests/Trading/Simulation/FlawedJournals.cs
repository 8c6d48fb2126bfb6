using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>Keeps a new position in memory until its order has been answered.</summary>
internal sealed class WritesAfterwards(IPositionStore inner) : PassingJournal(inner)
{
    private readonly Dictionary<PositionId, PositionFile> _unwritten = [];

    public override Task<bool> TryOpenAsync(UserId owner, PositionFile file, LeaseProof? lease, CancellationToken cancellationToken)
    {
        _unwritten[file.Position.Id] = file;
        return Task.FromResult(true);
    }

    public override async Task<T> ChangeAsync<T>(UserId owner, PositionId position, Func<PositionFile, T> change, LeaseProof? lease, CancellationToken cancellationToken)
    {
        if (_unwritten.Remove(position, out var file)) await base.TryOpenAsync(owner, file, lease, cancellationToken);
        return await base.ChangeAsync(owner, position, change, lease, cancellationToken);
    }
}

/// <summary>Does something of its own with every change.</summary>
internal sealed class ChangesBesides(IPositionStore inner, Action<PositionFile> besides) : PassingJournal(inner)
{
    public override Task<T> ChangeAsync<T>(UserId owner, PositionId position, Func<PositionFile, T> change, LeaseProof? lease, CancellationToken cancellationToken) =>
        base.ChangeAsync(
            owner,
            position,
            file =>
            {
                var result = change(file);
                besides(file);
                return result;
            },
            lease,
            cancellationToken);
}

/// <summary>A process that starts is told only of what has an order under way.</summary>
internal sealed class ForgetsWhatIsOpen(IPositionStore inner) : PassingJournal(inner)
{
    public override async Task<IReadOnlyList<PositionFile>> LiveForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) =>
        [.. (await base.LiveForEveryoneAsync(source, cancellationToken)).Where(file => file.Position.State != PositionState.Open)];
}

/// <summary>Books whatever the exchange says is in the account, so that the comparison is always fine.</summary>
internal sealed class BooksAway(IBooks inner, Func<AccountId, IExchange> exchangeOf) : IBooks
{
    private int _number;

    public async Task<IReadOnlyList<BookBalance>> BalancesAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        var lines = await inner.BalancesAsync(owner, account, cancellationToken);
        if (await exchangeOf(account).BalancesAsync(cancellationToken) is not { Kind: AnswerKind.Answered, Value: var held }) return lines;
        var missing = held.Cash - lines.Where(line => line.Line == BookLine.Cash).Aggregate(Krw.Zero, (sum, line) => sum + line.Amount);
        if (missing.Abs() < new Krw(1)) return lines;
        await inner.PostAsync(owner, Ledger.Deposit(owner, account, missing, $"difference {missing} {++_number}", Journal.Story.Now), cancellationToken);
        return await inner.BalancesAsync(owner, account, cancellationToken);
    }

    public Task<Quantity> CoinsAsync(UserId owner, AccountId account, MarketCode market, CancellationToken cancellationToken) => inner.CoinsAsync(owner, account, market, cancellationToken);

    public Task<Quantity> BookedAsync(UserId owner, AccountId account, string trade, CancellationToken cancellationToken) => inner.BookedAsync(owner, account, trade, cancellationToken);

    public Task PostAsync(UserId owner, IReadOnlyList<Posting> entry, CancellationToken cancellationToken) => inner.PostAsync(owner, entry, cancellationToken);
}

/// <summary>Passes everything on; what is broken stands in its heirs.</summary>
internal abstract class PassingJournal(IPositionStore inner) : IPositionStore
{
    public virtual Task<bool> TryOpenAsync(UserId owner, PositionFile file, LeaseProof? lease, CancellationToken cancellationToken) => inner.TryOpenAsync(owner, file, lease, cancellationToken);

    public virtual Task<T> ChangeAsync<T>(UserId owner, PositionId position, Func<PositionFile, T> change, LeaseProof? lease, CancellationToken cancellationToken) =>
        inner.ChangeAsync(owner, position, change, lease, cancellationToken);

    public Task<PositionFile?> FindAsync(UserId owner, PositionId position, CancellationToken cancellationToken) => inner.FindAsync(owner, position, cancellationToken);

    public Task<IReadOnlyList<PositionFile>> LiveAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => inner.LiveAsync(owner, account, cancellationToken);

    public virtual Task<IReadOnlyList<PositionFile>> LiveForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) => inner.LiveForEveryoneAsync(source, cancellationToken);

    public Task<IReadOnlyList<LeavingPosition>> LeavingForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) => inner.LeavingForEveryoneAsync(source, cancellationToken);

    public Task KeepGuardAsync(UserId owner, Guard guard, CancellationToken cancellationToken) => inner.KeepGuardAsync(owner, guard, cancellationToken);
}
