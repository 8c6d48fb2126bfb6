using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Core.Imports;

/// <summary>Coming from the earlier product.</summary>
public static class ImportsRegistration
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services.AddSingleton<LegacyImporter>();
}
