using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Data;
using CoinPulse.Data.Accounts;
using CoinPulse.Data.Operations;
using FluentAssertions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Accounts;

public sealed class AccountStoresTests : IAsyncLifetime
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".db");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    private ServiceProvider _services = null!;

    public async Task InitializeAsync()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ConnectionStrings:CoinPulse", $"Data Source={_file};Pooling=False")]).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock)
            .AddCoinPulseData(configuration).AddAccountStores().Configure<IdentityOptions>(IdentityModel.Configure);
        services.AddIdentityCore<AppUser>().AddRoles<IdentityRole<Guid>>().AddEntityFrameworkStores<CoinPulseDbContext>();
        _services = services.BuildServiceProvider();
        await using var context = await _services.GetRequiredService<IDbContextFactory<CoinPulseDbContext>>().CreateDbContextAsync();
        await context.Database.EnsureCreatedAsync();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        File.Delete(_file);
    }

    [Fact]
    public async Task Two_set_ups_at_once_make_one_admin()
    {
        var answers = await Task.WhenAll(SetUpAsync("a@example.com"), SetUpAsync("b@example.com"));

        answers.Count(answer => answer is { Succeeded: true }).Should().Be(1);
        await using var scope = _services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().GetUsersInRoleAsync(Roles.Admin)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_set_up_whose_password_is_refused_leaves_the_installation_waiting()
    {
        await SetUpAsync("a@example.com", "short");

        (await Get<IFirstRun>().IsWaitingForEveryoneAsync(default)).Should().BeTrue();
    }

    [Fact]
    public async Task A_printed_token_is_accepted_and_a_guess_is_not()
    {
        var token = await Get<SetupToken>().OfferAsync(default);

        (await Get<SetupToken>().AcceptsAsync(token, default)).Should().BeTrue();
        (await Get<SetupToken>().AcceptsAsync(new string('0', 48), default)).Should().BeFalse();
    }

    [Fact]
    public async Task After_the_first_admin_no_token_is_offered_or_accepted()
    {
        var token = await Get<SetupToken>().OfferAsync(default);
        await SetUpAsync("a@example.com");

        (await Get<SetupToken>().OfferAsync(default)).Should().BeNull();
        (await Get<SetupToken>().AcceptsAsync(token, default)).Should().BeFalse();
    }

    [Fact]
    public async Task A_revoked_device_is_not_let_in_and_the_others_are()
    {
        var (owner, stamp) = await AdminAsync();
        var (kept, lost) = (await BeginAsync(owner), await BeginAsync(owner));

        await Get<ISignInSessions>().EndAsync(owner, lost, AuditActs.DeviceRevoked, _clock.GetUtcNow(), null, default);

        (await Get<ISignInSessions>().IsOpenAsync(owner, lost, stamp, _clock.GetUtcNow(), default)).Should().BeFalse();
        (await Get<ISignInSessions>().IsOpenAsync(owner, kept, stamp, _clock.GetUtcNow(), default)).Should().BeTrue();
    }

    [Fact]
    public async Task Nobody_ends_a_device_of_somebody_else()
    {
        var (owner, _) = await AdminAsync();
        var session = await BeginAsync(owner);

        var stranger = new UserId(Guid.CreateVersion7(_clock.GetUtcNow()));
        (await Get<ISignInSessions>().EndAsync(stranger, session, AuditActs.DeviceRevoked, _clock.GetUtcNow(), null, default)).Should().BeFalse();
    }

    [Fact]
    public async Task Trading_needs_the_risk_of_auto_trading_too()
    {
        var (owner, _) = await AdminAsync();
        var agreements = Get<IAgreements>();

        await agreements.AgreeAsync(owner, AgreementVersions.ToEnter, _clock.GetUtcNow(), "127.0.0.1", default);

        (await agreements.MissingToEnterAsync(owner, default)).Should().BeEmpty();
        (await agreements.HasAgreedToTradingAsync(owner, default)).Should().BeFalse();
        (await Get<IAuditTrail>().AboutAsync(owner, 10, default)).Where(e => e.Act == AuditActs.Agreed).Should().HaveCount(3);
    }

    [Fact]
    public async Task Agreeing_twice_at_once_is_recorded_once()
    {
        var (owner, _) = await AdminAsync();
        var now = _clock.GetUtcNow();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Get<IAgreements>().AgreeAsync(owner, AgreementVersions.ToEnter, now, null, default)));

        (await Get<IAgreements>().HistoryAsync(owner, default)).Should().HaveCount(3);
        (await Get<IAuditTrail>().AboutAsync(owner, 20, default)).Where(e => e.Act == AuditActs.Agreed).Should().HaveCount(3);
    }

    [Fact]
    public async Task An_audit_entry_can_be_neither_changed_nor_deleted()
    {
        var (owner, _) = await AdminAsync();
        await _services.GetServices<ISeed>().Single(seed => seed is AuditTriggers).SeedAsync(default);
        await using var context = await Get<IDbContextFactory<CoinPulseDbContext>>().CreateDbContextAsync();
        context.Remove(await context.Audit.FirstAsync(e => e.Subject == owner));

        var throughUs = () => context.SaveChangesAsync();
        var pastUs = () => context.Audit.ExecuteDeleteAsync();

        await throughUs.Should().ThrowAsync<InvalidOperationException>();
        await pastUs.Should().ThrowAsync<Microsoft.Data.Sqlite.SqliteException>();
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private async Task<IdentityResult?> SetUpAsync(string email, string password = "Wide-river-7-stones")
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<People>().SetUpAsync(new AppUser { Email = email }, password, null, default);
    }

    private async Task<(UserId Owner, string Stamp)> AdminAsync()
    {
        await SetUpAsync("a@example.com");
        await using var scope = _services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByEmailAsync("a@example.com");
        return (user!.UserId, user.SecurityStamp!);
    }

    private async Task<SessionId> BeginAsync(UserId owner)
    {
        var now = _clock.GetUtcNow();
        var session = new SignInSession(new SessionId(Guid.CreateVersion7(now)), owner, "Chrome · Windows", "127.0.0.1", now);
        await Get<ISignInSessions>().BeginAsync(owner, session, default);
        return session.Id;
    }
}
