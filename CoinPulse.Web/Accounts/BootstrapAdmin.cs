using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Accounts;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Accounts;

/// <summary>Makes the first admin from the environment, for installations that nobody watches. With an admin already there it does nothing.</summary>
internal sealed class BootstrapAdmin(IFirstRun firstRun, People people, IOptions<BootstrapOptions> options, ILogger<BootstrapAdmin> log) : ISeed
{
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        var given = options.Value;
        if (!given.IsGiven || !await firstRun.IsWaitingForEveryoneAsync(cancellationToken)) return;

        var admin = new AppUser { Email = given.AdminEmail, DisplayName = given.AdminEmail!.Split('@')[0] };
        var made = await people.SetUpAsync(admin, given.AdminPassword!, null, cancellationToken);
        if (made is { Succeeded: false })
        {
            throw new StartupRefusedException($"{BootstrapOptions.Section}: the first admin was refused. {string.Join(' ', made.Refusals())}");
        }

        if (made is not null) log.LogInformation("The first admin was made from {Section}", BootstrapOptions.Section);
    }
}
