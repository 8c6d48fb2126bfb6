using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Data.Accounts;

public static class AccountStoresRegistration
{
    public static IServiceCollection AddAccountStores(this IServiceCollection services)
    {
        services.AddSingleton<AuditPen>();
        services.AddSingleton<IAuditTrail, AuditTrail>();
        services.AddScoped<ISeed, AuditTriggers>();
        services.AddSingleton<ISignInSessions, SignInSessionStore>();
        services.AddSingleton<IAgreements, AgreementStore>();
        services.AddSingleton<FirstRunStore>();
        services.AddSingleton<IFirstRun>(provider => provider.GetRequiredService<FirstRunStore>());
        services.AddSingleton<IAccountSwitches>(provider => provider.GetRequiredService<FirstRunStore>());
        services.AddSingleton<SetupToken>();
        services.AddSingleton<IUserDirectory, UserDirectory>();
        services.AddSingleton<IDisplayWishes, DisplayWishStore>();
        services.AddSingleton<IUserActs, UserActs>();
        services.AddScoped<People>();
        return services;
    }
}
