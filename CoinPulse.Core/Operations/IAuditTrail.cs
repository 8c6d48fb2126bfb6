using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Operations;

/// <summary>The audit table's one writer for acts that change no other row, and its readers. There is no way to change or delete.</summary>
public interface IAuditTrail
{
    Task WriteAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>The newest entries about a person, newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> AboutAsync(UserId owner, int count, CancellationToken cancellationToken);

    /// <summary>The newest entries of everybody, newest first, for an admin.</summary>
    Task<IReadOnlyList<AuditEntry>> NewestForEveryoneAsync(int count, CancellationToken cancellationToken);
}
