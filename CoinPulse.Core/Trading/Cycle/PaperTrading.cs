using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Trading.Cycle;

/// <summary>A person's practice account on the source that prices come from now: opened once, found ever after.</summary>
public interface IPaperTrading
{
    Task<TradingAccount> OpenAsync(UserId owner, CancellationToken cancellationToken);
}

internal sealed class PaperTrading(ITradingAccounts accounts, IPaperAccounts exchange, IMarketHub hub) : IPaperTrading
{
    public async Task<TradingAccount> OpenAsync(UserId owner, CancellationToken cancellationToken)
    {
        // Two writes in two worlds, as with a real exchange: each can be made again, so a crash between them heals at the next look.
        var account = await accounts.OpenPaperAsync(owner, hub.Source, cancellationToken);
        await exchange.OpenAsync(account, cancellationToken);
        return account;
    }
}
