using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Exchanges.Paper;

public static class PaperRegistration
{
    /// <summary>The only setting, for the crash tests: <c>COINPULSE_CRASH_AT=paper.after-commit:3</c>.</summary>
    public const string CrashAt = "COINPULSE_CRASH_AT";

    public static IServiceCollection AddPaperExchange(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<ICrashPoints>(configuration[CrashAt] is { Length: > 0 } point ? FailFastAt.Parse(point) : new NoCrashPoints());
        services.AddSingleton(provider => new PaperVenue(
            provider.GetRequiredService<IMarketHub>(),
            provider.GetRequiredService<TimeProvider>(),
            stepsByHand: provider.GetRequiredService<IOptions<MarketOptions>>().Value.Source == MarketSourceChoice.Replay));
        services.AddSingleton<PaperExchanges>();
        services.AddSingleton<IPaperAccounts>(provider => provider.GetRequiredService<PaperExchanges>());
        services.AddSingleton<IAccountExchanges>(provider => provider.GetRequiredService<PaperExchanges>());
        services.TryAddSingleton<IExchangeDirectory, ExchangeDirectory>();
        services.AddHostedService<PaperResume>();
        return services;
    }
}
