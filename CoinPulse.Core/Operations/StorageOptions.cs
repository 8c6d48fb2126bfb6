using System.ComponentModel.DataAnnotations;

namespace CoinPulse.Core.Operations;

/// <summary>Where CoinPulse keeps its files.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Null is the folder <c>data</c> beside appsettings.json. A relative folder is beside appsettings.json too.</summary>
    public string? Directory { get; set; }

    /// <summary>Under this the health page warns; a tenth of it is trouble.</summary>
    [Range(1, 1_000_000)]
    public int LowDiskMegabytes { get; set; } = 500;
}
