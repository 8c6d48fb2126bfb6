using System.ComponentModel.DataAnnotations;
using Serilog.Events;

namespace CoinPulse.Web.Operations.Logs;

internal sealed class LogOptions
{
    public const string Section = "Logs";

    public LogEventLevel Level { get; set; } = LogEventLevel.Information;

    /// <summary>Levels of parts, by the beginning of their names: <c>Logs__Levels__CoinPulse.Core.Trading=Debug</c>.</summary>
    public Dictionary<string, LogEventLevel> Levels { get; set; } = [];

    [Range(1, 3650)]
    public int KeptDays { get; set; } = 14;

    [Range(1, 10_000)]
    public int LargestFileMegabytes { get; set; } = 100;
}
