using CoinPulse.Core.Accounts;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading;

/// <summary>What a person sets for their account. Everything is checked here once more: a form only helps to get it right.</summary>
public interface ISettingsDesk
{
    /// <summary>Keeps a strategy's settings. Positions that are open keep the guard that they have.</summary>
    Task<Result<Done>> SaveAsync(UserId owner, AccountId account, StrategyId strategy, StrategySettings settings, CancellationToken cancellationToken);

    Task<Result<Done>> SaveAsync(UserId owner, AccountId account, RiskSettings settings, CancellationToken cancellationToken);

    /// <summary>Turns a strategy on, with the settings that are kept or the defaults, or off. It is not turned on with settings that make no sense.</summary>
    Task<Result<Done>> ArmAsync(UserId owner, AccountId account, StrategyId strategy, bool armed, CancellationToken cancellationToken);
}

internal sealed class SettingsDesk(ITradingAccounts accounts, StrategyCatalog catalog) : ISettingsDesk
{
    public async Task<Result<Done>> SaveAsync(UserId owner, AccountId account, StrategyId strategy, StrategySettings settings, CancellationToken cancellationToken)
    {
        if (SettingsRules.Check(settings) is { Count: > 0 } problems) return Result<Done>.Refused(problems);
        var known = await FindAsync(owner, account, strategy, cancellationToken);
        var json = catalog.Write(strategy, settings);
        await accounts.SetStrategyAsync(owner, known with { SettingsJson = json }, cancellationToken);
        return Done.Result;
    }

    public async Task<Result<Done>> SaveAsync(UserId owner, AccountId account, RiskSettings settings, CancellationToken cancellationToken)
    {
        if (SettingsRules.Check(settings) is { Count: > 0 } problems) return Result<Done>.Refused(problems);
        await accounts.SetRiskAsync(owner, account, settings, cancellationToken);
        return Done.Result;
    }

    public async Task<Result<Done>> ArmAsync(UserId owner, AccountId account, StrategyId strategy, bool armed, CancellationToken cancellationToken)
    {
        var known = await FindAsync(owner, account, strategy, cancellationToken);
        if (armed)
        {
            if (await accounts.FindAsync(owner, account, cancellationToken) is { Kind: AccountKind.Upbit }) return Problem.Of(LiveProblems.OnlyThroughGate);
            var read = catalog.Read(strategy, known.SettingsJson);
            if (!read.Succeeded) return Result<Done>.Refused(read.Problems);
            if (SettingsRules.Check(read.Value) is { Count: > 0 } problems) return Result<Done>.Refused(problems);
        }

        await accounts.SetStrategyAsync(owner, known with { Armed = armed }, cancellationToken);
        return Done.Result;
    }

    private async Task<StrategySetup> FindAsync(UserId owner, AccountId account, StrategyId strategy, CancellationToken cancellationToken)
    {
        var setups = await accounts.StrategiesAsync(owner, account, cancellationToken);
        return setups.FirstOrDefault(setup => setup.Strategy == strategy)
            ?? new StrategySetup(account, strategy, catalog.Find(strategy) is { } rule ? catalog.Write(strategy, rule.DefaultSettings) : "{}", Armed: false, WaitsForPerson: false);
    }
}
