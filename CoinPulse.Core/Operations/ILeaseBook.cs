namespace CoinPulse.Core.Operations;

/// <param name="Holder">Null when nobody holds it.</param>
public sealed record LeaseState(string Name, string? Holder, long Fence, DateTimeOffset ExpiresAt);

/// <summary>Who holds what, to look at.</summary>
public interface ILeaseBook
{
    Task<IReadOnlyList<LeaseState>> LeasesForEveryoneAsync(CancellationToken cancellationToken);
}
