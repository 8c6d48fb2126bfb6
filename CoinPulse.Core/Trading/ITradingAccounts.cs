using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading;

/// <summary>A strategy as one account has set it.</summary>
/// <param name="SettingsJson">The settings record by <see cref="StrategyId"/>; a new strategy therefore needs no migration.</param>
/// <param name="Armed">The person turned it on.</param>
/// <param name="WaitsForPerson">An emergency exit happened: it enters nothing until the person has looked.</param>
public sealed record StrategySetup(AccountId Account, StrategyId Strategy, string SettingsJson, bool Armed, bool WaitsForPerson);

/// <summary>Trading accounts with what the person has set for them. Each act of a person is audited in its own transaction.</summary>
public interface ITradingAccounts
{
    /// <summary>The person's paper account of this source; opened with the default cash when there is none.</summary>
    Task<TradingAccount> OpenPaperAsync(UserId owner, PriceSource source, CancellationToken cancellationToken);

    Task<TradingAccount?> FindAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    Task<IReadOnlyList<TradingAccount>> OfAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Every account of a source, for the cycle.</summary>
    Task<IReadOnlyList<TradingAccount>> OnSourceForEveryoneAsync(PriceSource source, CancellationToken cancellationToken);

    Task TurnTradingAsync(UserId owner, AccountId account, bool on, CancellationToken cancellationToken);

    Task<IReadOnlyList<StrategySetup>> StrategiesAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    /// <summary>Arms or disarms a strategy and keeps its settings. A strategy that waits for a person goes on waiting.</summary>
    Task SetStrategyAsync(UserId owner, StrategySetup setup, CancellationToken cancellationToken);

    /// <summary>The engine sold in an emergency: the strategy enters nothing until the person has looked.</summary>
    Task HoldStrategyAsync(UserId owner, AccountId account, StrategyId strategy, CancellationToken cancellationToken);

    /// <summary>The person has looked at the emergency: the strategy may enter again.</summary>
    Task ReleaseStrategyAsync(UserId owner, AccountId account, StrategyId strategy, CancellationToken cancellationToken);

    Task<RiskSettings> RiskAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    Task SetRiskAsync(UserId owner, AccountId account, RiskSettings settings, CancellationToken cancellationToken);
}
