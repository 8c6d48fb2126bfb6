using CoinPulse.Web.Shell;

namespace CoinPulse.Web.Imports;

internal static class ImportPages
{
    public static IServiceCollection AddImportPages(this IServiceCollection services) => services.AddSettingsTab<ImportPanel>("import", () => ImportText.Tab, order: 900);
}
