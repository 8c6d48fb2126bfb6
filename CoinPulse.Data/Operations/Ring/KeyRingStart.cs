using System.Security.Cryptography;
using CoinPulse.Core.Operations;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CoinPulse.Data.Operations.Ring;

/// <summary>
/// Looks at the ring before anything uses it. One that cannot be read stops the start: Data Protection would quietly make a new key instead, and every stored exchange key would look
/// lost although only a word is wrong. A ring that was protected only now still has keys from before, which lie there readable and would go on being used for up to ninety days: then
/// a new key is made at once, and the old ones go on reading what they have written.
/// </summary>
internal sealed class KeyRingStart(IDbContextFactory<CoinPulseDbContext> contexts, IKeyManager ring, IOptions<KeyManagementOptions> options, TimeProvider wall) : IHostedService
{
    private const string CannotBeRead =
        "The key ring in the database cannot be read: it was encrypted with another passphrase or certificate than the one that is set now (KeyRing__Passphrase, "
        + "KeyRing__CertificatePath). Nothing has been changed: start again with the one that it was encrypted with. If that is lost, docs/operating.md says what is lost with it.";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var keys = ring.GetAllKeys().Where(key => !key.IsRevoked).ToList();
        if (!keys.TrueForAll(IsReadable)) throw new StartupRefusedException(CannotBeRead);
        if (options.Value.XmlEncryptor is null) return;

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var newest = keys.Where(key => key.ExpirationDate > wall.GetUtcNow()).MaxBy(key => key.ActivationDate);
        if (newest is null) return;
        var name = $"key-{newest.KeyId:D}";
        if (await context.DataProtectionKeys.AnyAsync(row => row.FriendlyName == name && row.Xml!.Contains("<encryptedSecret"), cancellationToken)) return;
        ring.CreateNewKey(wall.GetUtcNow(), wall.GetUtcNow() + options.Value.NewKeyLifetime);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsReadable(IKey key)
    {
        try
        {
            return key.Descriptor is not null;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
