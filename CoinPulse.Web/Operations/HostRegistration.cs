using CoinPulse.Core.Operations;
using CoinPulse.Web.Operations.Health;
using CoinPulse.Web.Operations.Logs;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Operations;

/// <summary>What every host needs around its pages: settings, logs, health, headers, and a start that explains itself.</summary>
internal static class HostRegistration
{
    public static void AddCoinPulseHost(this WebApplicationBuilder builder)
    {
        builder.Configuration.AddSharedSettings();
        builder.Services.AddCoinPulseLogs(builder.Configuration);
        builder.Services.AddCoinPulseHealth();
        builder.Services.AddHostedService<OnlyProcess>();   // first: hosted services start in their order
        builder.Services.AddHostedService<StartupNotices>();
        AddTrustedProxies(builder);

        // A tab that closes while its circuit starts leaves a connection that Kestrel would wait half a minute for.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        // Run from a build, the files of the packages lie where the build found them; only Development would look there. A published app has them all.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    /// <remarks>Before everything: whoever answers, the answer carries the headers and the log its number.</remarks>
    public static void UseCoinPulseHost(this IApplicationBuilder app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseRequestIdentity();
    }

    private static void AddTrustedProxies(WebApplicationBuilder builder)
    {
        builder.Services.AddCheckedOptions<ProxyOptions>(builder.Configuration, ProxyOptions.Section);
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxies) =>
        {
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in proxies.Value.Networks) forwarded.KnownIPNetworks.Add(network);

            // With no proxy to trust the middleware would trust everybody.
            forwarded.ForwardedHeaders = forwarded.KnownIPNetworks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        });
    }
}
