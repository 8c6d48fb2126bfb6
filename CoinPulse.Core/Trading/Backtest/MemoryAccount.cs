using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Reserve;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Backtest;

/// <summary>The one account of a backtest with what its person has set and allowed: everything is agreed to, nothing is stopped, and the engine is ours.</summary>
internal sealed class MemoryAccount : ITradingAccounts, IStopSwitches, IAgreements, IEngineLease, IDatabaseState, IJournalState
{
    private readonly RiskSettings _risk;
    private readonly List<StrategySetup> _setups;

    public MemoryAccount(BacktestRequest request)
    {
        // A copy: the person's own account is not switched on by a backtest of it.
        var (like, risk) = (request.Account, request.Risk);
        (Account, _risk) = (new TradingAccount(like.Id, like.Owner, like.Kind, like.Source, like.OpenedAt), risk);
        Account.TurnTrading(true, like.OpenedAt);
        _setups = [.. request.Strategies.Select(strategy => new StrategySetup(Account.Id, strategy.Strategy, strategy.SettingsJson, Armed: true, WaitsForPerson: false))];
    }

    public TradingAccount Account { get; }

    public LeaseProof? Proof { get; } = new("engine", "backtest", 1);

    public string Provider => "memory";

    public string Location => "backtest";

    public bool FellBack => false;

    public bool IsAway => false;

    public DateTimeOffset? AwaySince => null;

    public Task<TradingAccount> OpenPaperAsync(UserId owner, PriceSource source, CancellationToken cancellationToken) => Task.FromResult(Account);

    public Task<TradingAccount?> FindAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => Task.FromResult<TradingAccount?>(Account);

    public Task<IReadOnlyList<TradingAccount>> OfAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TradingAccount>>([Account]);

    public Task<IReadOnlyList<TradingAccount>> OnSourceForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TradingAccount>>([Account]);

    public Task<TradingAccount?> OpenLiveAsync(UserId owner, AccountBalances held, DateTimeOffset at, CancellationToken cancellationToken) => throw Settled();

    public Task GoLiveAsync(UserId owner, StrategySetup setup, RiskSettings limits, LiveTerms terms, string? address, CancellationToken cancellationToken) => throw Settled();

    public Task LeaveLiveAsync(UserId owner, AccountId account, string? address, CancellationToken cancellationToken) => throw Settled();

    public Task ViewAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => throw Settled();

    public Task TurnTradingAsync(UserId owner, AccountId account, bool on, CancellationToken cancellationToken) => throw Settled();

    public Task<IReadOnlyList<StrategySetup>> StrategiesAsync(UserId owner, AccountId account, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StrategySetup>>([.. _setups]);

    public Task SetStrategyAsync(UserId owner, StrategySetup setup, CancellationToken cancellationToken) => throw Settled();

    /// <summary>Nobody looks during a backtest: after an emergency the strategy stays out to the end, as it would until a person comes.</summary>
    public Task HoldStrategyAsync(UserId owner, AccountId account, StrategyId strategy, CancellationToken cancellationToken)
    {
        var at = _setups.FindIndex(setup => setup.Strategy == strategy);
        if (at >= 0) _setups[at] = _setups[at] with { WaitsForPerson = true };
        return Task.CompletedTask;
    }

    public Task ReleaseStrategyAsync(UserId owner, AccountId account, StrategyId strategy, CancellationToken cancellationToken) => throw Settled();

    public Task<RiskSettings> RiskAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => Task.FromResult(_risk);

    public Task SetRiskAsync(UserId owner, AccountId account, RiskSettings settings, CancellationToken cancellationToken) => throw Settled();

    public Task SetAsync(UserId owner, StopScope scope, Guid target, UserId by, string why, CancellationToken cancellationToken) => throw Settled();

    public Task LiftAsync(UserId owner, StopScope scope, Guid target, UserId by, string why, CancellationToken cancellationToken) => throw Settled();

    public Task SetPlatformForEveryoneAsync(bool stopped, UserId by, string why, CancellationToken cancellationToken) => throw Settled();

    public Task<StopSwitch?> PlatformForEveryoneAsync(CancellationToken cancellationToken) => Task.FromResult<StopSwitch?>(null);

    public Task<EntryStops> StandingAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => Task.FromResult(EntryStops.None);

    public Task<IReadOnlyList<AgreementDocument>> MissingToEnterAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AgreementDocument>>([]);

    public Task<bool> HasAgreedToTradingAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task AgreeAsync(UserId owner, IReadOnlyList<AgreementDocument> documents, DateTimeOffset at, string? address, CancellationToken cancellationToken) => throw Settled();

    public Task<IReadOnlyList<AgreementAcceptance>> HistoryAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AgreementAcceptance>>([]);

    public Task<StorageTrouble> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult(StorageTrouble.None);

    private static InvalidOperationException Settled() => new("What a backtest is played with is settled before it begins.");
}
