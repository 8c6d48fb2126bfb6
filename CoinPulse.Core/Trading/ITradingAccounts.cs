using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading;

/// <summary>A strategy as one account has set it.</summary>
/// <param name="SettingsJson">The settings record by <see cref="StrategyId"/>; a new strategy therefore needs no migration.</param>
/// <param name="Armed">The person turned it on.</param>
/// <param name="WaitsForPerson">An emergency exit happened: it enters nothing until the person has looked.</param>
public sealed record StrategySetup(AccountId Account, StrategyId Strategy, string SettingsJson, bool Armed, bool WaitsForPerson)
{
    /// <summary>Since when it has been armed with these very settings, as the store tells it; null while it is not.</summary>
    public DateTimeOffset? ArmedSince { get; init; }
}

/// <summary>Trading accounts with what the person has set for them. Each act of a person is audited in its own transaction.</summary>
public interface ITradingAccounts
{
    /// <summary>The person's paper account of this source; opened with the default cash when there is none.</summary>
    Task<TradingAccount> OpenPaperAsync(UserId owner, PriceSource source, CancellationToken cancellationToken);

    /// <summary>Opens the books of the person's pocket at Upbit with what it holds, trading off.</summary>
    /// <param name="held">What the exchange says, with nothing moving meanwhile.</param>
    /// <param name="at">Trades before this are in <paramref name="held"/>, later ones are not.</param>
    /// <returns>The account; null when there is an open one already.</returns>
    Task<TradingAccount?> OpenLiveAsync(UserId owner, AccountBalances held, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>A strategy begins to trade the pocket: its settings, the limits and the switch, in one act.</summary>
    Task GoLiveAsync(UserId owner, StrategySetup setup, RiskSettings limits, LiveTerms terms, string? address, CancellationToken cancellationToken);

    /// <summary>Trading of the pocket ends and all its strategies with it; what is held stays guarded.</summary>
    Task LeaveLiveAsync(UserId owner, AccountId account, string? address, CancellationToken cancellationToken);

    Task<TradingAccount?> FindAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    /// <summary>The person's open accounts.</summary>
    Task<IReadOnlyList<TradingAccount>> OfAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>The person's pages show this account from now on.</summary>
    Task ViewAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    /// <summary>Every open account of a source, for the cycle.</summary>
    Task<IReadOnlyList<TradingAccount>> OnSourceForEveryoneAsync(PriceSource source, CancellationToken cancellationToken);

    /// <exception cref="InvalidOperationException">A pocket is turned on by <see cref="GoLiveAsync"/> alone.</exception>
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
