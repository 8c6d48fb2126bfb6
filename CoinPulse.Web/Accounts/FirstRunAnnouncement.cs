using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Data.Accounts;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Accounts;

/// <summary>
/// When the server listens: makes the first admin from the environment, or prints the one-time link. The link goes to the console alone, because a log
/// file is read by more people than the console is.
/// </summary>
internal sealed class FirstRunAnnouncement(
    IServiceScopeFactory scopes, FirstRunGate gate, SetupToken token, IOptions<BootstrapOptions> bootstrap, IServer server, ILogger<FirstRunAnnouncement> log)
    : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!await gate.IsWaitingAsync(cancellationToken)) return;
        if (bootstrap.Value.IsGiven)
        {
            await BootstrapAsync(bootstrap.Value, cancellationToken);
            return;
        }

        var offered = await token.OfferAsync(cancellationToken);
        if (offered is null) return;
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080";
        Console.WriteLine();
        foreach (var culture in new[] { "ko", "en" })
        {
            Console.WriteLine("  " + AccountsText.ResourceManager.GetString(nameof(AccountsText.ConsoleSetUp), CultureInfo.GetCultureInfo(culture)));
        }

        Console.WriteLine($"  {address.TrimEnd('/')}{AccountPaths.SetUp}?token={offered}");
        Console.WriteLine();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task BootstrapAsync(BootstrapOptions given, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var admin = new AppUser { Email = given.AdminEmail, DisplayName = given.AdminEmail!.Split('@')[0] };
        var made = await scope.ServiceProvider.GetRequiredService<People>().SetUpAsync(admin, given.AdminPassword!, null, cancellationToken);
        if (made is { Succeeded: false })
        {
            var why = string.Join(' ', made.Errors.Select(error => error.Description));
            throw new InvalidOperationException($"{BootstrapOptions.Section}: the first admin was refused. {why}");
        }

        if (made is not null) log.LogInformation("The first admin was made from {Section}", BootstrapOptions.Section);
    }
}
