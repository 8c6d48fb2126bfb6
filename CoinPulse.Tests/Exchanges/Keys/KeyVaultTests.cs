using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Data.Exchanges.Keys;
using CoinPulse.Data.Operations.Ring;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Keys;

public sealed class KeyVaultTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly UserId Kim = new(new Guid(1, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8]));
    private static readonly UserId Lee = new(new Guid(2, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8]));
    private static readonly ExchangeKey Key = new("access-key-of-kim-0123456789", "secret-key-of-kim-0123456789");

    [Theory, EveryDatabase]
    public async Task A_key_comes_out_for_its_owner_alone_and_lies_there_in_no_readable_form(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var vault = Vault(database);

        (await PutAsync(vault, Kim, Key)).Should().Be(VaultAnswer.Kept);

        (await vault.OpenAsync(Kim, "check", default))!.Reveal().Should().Be(Key.Reveal());
        (await vault.OpenAsync(Lee, "check", default)).Should().BeNull();
        await using var context = database.CreateDbContext();
        var (access, secret) = Key.Reveal();
        var lies = await context.Set<StoredKey>().Select(key => EF.Property<string>(key, StoredKeyConfiguration.Sealed)).SingleAsync();
        var marks = await context.Set<KeyMark>().Select(mark => mark.Mark).ToListAsync();
        (lies + string.Concat(marks)).Should().NotContain(access).And.NotContain(secret);
    }

    [Theory, EveryDatabase]
    public async Task What_is_sealed_for_one_does_not_open_in_another_s_row(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var vault = Vault(database);
        await PutAsync(vault, Kim, Key);
        await PutAsync(vault, Lee, new ExchangeKey("access-key-of-lee-0123456789", "secret-key-of-lee-0123456789"));
        await using (var context = database.CreateDbContext())
        {
            var kims = await context.Set<StoredKey>().Where(key => key.Owner == Kim).Select(key => EF.Property<string>(key, StoredKeyConfiguration.Sealed)).SingleAsync();
            await context.Set<StoredKey>().Where(key => key.Owner == Lee).ExecuteUpdateAsync(set => set.SetProperty(key => EF.Property<string>(key, StoredKeyConfiguration.Sealed), kims));
        }

        (await vault.OpenAsync(Lee, "check", default)).Should().BeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_key_or_another_of_the_same_account_belongs_to_one_person(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var vault = Vault(database);
        await PutAsync(vault, Kim, Key, "access-of-kims-other-pocket");

        (await PutAsync(vault, Lee, Key)).Should().Be(VaultAnswer.BelongsElsewhere);
        (await PutAsync(vault, Lee, new ExchangeKey("access-of-kims-other-pocket", "x"))).Should().Be(VaultAnswer.BelongsElsewhere);
        (await PutAsync(vault, Lee, new ExchangeKey("quite-another", "x"), Key.Reveal().Access)).Should().Be(VaultAnswer.BelongsElsewhere);

        (await vault.FindAsync(Lee, default)).Should().BeNull();
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_enter_one_key_at_once_one_has_it(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(person =>
            PutAsync(Vault(database), new UserId(new Guid(person + 1, 9, 9, [1, 2, 3, 4, 5, 6, 7, 8])), Key)));

        answers.Count(answer => answer == VaultAnswer.Kept).Should().Be(1);
        (await Vault(database).AllForEveryoneAsync(default)).Should().ContainSingle();
    }

    [Theory, EveryDatabase]
    public async Task A_new_key_takes_the_place_of_the_old_which_is_then_free(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var vault = Vault(database);
        await PutAsync(vault, Kim, Key);
        var next = new ExchangeKey("next-access-key-0123456789", "next-secret-key-0123456789");

        await PutAsync(vault, Kim, next);

        (await vault.OpenAsync(Kim, "check", default))!.Reveal().Should().Be(next.Reveal());
        (await PutAsync(vault, Lee, Key)).Should().Be(VaultAnswer.Kept);
    }

    [Theory, EveryDatabase]
    public async Task While_coins_are_held_only_a_key_of_the_same_account_comes_after_it(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var vault = Vault(database);
        var (other, sister) = (new ExchangeKey("other-access-key-0123456789", "other-secret-key-0123456789"), new ExchangeKey("sister-access-key-0123456789", "sister-secret-key-0123456789"));
        await PutAsync(vault, Kim, Key);
        (await PutAsync(vault, Kim, other, BooksOfPocket.GoOnOrRefuse)).Should().Be(VaultAnswer.OpensAnother);
        (await vault.OpenAsync(Kim, "check", default))!.Reveal().Should().Be(Key.Reveal(), "what was refused has changed nothing");

        (await vault.RemoveAsync(Kim, (await vault.FindAsync(Kim, default))!.Id, remembersAccount: true, "KRW-BTC", null, default)).Should().BeTrue();
        (await PutAsync(vault, Kim, other, BooksOfPocket.GoOnOrRefuse)).Should().Be(VaultAnswer.OpensAnother, "the account is remembered without its key");
        (await PutAsync(vault, Kim, sister, BooksOfPocket.GoOnOrRefuse, Key.Reveal().Access)).Should().Be(VaultAnswer.Kept);
        (await PutAsync(vault, Kim, other)).Should().Be(VaultAnswer.KeptForAnother);
    }

    [Theory, EveryDatabase]
    public async Task Every_use_and_every_change_is_on_record_without_the_key(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var vault = Vault(database);
        await PutAsync(vault, Kim, Key);
        await vault.OpenAsync(Kim, "check", default);
        await vault.OpenAsync(Kim, "replace", default);
        await vault.CountUseAsync(Kim, (await vault.FindAsync(Kim, default))!.Id, 12, default);
        await PutAsync(vault, Kim, Key);
        var stored = (await vault.FindAsync(Kim, default))!;

        (await vault.RemoveAsync(Lee, stored.Id, false, null, null, default)).Should().BeFalse("it is not theirs");
        (await vault.RemoveAsync(Kim, stored.Id, false, "KRW-BTC", "198.51.100.7", default)).Should().BeTrue();

        await using var context = database.CreateDbContext();
        var records = await context.Audit.OrderBy(entry => entry.Id).ToListAsync();
        records.Select(entry => (entry.Act, entry.Why)).Should().BeEquivalentTo(new (string, string?)[]
        {
            (AuditActs.KeyEntered, null), (AuditActs.KeyUsed, "check"), (AuditActs.KeyUsed, "replace"), (AuditActs.KeyUsed, "trade"), (AuditActs.KeyReplaced, null), (AuditActs.KeyRemoved, "KRW-BTC"),
        });
        records.Should().OnlyContain(entry => entry.Subject == Kim && !$"{entry.Details}{entry.Target}".Contains("access", StringComparison.Ordinal));
        (await vault.OpenAsync(Kim, "check", default)).Should().BeNull();
    }

    [Theory, EveryDatabase]
    public async Task In_production_no_key_is_taken_until_the_ring_is_protected_and_the_key_that_seals_is(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        (await PutAsync(Vault(database, Environments.Production), Kim, Key)).Should().Be(VaultAnswer.Unprotected);

        await using var protectedRing = Ring(database, "a-passphrase-that-is-long-enough");
        var stale = new KeyVault(database, protectedRing.GetRequiredService<IDataProtectionProvider>(), new HostingEnvironment { EnvironmentName = Environments.Production }, Pen, Engine);
        (await PutAsync(stale, Kim, Key)).Should().Be(VaultAnswer.Unprotected, "the ring still seals with the key from before");

        await using var renewed = Ring(database, "a-passphrase-that-is-long-enough");
        await Renewal(database, renewed).StartAsync(default);
        var vault = new KeyVault(database, renewed.GetRequiredService<IDataProtectionProvider>(), new HostingEnvironment { EnvironmentName = Environments.Production }, Pen, Engine);

        (await PutAsync(vault, Kim, Key)).Should().Be(VaultAnswer.Kept);
        (await vault.OpenAsync(Kim, "check", default))!.Reveal().Should().Be(Key.Reveal());
    }

    [Theory, EveryDatabase]
    public async Task Without_the_passphrase_a_stolen_database_opens_nothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using (var ring = Ring(database, "a-passphrase-that-is-long-enough"))
        {
            await PutAsync(new KeyVault(database, ring.GetRequiredService<IDataProtectionProvider>(), new HostingEnvironment { EnvironmentName = Environments.Production }, Pen, Engine), Kim, Key);
        }

        await using var thief = Ring(database, "another-passphrase-of-some-length");
        var vault = new KeyVault(database, thief.GetRequiredService<IDataProtectionProvider>(), new HostingEnvironment { EnvironmentName = Environments.Development }, Pen, Engine);

        (await vault.OpenAsync(Kim, "check", default)).Should().BeNull();
    }

    [Theory, EveryDatabase]
    public async Task What_a_look_showed_is_kept_and_silence_takes_nothing_back(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var vault = Vault(database);
        await PutAsync(vault, Kim, Key);
        var id = (await vault.FindAsync(Kim, default))!.Id;

        await vault.NoteAsync(Kim, id, key => key.Look(KeyFindings.Closed(new ExchangeFault(ExchangeFaultKind.Busy, "x", "…")), Noon.AddDays(1)), null, default);
        var silent = (await vault.FindAsync(Kim, default))!;
        await vault.NoteAsync(Kim, id, key => key.Look(KeyFindings.Closed(new ExchangeFault(ExchangeFaultKind.KeyExpired, "x", "…")), Noon.AddDays(2)), AuditActs.KeyBroken, default);
        var broken = (await vault.FindAsync(Kim, default))!;

        (silent.Trouble, silent.WorkedAt, silent.CheckedAt).Should().Be((null, Noon, Noon.AddDays(1)));
        (broken.Trouble, broken.WorkedAt, broken.ExpiresAt).Should().Be((ExchangeFaultKind.KeyExpired, Noon, Noon.AddDays(300)));
        (await vault.NoteAsync(Lee, id, _ => { }, null, default)).Should().BeFalse();
    }

    private static AuditPen Pen => new(TimeProvider.System);

    private static EngineClock Engine => new(TimeProvider.System);

    private static Task<VaultAnswer> PutAsync(KeyVault vault, UserId owner, ExchangeKey key, params string[] family) => PutAsync(vault, owner, key, BooksOfPocket.ByAccount, family);

    private static Task<VaultAnswer> PutAsync(KeyVault vault, UserId owner, ExchangeKey key, BooksOfPocket books, params string[] family)
    {
        var findings = new KeyFindings(null, KeyMay.Yes, KeyMay.Yes, KeyMay.Yes, KeyMay.No, Noon.AddDays(300));
        var stored = new StoredKey(new KeyId(Guid.CreateVersion7(TimeProvider.System.GetUtcNow())), owner, findings, false, Noon);
        return vault.PutAsync(owner, stored, key, [key.Reveal().Access, .. family], books, "198.51.100.7", default);
    }

    private static KeyVault Vault(TestDatabase database, string? environment = null) =>
        new(database, Ring(database, null).GetRequiredService<IDataProtectionProvider>(), new HostingEnvironment { EnvironmentName = environment ?? Environments.Development }, Pen, Engine);

    private static ServiceProvider Ring(TestDatabase database, string? passphrase)
    {
        var services = new ServiceCollection();
        services.AddScoped<Data.CoinPulseDbContext>(_ => database.CreateDbContext());
        services.Configure<KeyRingOptions>(options => options.Passphrase = passphrase);
        services.AddDataProtection().SetApplicationName("CoinPulse").PersistKeysToDbContext<Data.CoinPulseDbContext>();
        if (passphrase is not null) services.Configure<KeyManagementOptions>(options => options.XmlEncryptor = new PassphraseEncryptor(passphrase));
        return services.BuildServiceProvider();
    }

    private static KeyRingStart Renewal(TestDatabase database, IServiceProvider ring) =>
        new(database, ring.GetRequiredService<IKeyManager>(), ring.GetRequiredService<IOptions<KeyManagementOptions>>(), TimeProvider.System);
}
