using CoinPulse.Core.Imports;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Data.Imports;

internal static class ImportStores
{
    public static IServiceCollection AddImportStores(this IServiceCollection services) => services.AddSingleton<ILegacyImports, LegacyImportStore>();
}
