using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Tests.Trading.Pages;

/// <summary>Remembers the two acts that the pages have.</summary>
internal sealed class FakeAccounts : ITradingAccounts
{
    public List<bool> Turned { get; } = [];

    public List<StrategyId> Released { get; } = [];

    public Task TurnTradingAsync(UserId owner, AccountId account, bool on, CancellationToken cancellationToken)
    {
        Turned.Add(on);
        return Task.CompletedTask;
    }

    public Task SetStrategyAsync(UserId owner, StrategySetup setup, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ReleaseStrategyAsync(UserId owner, AccountId account, StrategyId strategy, CancellationToken cancellationToken)
    {
        Released.Add(strategy);
        return Task.CompletedTask;
    }

    public Task<TradingAccount> OpenPaperAsync(UserId owner, PriceSource source, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TradingAccount?> OpenLiveAsync(UserId owner, AccountBalances held, DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task GoLiveAsync(UserId owner, StrategySetup setup, RiskSettings limits, LiveTerms terms, string? address, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task LeaveLiveAsync(UserId owner, AccountId account, string? address, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ViewAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TradingAccount?> FindAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TradingAccount>> OfAsync(UserId owner, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TradingAccount>> OnSourceForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<StrategySetup>> StrategiesAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task HoldStrategyAsync(UserId owner, AccountId account, StrategyId strategy, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RiskSettings> RiskAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetRiskAsync(UserId owner, AccountId account, RiskSettings settings, CancellationToken cancellationToken) => throw new NotSupportedException();
}
