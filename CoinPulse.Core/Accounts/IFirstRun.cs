namespace CoinPulse.Core.Accounts;

/// <summary>Whether the installation still waits for its first admin, and the hash of the tokens that may make one.</summary>
public interface IFirstRun
{
    Task<bool> IsWaitingForEveryoneAsync(CancellationToken cancellationToken);

    /// <summary>Remembers one process's token by its hash, so that any process accepts it.</summary>
    Task OfferForEveryoneAsync(byte[] tokenHash, DateTimeOffset at, CancellationToken cancellationToken);

    Task<IReadOnlyList<byte[]>> OfferedForEveryoneAsync(CancellationToken cancellationToken);
}
