using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Data.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Exchanges.Keys;

/// <summary>Encrypts a key for one person with Data Protection: what is sealed for one opens for no other, whatever row it is copied to.</summary>
internal sealed class KeySeal(IDataProtectionProvider protection)
{
    private const string Purpose = "CoinPulse.ExchangeKey";

    // Data Protection's payloads begin with four bytes that name the form and sixteen that name the key of the ring.
    private const int FormBytes = 4;

    public string Close(UserId owner, ExchangeKey key)
    {
        var (access, secret) = key.Reveal();
        return For(owner).Protect($"{access}\n{secret}");
    }

    /// <returns>Null when it was sealed for somebody else, or the ring has lost its key.</returns>
    public ExchangeKey? Open(UserId owner, string closed)
    {
        try
        {
            return For(owner).Unprotect(closed).Split('\n') is [var access, var secret] ? new ExchangeKey(access, secret) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether the key of the ring under which this was sealed is itself stored encrypted: one that was made before the ring was protected is not.</summary>
    public static async Task<bool> IsUnderProtectedKeyAsync(CoinPulseDbContext context, string closed, CancellationToken cancellationToken)
    {
        var ringKey = new Guid(Base64Url.DecodeFromChars(closed).AsSpan(FormBytes, 16));
        var name = $"key-{ringKey:D}";
        var xml = await context.DataProtectionKeys.Where(row => row.FriendlyName == name).Select(row => row.Xml).FirstOrDefaultAsync(cancellationToken);
        return xml?.Contains("<encryptedSecret", StringComparison.Ordinal) == true;
    }

    /// <summary>The keyed hash under which an access key is known. The pepper is made once, by whoever needs it first.</summary>
    public async Task<IReadOnlyList<string>> MarksAsync(IDbContextFactory<CoinPulseDbContext> contexts, IEnumerable<string> accessKeys, CancellationToken cancellationToken)
    {
        var pepper = await PepperAsync(contexts, cancellationToken);
        return [.. accessKeys.Select(access => Convert.ToHexStringLower(HMACSHA256.HashData(pepper, Encoding.UTF8.GetBytes(access)))).Distinct(StringComparer.Ordinal)];
    }

    private async Task<byte[]> PepperAsync(IDbContextFactory<CoinPulseDbContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var protector = protection.CreateProtector(Purpose, "pepper");
        if (await FindAsync(context, cancellationToken) is not { } kept)
        {
            context.Add(new KeyPepper { Sealed = protector.Protect(Convert.ToHexString(RandomNumberGenerator.GetBytes(32))) });
            try
            {
                await context.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException faster) when (UniqueKey.IsTaken(faster))
            {
                // Another process made it.
            }

            kept = (await FindAsync(context, cancellationToken))!;
        }

        return Convert.FromHexString(protector.Unprotect(kept));
    }

    private static Task<string?> FindAsync(CoinPulseDbContext context, CancellationToken cancellationToken) =>
        context.Set<KeyPepper>().Where(pepper => pepper.Id == KeyPepper.TheOne).Select(pepper => pepper.Sealed).FirstOrDefaultAsync(cancellationToken)!;

    private IDataProtector For(UserId owner) => protection.CreateProtector(Purpose, owner.Value.ToString("N"));
}
