using System.Collections.Concurrent;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Yardstick;

/// <summary>
/// The second yardstick beside an account's results. Computed when somebody looks, at most once in an engine hour and a wall minute for each account and again at
/// once when its settings change; one account at a time, so that a yardstick never takes the engine's cores.
/// </summary>
public interface IRandomEntryBench
{
    /// <param name="from">Where the account's curve begins, and its equity there.</param>
    /// <returns>Null when no strategy is armed or there are no candles since then.</returns>
    Task<RandomEntryBand?> ReadAsync(UserId owner, AccountId account, DateTimeOffset from, Krw equity, CancellationToken cancellationToken);
}

internal sealed class RandomEntryBench(ITradingAccounts accounts, StrategyCatalog catalog, IMarketHub hub, EngineClock clock, TimeProvider wall) : IRandomEntryBench, IDisposable
{
    private static readonly TimeSpan EngineAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan WallAge = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<AccountId, Known> _known = [];
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public async Task<RandomEntryBand?> ReadAsync(UserId owner, AccountId account, DateTimeOffset from, Krw equity, CancellationToken cancellationToken)
    {
        var setups = await accounts.StrategiesAsync(owner, account, cancellationToken);
        var risk = await accounts.RiskAsync(owner, account, cancellationToken);
        var armed = setups.Where(setup => setup.Armed).OrderBy(setup => setup.Strategy.Value, StringComparer.Ordinal).ToList();
        if (armed.Count == 0 || hub.State == FeedState.WarmingUp) return null;

        var now = clock.GetUtcNow();
        var asked = string.Join('\n', [.. armed.Select(setup => $"{setup.Strategy} {setup.SettingsJson}"), SettingsJson.Write(risk)]);
        if (!_known.TryGetValue(account, out var known) || known.Asked != asked || known.Band.IsFaulted
            || (now - known.At >= EngineAge && wall.GetElapsedTime(known.Stamp) >= WallAge))
        {
            known = new Known(asked, now, wall.GetTimestamp(), ComputeAsync(account, armed, risk, from, equity, now));
            _known[account] = known;
        }

        return await known.Band.WaitAsync(cancellationToken);
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<RandomEntryBand?> ComputeAsync(
        AccountId account, IReadOnlyList<StrategySetup> armed, RiskSettings risk, DateTimeOffset from, Krw equity, DateTimeOffset now)
    {
        await _oneAtATime.WaitAsync(CancellationToken.None);
        try
        {
            return await Task.Run(() => YardstickCases.Of(account, [.. armed.Select(Read).OfType<(IStrategy, StrategySettings)>()], risk, hub, from, equity, now) is { } given
                ? RandomEntryBand.Of(given)
                : null);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private (IStrategy Strategy, StrategySettings Settings)? Read(StrategySetup setup) =>
        catalog.Find(setup.Strategy) is { } strategy && catalog.Read(setup.Strategy, setup.SettingsJson) is { Succeeded: true, Value: var settings } ? (strategy, settings) : null;

    private sealed record Known(string Asked, DateTimeOffset At, long Stamp, Task<RandomEntryBand?> Band);
}
