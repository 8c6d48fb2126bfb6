using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CoinPulse.Tests.Support;

/// <summary>
/// The whole product on a SQLite file in a folder of its own: in memory for requests (<c>CreateClient</c>), or listening on a free port for browsers
/// (<see cref="Listening"/>). Jobs do not run unless a test asks for them, and prices do not move unless it sets up the market.
/// </summary>
public class CoinPulseApp(Action<IServiceCollection>? replace = null, params (string Key, string Value)[] settings) : WebApplicationFactory<Program>
{
    private readonly TestFolder _folder = new();
    private readonly bool _movesPrices = settings.Any(setting => setting.Key.StartsWith("Market:", StringComparison.Ordinal));

    public string DataFolder => _folder.Path;

    /// <summary>The address of a listening app. A browser must use the name localhost: passkeys refuse numbers.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    public static CoinPulseApp Listening(Action<IServiceCollection>? replace = null, params (string Key, string Value)[] settings)
    {
        var app = new CoinPulseApp(replace, settings);
        app.UseKestrel(0);
        app.StartServer();
        return app;
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            _folder.Dispose();
            GC.SuppressFinalize(this);
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Development);   // static files are found only so
        builder.UseSetting("Storage:Directory", _folder.Path);
        builder.UseSetting("ConnectionStrings:CoinPulse", "Data Source=coinpulse.db");
        builder.UseSetting("Jobs:Run", "false");
        builder.UseSetting("Market:Source", "Simulated");   // no test asks the real Upbit
        builder.UseSetting("Logs:Level", "Warning");
        foreach (var (key, value) in settings) builder.UseSetting(key, value);
        builder.ConfigureTestServices(services =>
        {
            services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
            if (!_movesPrices) services.WithQuietMarket();
            replace?.Invoke(services);
        });
    }
}
