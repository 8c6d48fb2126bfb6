using System.Security.Cryptography;
using System.Text;

namespace CoinPulse.Core.Accounts;

/// <summary>
/// The one-time token that proves that whoever makes the first admin can read this server's console. Each process prints its own;
/// the database keeps only hashes, so each process accepts every other's.
/// </summary>
public sealed class SetupToken(IFirstRun firstRun, TimeProvider clock)
{
    private const int Bytes = 24;

    /// <summary>A fresh token, or null when the first admin exists.</summary>
    public async Task<string?> OfferAsync(CancellationToken cancellationToken)
    {
        if (!await firstRun.IsWaitingForEveryoneAsync(cancellationToken)) return null;

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        await firstRun.OfferForEveryoneAsync(Hash(token), clock.GetUtcNow(), cancellationToken);
        return token;
    }

    public async Task<bool> AcceptsAsync(string? typed, CancellationToken cancellationToken)
    {
        var hash = Hash(typed?.Trim() ?? "");
        var accepted = false;
        foreach (var offered in await firstRun.OfferedForEveryoneAsync(cancellationToken))
        {
            accepted |= CryptographicOperations.FixedTimeEquals(hash, offered);   // no early return: time tells nothing
        }

        return accepted;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
