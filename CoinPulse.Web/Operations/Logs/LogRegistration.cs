using System.Globalization;
using CoinPulse.Core.Operations;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace CoinPulse.Web.Operations.Logs;

/// <summary>Readable lines on the console, structured lines in daily files under the storage folder, secrets in neither.</summary>
internal static class LogRegistration
{
    private const string ConsoleLine = "{Timestamp:HH:mm:ss} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    public static void AddCoinPulseLogs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<LogOptions>(configuration, LogOptions.Section);
        services.AddSerilog(
            (provider, logger) => Configure(logger, provider.GetRequiredService<IOptions<LogOptions>>().Value, provider.GetRequiredService<StorageFolder>()),
            preserveStaticLogger: true);   // each host its own: a second one in the process must not write into the first one's files
    }

    internal static void Configure(LoggerConfiguration logger, LogOptions options, StorageFolder storage)
    {
        logger.MinimumLevel.Is(options.Level)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)   // its request lines carry query strings, and those one-time tokens
            .MinimumLevel.Override("System", LogEventLevel.Warning);
        foreach (var (part, level) in options.Levels) logger.MinimumLevel.Override(part, level);

        logger.Enrich.FromLogContext()
            .Enrich.WithProperty("Process", ProcessName.Value)
            .Destructure.With<SecretMask>()
            .Filter.ByExcluding(line => line.Exception is { } fault && StartupFaults.Explain(fault) is not null)   // told in one line at the end
            .WriteTo.Console(outputTemplate: ConsoleLine, formatProvider: CultureInfo.InvariantCulture)
            .WriteTo.File(
                new CompactJsonFormatter(),
                Path.Combine(storage.FileAt("logs"), "coinpulse-.json"),
                rollingInterval: RollingInterval.Day,
                fileSizeLimitBytes: options.LargestFileMegabytes * 1024L * 1024,
                rollOnFileSizeLimit: true,
                retainedFileTimeLimit: TimeSpan.FromDays(options.KeptDays),
                retainedFileCountLimit: null,
                shared: true);   // two processes may keep their data in one folder
    }
}
