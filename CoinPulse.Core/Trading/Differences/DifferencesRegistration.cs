using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Core.Trading.Differences;

internal static class DifferencesRegistration
{
    public static IServiceCollection AddDifferences(this IServiceCollection services)
    {
        services.AddSingleton<NoteClerk>();
        services.AddSingleton<NoteWatch>();
        services.AddSingleton<IDifferenceDesk, DifferenceDesk>();
        services.AddHostedService(provider => provider.GetRequiredService<NoteWatch>());
        return services;
    }
}
