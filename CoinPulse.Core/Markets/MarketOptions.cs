using System.ComponentModel.DataAnnotations;

namespace CoinPulse.Core.Markets;

/// <summary>Which prices this process lives on. Section <c>Market</c>.</summary>
public sealed class MarketOptions
{
    public const string Section = "Market";

    [EnumDataType(typeof(MarketSourceChoice))]
    public MarketSourceChoice Source { get; set; } = MarketSourceChoice.Auto;

    /// <summary>Engine seconds per wall second. Real prices know only 1.</summary>
    [Range(1.0, 3_600.0)]
    public double Speed { get; set; } = 1;

    /// <summary>The seed of the simulated market: the same seed and start make the same market.</summary>
    public long Seed { get; set; } = 20_250_731;

    public PriceSource PriceSource => Source switch
    {
        MarketSourceChoice.Auto or MarketSourceChoice.Simulated => PriceSource.Simulated,
    };
}

public enum MarketSourceChoice
{
    /// <summary>The best that is there: the simulated market, as long as it is the only source.</summary>
    Auto,
    Simulated,
}
