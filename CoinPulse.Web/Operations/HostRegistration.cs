using CoinPulse.Web.Operations.Health;
using CoinPulse.Web.Operations.Logs;

namespace CoinPulse.Web.Operations;

/// <summary>What every host needs around its pages: settings, logs, health, headers, and a start that explains itself.</summary>
internal static class HostRegistration
{
    public static void AddCoinPulseHost(this WebApplicationBuilder builder)
    {
        builder.Configuration.AddSharedSettings();
        builder.Services.AddCoinPulseLogs(builder.Configuration);
        builder.Services.AddCoinPulseHealth();
        builder.Services.AddHostedService<StartupNotices>();

        // A tab that closes while its circuit starts leaves a connection that Kestrel would wait half a minute for.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        // Run from a build, the files of the packages lie where the build found them; only Development would look there. A published app has them all.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    /// <remarks>Before everything: whoever answers, the answer carries the headers and the log its number.</remarks>
    public static void UseCoinPulseHost(this IApplicationBuilder app)
    {
        app.UseSecurityHeaders();
        app.UseRequestIdentity();
    }
}
