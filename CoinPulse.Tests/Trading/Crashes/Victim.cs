using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data;
using CoinPulse.Data.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Tests.Trading.Crashes;

/// <summary>
/// A process that trades until it is killed: the engine, the journal and the paper exchange as the product wires them, on a market that only goes up and down.
/// Started by the tests as <c>dotnet exec CoinPulse.Tests.dll victim rounds</c>; folder, database and crash point come by the environment, a fate for later and the
/// end by its input.
/// </summary>
internal static class Victim
{
    public const string Word = "victim";

    public static readonly UserId Owner = new(new Guid("0198a000-0000-7000-8000-000000000001"));

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var rounds]) return 64;
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddProvider(new Spoken()).SetMinimumLevel(LogLevel.Warning).AddFilter(typeof(OrderSender).FullName, LogLevel.Information);
        var services = builder.Services;
        services.AddCoinPulseData(builder.Configuration).AddAccountStores();
        services.AddSingleton(new EngineClock(TimeProvider.System));
        services.AddSingleton(provider => new MarketHub(PriceSource.Simulated, TimeProvider.System, provider.GetRequiredService<ILogger<MarketHub>>()));
        services.AddSingleton<IMarketHub>(provider => provider.GetRequiredService<MarketHub>());
        services.AddSingleton<VictimPoints>();
        if (builder.Configuration[PaperRegistration.CrashAt] is null) services.AddSingleton<ICrashPoints>(provider => provider.GetRequiredService<VictimPoints>());
        services.AddPaperExchange(builder.Configuration).AddTrading();

        // An order that never arrived is looked for during a minute before it is given up; here that minute is short.
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<UnknownResolver>(provider, new HurriedTime(factor: 30)));
        services.AddSingleton<VictimMarket>();
        services.AddHostedService<VictimTrader>(provider => ActivatorUtilities.CreateInstance<VictimTrader>(provider, int.Parse(rounds, CultureInfo.InvariantCulture)));
        services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost);
        using var host = builder.Build();
        new Thread(() => Listen(host.Services)) { IsBackground = true }.Start();
        await host.RunAsync();
        return Environment.ExitCode;
    }

    /// <summary>Speaks at once: what a killed process had in a buffer would be lost.</summary>
    public static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }

    /// <summary>What the test says; when it is gone this process ends too.</summary>
    private static void Listen(IServiceProvider services)
    {
        var (points, market) = (services.GetRequiredService<VictimPoints>(), services.GetRequiredService<VictimMarket>());
        while (Console.In.ReadLine()?.Split(' ') is { } words)
        {
            if (words is ["END"]) market.IsOver = true;
            else points.Arm(words);
        }

        services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
    }

    private sealed class Spoken : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Say($"{logLevel}: {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
