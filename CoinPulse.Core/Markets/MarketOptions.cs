using System.ComponentModel.DataAnnotations;

namespace CoinPulse.Core.Markets;

/// <summary>Which prices this process lives on. Section <c>Market</c>.</summary>
public sealed class MarketOptions : IValidatableObject
{
    public const string Section = "Market";

    [EnumDataType(typeof(MarketSourceChoice))]
    public MarketSourceChoice Source { get; set; } = MarketSourceChoice.Auto;

    /// <summary>Engine seconds per wall second, 1 or more. A recording may also be played at 0: as fast as it goes.</summary>
    [Range(0.0, 3_600.0)]
    public double Speed { get; set; } = 1;

    /// <summary>The seed of the simulated market: the same seed and start make the same market.</summary>
    public long Seed { get; set; } = 20_250_731;

    /// <summary>What <see cref="MarketSourceChoice.Replay"/> plays: a folder of files such as <c>KRW-BTC_30m.csv.gz</c>, one of them, or a pattern in a folder.</summary>
    public string? ReplayPath { get; set; }

    /// <summary>The won of a USDT by day, for recordings of USDT markets.</summary>
    public string? ReplayRates { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Speed < 1 && !(Speed == 0 && Source == MarketSourceChoice.Replay)) yield return new ValidationResult("The field Speed must be between 1 and 3600; only a replay knows 0, as fast as it goes.", [nameof(Speed)]);
        if (Source == MarketSourceChoice.Upbit && Speed != 1) yield return new ValidationResult("Real prices know only the speed 1.", [nameof(Speed)]);
        if (Source == MarketSourceChoice.Replay && string.IsNullOrWhiteSpace(ReplayPath)) yield return new ValidationResult("Source=Replay needs the recording: a folder, a file or a pattern such as recordings/*_30m.csv.gz.", [nameof(ReplayPath)]);
    }
}

public enum MarketSourceChoice
{
    /// <summary>Upbit when it answers; the simulated market only in a database that has never seen Upbit's prices; otherwise Upbit is waited for.</summary>
    Auto,
    Upbit,
    Simulated,

    /// <summary>Recorded candles.</summary>
    Replay,
}
