using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Replay;

/// <summary>What a replay can find to be otherwise.</summary>
public enum DifferenceKind
{
    /// <summary>On the stored candles the strategy says something else than it said then.</summary>
    Decision,

    /// <summary>Bought at another price than the next one, or not at all.</summary>
    Price,

    /// <summary>Another fee than the account's rate.</summary>
    Fee,

    /// <summary>Too long from the decision to the exchange's answer.</summary>
    Latency,
}

/// <summary>One thing that was otherwise when it was lived than when it was replayed.</summary>
/// <param name="Day">The Seoul day of the decision.</param>
/// <param name="DecidedAt">Engine time.</param>
/// <param name="Lived">What happened, as it is stored.</param>
/// <param name="Replayed">What the stored candles and the settings of then come to.</param>
public sealed record DecisionDifference(
    Guid Id,
    UserId Owner,
    AccountId Account,
    PriceSource Source,
    DateOnly Day,
    StrategyId Strategy,
    MarketCode Market,
    DateTimeOffset DecidedAt,
    DifferenceKind Kind,
    string Lived,
    string Replayed)
{
    public const int LongestText = 500;
}

/// <summary>What the nightly replay reads and keeps.</summary>
public interface IReplayStore
{
    /// <summary>The entries and refusals that were last made in a stretch of engine time and name their candle and settings.</summary>
    Task<IReadOnlyList<Decision>> DecisionsForEveryoneAsync(PriceSource source, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Settings as they stood when they had this hash; null when they were set before hashes were kept.</summary>
    Task<string?> SettingsForEveryoneAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Keeps a day's differences in the place of those found before.</summary>
    Task SaveForEveryoneAsync(PriceSource source, DateOnly day, IReadOnlyList<DecisionDifference> differences, CancellationToken cancellationToken);

    /// <summary>The newest differences, newest decision first.</summary>
    Task<IReadOnlyList<DecisionDifference>> NewestForEveryoneAsync(PriceSource source, int count, CancellationToken cancellationToken);

    /// <summary>Deletes the differences of days before one.</summary>
    /// <returns>How many went.</returns>
    Task<int> ForgetForEveryoneAsync(DateOnly before, CancellationToken cancellationToken);
}
