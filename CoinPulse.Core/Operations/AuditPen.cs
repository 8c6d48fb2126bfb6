using System.Text.Json;
using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Operations;

/// <summary>Makes audit entries with the wall time and an id of that time.</summary>
public sealed class AuditPen(TimeProvider clock)
{
    /// <summary>An act of a person upon their own affairs.</summary>
    public AuditEntry Own(UserId owner, string act, string? address, object? details = null) =>
        Entry(owner, owner, act, null, null, details, address);

    public AuditEntry Entry(UserId? actor, UserId? subject, string act, string? target, string? why, object? details, string? address)
    {
        var now = clock.GetUtcNow();
        var json = details is null ? null : JsonSerializer.Serialize(details);
        return new(new AuditEntryId(Guid.CreateVersion7(now)), now, actor, subject, act, target, why, json, address);
    }
}
