using System.Security.Cryptography.X509Certificates;
using CoinPulse.Core.Operations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CoinPulse.Data.Operations.Ring;

internal static class KeyRingRegistration
{
    /// <summary>The ring in the database, encrypted where the environment says with what.</summary>
    public static IServiceCollection AddKeyRing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<KeyRingOptions>(configuration, KeyRingOptions.Section);
        var options = configuration.ReadChecked<KeyRingOptions>(KeyRingOptions.Section);
        var ring = services.AddDataProtection().SetApplicationName("CoinPulse").PersistKeysToDbContext<CoinPulseDbContext>();
        if (options.CertificatePath is { } path) ring.ProtectKeysWithCertificate(X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword));
        if (options.Passphrase is { } passphrase) services.Configure<KeyManagementOptions>(keys => keys.XmlEncryptor = new PassphraseEncryptor(passphrase));
        return services;
    }
}

/// <summary>
/// A ring that was protected only now still has keys from before, which lie there readable and would go on being used for up to ninety days. Then a new key is made at once; the old
/// ones go on reading what they have written.
/// </summary>
internal sealed class KeyRingRenewal(IDbContextFactory<CoinPulseDbContext> contexts, IKeyManager ring, IOptions<KeyManagementOptions> options, TimeProvider wall) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.XmlEncryptor is null) return;

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var newest = ring.GetAllKeys().Where(key => !key.IsRevoked && key.ExpirationDate > wall.GetUtcNow()).MaxBy(key => key.ActivationDate);
        if (newest is null) return;
        var name = $"key-{newest.KeyId:D}";
        if (await context.DataProtectionKeys.AnyAsync(row => row.FriendlyName == name && row.Xml!.Contains("<encryptedSecret"), cancellationToken)) return;
        ring.CreateNewKey(wall.GetUtcNow(), wall.GetUtcNow() + options.Value.NewKeyLifetime);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
