using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Trading;

/// <summary>What the engine holds on a person's accounts at the exchange; paper accounts need no key.</summary>
internal sealed class KeyHoldings(ITradingAccounts accounts, IPositionStore positions) : IKeyHoldings
{
    public async Task<IReadOnlyList<MarketCode>> OpenMarketsAsync(UserId owner, CancellationToken cancellationToken)
    {
        var held = new SortedSet<MarketCode>();
        foreach (var account in (await accounts.OfAsync(owner, cancellationToken)).Where(account => account.Kind == AccountKind.Upbit))
        {
            foreach (var file in await positions.LiveAsync(owner, account.Id, cancellationToken)) held.Add(file.Position.Market);
        }

        return [.. held];
    }

    public Task CloseAsync(UserId owner, CancellationToken cancellationToken) => accounts.CloseLiveAsync(owner, cancellationToken);
}
