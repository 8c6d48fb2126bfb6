using CoinPulse.Core.Accounts;
using CoinPulse.Data.Accounts;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Accounts.Mail;
using FluentAssertions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Tests.Accounts;

/// <summary>The whole application on a SQLite file of its own.</summary>
/// <param name="replace">What a test puts in the place of the application's.</param>
public sealed class AccountsApp(Action<IServiceCollection>? replace = null) : WebApplicationFactory<Program>
{
    public const string Password = "Wide-river-7-stones";
    private readonly TestFolder _folder = new();
    private readonly Letterbox _letters = new();

    /// <summary>What would have been mailed.</summary>
    public IReadOnlyList<MailMessage> Letters => _letters.Sent;

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Visitor Visitor() => new(CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false }));

    /// <summary>The first admin exists and has agreed to everything.</summary>
    public async Task<UserId> WithAdminAsync(string email = "admin@example.com")
    {
        await using var scope = Services.CreateAsyncScope();
        var admin = new AppUser { Email = email, DisplayName = "Admin" };
        (await scope.ServiceProvider.GetRequiredService<People>().SetUpAsync(admin, Password, null, default))!.Succeeded.Should().BeTrue();
        await AgreeAsync(admin.UserId);
        return admin.UserId;
    }

    public async Task<UserId> WithTraderAsync(string email)
    {
        await using var scope = Services.CreateAsyncScope();
        var trader = new AppUser { Email = email, DisplayName = "Trader" };
        (await scope.ServiceProvider.GetRequiredService<People>().SignUpAsync(trader, Password, null, default)).Succeeded.Should().BeTrue();
        await AgreeAsync(trader.UserId);
        return trader.UserId;
    }

    /// <summary>Turns two-factor on.</summary>
    /// <returns>The secret of the authenticator app.</returns>
    public async Task<string> WithTwoFactorAsync(UserId owner)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var user = (await users.FindByIdAsync(owner.ToString()))!;
        await users.ResetAuthenticatorKeyAsync(user);
        await users.SetTwoFactorEnabledAsync(user, true);
        return (await users.GetAuthenticatorKeyAsync(user))!;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Market:Source", "Simulated");
        builder.UseSetting("ConnectionStrings:CoinPulse", $"Data Source={_folder.File("people.db")};Pooling=False");
        builder.UseSetting("Storage:Directory", _folder.Path);
        builder.UseSetting("Jobs:Run", "false");
        builder.UseSetting("Logs:Level", "Warning");
        builder.ConfigureTestServices(services =>
        {
            services.WithQuietMarket().AddSingleton<IMailSender>(_letters);
            replace?.Invoke(services);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_folder.Path)) _folder.Dispose();   // the base calls this twice
    }

    private Task AgreeAsync(UserId owner) =>
        Get<IAgreements>().AgreeAsync(owner, Enum.GetValues<AgreementDocument>(), Get<TimeProvider>().GetUtcNow(), null, default);

    private sealed class Letterbox : IMailSender
    {
        public List<MailMessage> Sent { get; } = [];

        public bool Reaches => true;

        public Task SendAsync(MailMessage message, CancellationToken cancellationToken)
        {
            Sent.Add(message);
            return Task.CompletedTask;
        }
    }
}
