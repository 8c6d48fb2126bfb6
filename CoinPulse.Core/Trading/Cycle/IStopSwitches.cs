using CoinPulse.Core.Accounts;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Rules;

namespace CoinPulse.Core.Trading.Cycle;

public enum StopScope
{
    Position,
    Account,
    User,

    /// <summary>Everybody's new buys. It never sells anybody's coins.</summary>
    Platform,
}

public readonly record struct StopSwitchId(Guid Value) : IGuidId<StopSwitchId>
{
    public static StopSwitchId From(Guid value) => new(value);
}

/// <summary>New buys are stopped until a person lifts it.</summary>
/// <param name="Target">The position, account or user; empty for the platform.</param>
/// <param name="By">Who pressed it.</param>
/// <param name="LiftedAt">Wall time; null while it stands.</param>
public sealed record StopSwitch(StopSwitchId Id, UserId? Owner, StopScope Scope, Guid Target, UserId By, string Why, DateTimeOffset SetAt, DateTimeOffset? LiftedAt, UserId? LiftedBy);

/// <summary>Stop switches: persisted, audited, read from the database and never from a cache, so that they hold within a second on every process.</summary>
public interface IStopSwitches
{
    /// <summary>Stops new buys of one's own; pressing twice is pressing once.</summary>
    Task SetAsync(UserId owner, StopScope scope, Guid target, UserId by, string why, CancellationToken cancellationToken);

    Task LiftAsync(UserId owner, StopScope scope, Guid target, UserId by, string why, CancellationToken cancellationToken);

    /// <param name="stopped">False lifts it.</param>
    /// <param name="by">An admin; nobody (<c>default</c>) when the program itself stops, as after a restore.</param>
    /// <param name="why">Shown to admins.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task SetPlatformForEveryoneAsync(bool stopped, UserId by, string why, CancellationToken cancellationToken);

    /// <summary>The platform's switch while it stands.</summary>
    Task<StopSwitch?> PlatformForEveryoneAsync(CancellationToken cancellationToken);

    /// <summary>The switches that concern an account's entries, without those of single positions.</summary>
    Task<EntryStops> StandingAsync(UserId owner, AccountId account, CancellationToken cancellationToken);
}
