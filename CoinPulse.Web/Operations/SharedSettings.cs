using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace CoinPulse.Web.Operations;

/// <summary>
/// The appsettings.json at the top of the repository. The host looks for one in the project's folder, where there is none, and says nothing; this reads the
/// copy beside the program, as the first source, so that everything else (environment, command line) still wins.
/// </summary>
internal static class SharedSettings
{
    public static void AddSharedSettings(this ConfigurationManager configuration) => configuration.Sources.Insert(0, new JsonConfigurationSource
    {
        FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
        Path = "appsettings.json",
        Optional = false,
    });
}
