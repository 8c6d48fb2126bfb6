using CoinPulse.Core.Accounts;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Operations;

public readonly record struct AuditEntryId(Guid Value) : IGuidId<AuditEntryId>
{
    public static AuditEntryId From(Guid value) => new(value);
}

/// <summary>What somebody or the engine did, for ever. Appended in the transaction of the act itself; never changed, never deleted.</summary>
/// <param name="Id">Version 7 of <paramref name="At"/>.</param>
/// <param name="At">Wall time.</param>
/// <param name="Actor">Who did it; null is the system.</param>
/// <param name="Subject">Whose affairs it touched; null is the platform.</param>
/// <param name="Act">A constant of <see cref="AuditActs"/>.</param>
/// <param name="Target">What it was done to: a position, an account, a job.</param>
/// <param name="Why">The reason a person typed, or the reason code of the engine.</param>
/// <param name="Details">Numbers and names as JSON, never secrets.</param>
/// <param name="Address">The network address of a person's request.</param>
public sealed record AuditEntry(
    AuditEntryId Id,
    DateTimeOffset At,
    UserId? Actor,
    UserId? Subject,
    string Act,
    string? Target,
    string? Why,
    string? Details,
    string? Address);
