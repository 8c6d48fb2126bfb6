using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Cycle;

namespace CoinPulse.Core.Trading.Live;

/// <summary>The account whose numbers a person's pages show: their practice account or their pocket at Upbit, on the source that prices come from now. One at a time.</summary>
public interface IViewedAccount
{
    /// <summary>The account that the person last chose; the practice account, opened when there is none yet, for who never chose.</summary>
    Task<TradingAccount> OpenAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>What there is to choose from, the practice account first.</summary>
    Task<IReadOnlyList<TradingAccount>> ChoicesAsync(UserId owner, CancellationToken cancellationToken);

    /// <returns>False when the person has no such account on this source.</returns>
    Task<bool> ChooseAsync(UserId owner, AccountId account, CancellationToken cancellationToken);
}

internal sealed class ViewedAccount(ITradingAccounts accounts, IPaperTrading paper, IMarketHub hub) : IViewedAccount
{
    public async Task<TradingAccount> OpenAsync(UserId owner, CancellationToken cancellationToken)
    {
        var chosen = (await HereAsync(owner, cancellationToken)).MaxBy(account => account.ViewedAt ?? DateTimeOffset.MinValue);
        return chosen is { ViewedAt: not null, Kind: AccountKind.Upbit } ? chosen : await paper.OpenAsync(owner, cancellationToken);
    }

    public async Task<IReadOnlyList<TradingAccount>> ChoicesAsync(UserId owner, CancellationToken cancellationToken)
    {
        await paper.OpenAsync(owner, cancellationToken);
        return [.. (await HereAsync(owner, cancellationToken)).OrderBy(account => account.Kind)];
    }

    public async Task<bool> ChooseAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        if ((await HereAsync(owner, cancellationToken)).All(known => known.Id != account)) return false;
        await accounts.ViewAsync(owner, account, cancellationToken);
        return true;
    }

    private async Task<IEnumerable<TradingAccount>> HereAsync(UserId owner, CancellationToken cancellationToken) =>
        (await accounts.OfAsync(owner, cancellationToken)).Where(account => account.Source == hub.Source);
}
