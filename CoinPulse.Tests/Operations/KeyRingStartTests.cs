using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Data;
using CoinPulse.Tests.Exchanges.Keys;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Operations;

/// <summary>Keys of exchanges from one start of the product to the next, in production.</summary>
public sealed class KeyRingStartTests : IDisposable
{
    private const string Passphrase = "a-passphrase-that-is-long-enough";

    private static readonly UserId Kim = KeyDeskParts.Kim;

    private readonly TestFolder _folder = new();
    private readonly ToldExchange _exchange = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_key_is_taken_until_the_ring_is_protected_and_another_passphrase_stops_the_start_and_loses_nothing()
    {
        var key = _exchange.Issues("kim");
        await using (var bare = Start())
        {
            (await PutAsync(bare, key)).Should().Be(KeyProblems.VaultUnprotected);
        }

        await using (var guarded = Start(("KeyRing:Passphrase", Passphrase)))
        {
            (await PutAsync(guarded, key)).Should().BeNull("the ring is protected from this start on");
        }

        await SaysAtTheStartAsync("KeyRing__Passphrase", ("KeyRing__Passphrase", "another-passphrase-of-some-length"));
        await SaysAtTheStartAsync("KeyRing__Passphrase");   // none at all

        await using var again = Start(("KeyRing:Passphrase", Passphrase));
        (await OpenAsync(again)).Should().Be(key.Reveal());
        await using var context = await again.Services.GetRequiredService<IDbContextFactory<CoinPulseDbContext>>().CreateDbContextAsync();
        (await context.DataProtectionKeys.CountAsync()).Should().Be(2, "the one from before it was protected and the one after; the starts that failed made none");
    }

    [Fact]
    public async Task A_certificate_protects_the_ring_as_well()
    {
        var key = _exchange.Issues("kim");
        using var rsa = RSA.Create(2048);
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var made = new CertificateRequest("CN=key ring", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(from, from.AddYears(1));
        await File.WriteAllBytesAsync(_folder.File("ring.pfx"), made.Export(X509ContentType.Pkcs12, "of-the-file"));
        (string, string)[] ring = [("KeyRing:CertificatePath", _folder.File("ring.pfx")), ("KeyRing:CertificatePassword", "of-the-file")];

        await using (var first = Start(ring))
        {
            (await PutAsync(first, key)).Should().BeNull();
        }

        await using var second = Start(ring);
        (await OpenAsync(second)).Should().Be(key.Reveal());
    }

    private CoinPulseApp Start(params (string Key, string Value)[] settings) => new(
        services => services.AddSingleton<IKeyProbe>(_exchange), [("environment", "Production"), ("Storage:Directory", _folder.Path), .. settings]);

    /// <summary>The process ends with a sentence in place of a stack.</summary>
    private async Task SaysAtTheStartAsync(string words, params (string Key, string Value)[] settings)
    {
        await using var product = RunningProduct.Start([("ASPNETCORE_ENVIRONMENT", "Production"), ("Storage__Directory", _folder.Path), ("ConnectionStrings__CoinPulse", "Data Source=coinpulse.db"), .. settings]);
        await product.LineWithAsync("CoinPulse does not start.");
        (await product.LineWithAsync(words)).Should().Contain("Nothing has been changed");
    }

    private static async Task<string?> PutAsync(CoinPulseApp app, ExchangeKey key) =>
        (await app.Services.GetRequiredService<KeyDesk>().PutAsync(Kim, key, new KeyWords(), null, default)).Problems.SingleOrDefault()?.Code;

    private static async Task<(string, string)?> OpenAsync(CoinPulseApp app) => (await app.Services.GetRequiredService<IKeyVault>().OpenAsync(Kim, "check", default))?.Reveal();
}
