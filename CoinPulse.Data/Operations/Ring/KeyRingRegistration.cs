using System.Security.Cryptography.X509Certificates;
using CoinPulse.Core.Operations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

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
