namespace CoinPulse.Core.Operations;

/// <summary>
/// Proof that this process was the holder of a lease: checked inside the transaction that it protects.
/// </summary>
/// <param name="Name">What is held: <c>engine</c>, a job's name.</param>
/// <param name="Holder">The process.</param>
/// <param name="Fence">Rises with every change of holder.</param>
public sealed record LeaseProof(string Name, string Holder, long Fence);

/// <summary>Database leases: work that must happen once happens in one process.</summary>
public interface IJobLease
{
    /// <summary>Takes a free or expired lease, or renews our own. Null when another process holds it.</summary>
    /// <param name="name">What is to be held.</param>
    /// <param name="holder">This process.</param>
    /// <param name="length">How long it stays ours without renewal; by the database's clock where it has one.</param>
    Task<LeaseProof?> TryTakeAsync(string name, string holder, TimeSpan length, CancellationToken cancellationToken);

    Task ReleaseAsync(LeaseProof proof, CancellationToken cancellationToken);

    /// <summary>Whether the proof still holds, asked of the database.</summary>
    Task<bool> HoldsAsync(LeaseProof proof, CancellationToken cancellationToken);
}
