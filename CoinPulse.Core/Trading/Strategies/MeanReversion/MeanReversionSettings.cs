using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Trading.Strategies.MeanReversion;

/// <summary>A small, quick target; no trailing stop, because the way back to the mean is all that is expected.</summary>
public sealed record MeanReversionSettings : StrategySettings
{
    public MeanReversionSettings()
    {
        Timeframe = CandleUnit.Hour1;
        StopLoss = 3m;
        Emergency = 8m;
        Target1 = 4m;
        BreakEven = 2m;
        TrailFrom = 0m;
        LongestHoldHours = 48;
    }

    [Setting(SettingGroup.Entry, 1, Min = 5, Max = 200, Step = 1, Unit = SettingUnit.Candles)]
    public int BandPeriod { get; init; } = 20;

    /// <summary>Standard deviations from the mean to the band.</summary>
    [Setting(SettingGroup.Entry, 2, Min = 0.5, Max = 5, Step = 0.1, Unit = SettingUnit.Times)]
    public decimal BandWidth { get; init; } = 2m;

    [Setting(SettingGroup.Entry, 3, Min = 2, Max = 100, Step = 1, Unit = SettingUnit.Candles)]
    public int RsiPeriod { get; init; } = 14;

    /// <summary>Bought only when the index is under this.</summary>
    [Setting(SettingGroup.Entry, 4, Min = 1, Max = 60, Step = 1, Unit = SettingUnit.Points)]
    public decimal MostRsi { get; init; } = 30m;

    /// <summary>The span in which a fall is measured.</summary>
    [Setting(SettingGroup.Entry, 5, Min = 2, Max = 300, Step = 1, Unit = SettingUnit.Candles)]
    public int FallCandles { get; init; } = 24;

    /// <summary>A market that lost more than this from the highest close of the span is falling freely, and is left alone.</summary>
    [Setting(SettingGroup.Entry, 6, Min = 0.5, Max = 90, Step = 0.5, Unit = SettingUnit.Percent)]
    public decimal MostFall { get; init; } = 10m;
}
