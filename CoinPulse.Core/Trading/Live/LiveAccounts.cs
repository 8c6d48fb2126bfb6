using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;

namespace CoinPulse.Core.Trading.Live;

/// <summary>Opens the books of pockets: with what they hold at a moment in which nothing moves in them.</summary>
public interface ILiveAccounts
{
    /// <summary>The person's pocket with its books, opened now if it was not; or why it cannot be yet.</summary>
    Task<Result<TradingAccount>> OpenAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>The person's pocket with its books; null while they are not open.</summary>
    Task<TradingAccount?> FindAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Opens every pocket that has a key and no books yet.</summary>
    /// <returns>How many were opened.</returns>
    Task<int> OpenForEveryoneAsync(CancellationToken cancellationToken);
}

internal sealed class LiveAccounts(ITradingAccounts accounts, IPockets pockets, IKeyVault vault, IMarketHub hub, EngineClock clock) : ILiveAccounts
{
    /// <summary>So long before the opening nothing may have traded: the exchange's clock need not be ours.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    public async Task<Result<TradingAccount>> OpenAsync(UserId owner, CancellationToken cancellationToken)
    {
        if (hub.Source != PriceSource.Upbit) return Problem.Of(LiveProblems.OtherSource);
        if (await FindAsync(owner, cancellationToken) is { } there) return Result<TradingAccount>.Of(there);
        if (await vault.FindAsync(owner, cancellationToken) is null) return Problem.Of(LiveProblems.NoKey);

        var held = await HeldAsync(pockets.Of(owner), cancellationToken);
        if (!held.Succeeded) return Result<TradingAccount>.Refused(held.Problems);
        var (balances, at) = held.Value;
        return await accounts.OpenLiveAsync(owner, balances, at, cancellationToken) is { } opened || (opened = await FindAsync(owner, cancellationToken)) is not null
            ? Result<TradingAccount>.Of(opened)
            : Problem.Of(LiveProblems.NoKey);
    }

    public async Task<int> OpenForEveryoneAsync(CancellationToken cancellationToken)
    {
        if (hub.Source != PriceSource.Upbit) return 0;
        var open = (await accounts.OnSourceForEveryoneAsync(hub.Source, cancellationToken)).Where(account => account.Kind == AccountKind.Upbit).Select(account => account.Owner).ToHashSet();
        var opened = 0;
        foreach (var owner in (await vault.StandingForEveryoneAsync(cancellationToken)).Keys.Where(owner => !open.Contains(owner)))
        {
            if ((await OpenAsync(owner, cancellationToken)).Succeeded) opened++;
        }

        return opened;
    }

    public async Task<TradingAccount?> FindAsync(UserId owner, CancellationToken cancellationToken) =>
        (await accounts.OfAsync(owner, cancellationToken)).FirstOrDefault(account => account.Kind == AccountKind.Upbit);

    /// <summary>
    /// What the pocket holds, and a moment that it held just that: balances and the fills of open orders are the same before and after, and nothing that ended has traded lately.
    /// </summary>
    private async Task<Result<(AccountBalances Balances, DateTimeOffset At)>> HeldAsync(IExchange exchange, CancellationToken cancellationToken)
    {
        var before = await exchange.BalancesAsync(cancellationToken);
        var openBefore = await exchange.OpenOrdersAsync(cancellationToken);
        var at = clock.GetUtcNow();
        var ended = await exchange.ClosedOrdersAsync(at - Quiet, cancellationToken);
        var openAfter = await exchange.OpenOrdersAsync(cancellationToken);
        var after = await exchange.BalancesAsync(cancellationToken);

        var fault = before.Fault ?? openBefore.Fault ?? ended.Fault ?? openAfter.Fault ?? after.Fault;
        if (fault is not null) return Problem.Of(LiveProblems.NotAnswered, fault.Message);
        return Sums(before.Value).SetEquals(Sums(after.Value))
            && Fills(openBefore.Value).SetEquals(Fills(openAfter.Value))
            && !ended.Value.SelectMany(order => order.Trades).Any(trade => trade.At >= at - Quiet)
                ? Result<(AccountBalances, DateTimeOffset)>.Of((after.Value, at))
                : Problem.Of(LiveProblems.Moving);
    }

    private static HashSet<(Asset, decimal)> Sums(AccountBalances balances) =>
        [(Asset.Krw, balances.Cash.Value), .. balances.Coins.Where(coin => coin.Total.IsPositive).Select(coin => (coin.Coin, coin.Total.Value))];

    private static HashSet<(ExchangeOrderId, decimal)> Fills(IReadOnlyList<ExchangeOrder> orders) => [.. orders.Select(order => (order.Id, order.Executed.Value))];
}
