using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Rules;

namespace CoinPulse.Core.Trading.Strategies.Trend;

/// <summary>Half is sold at the first target; the other half runs with the trailing stop for as long as the trend lasts.</summary>
public sealed record TrendSettings : StrategySettings
{
    public TrendSettings()
    {
        Timeframe = CandleUnit.Hour4;
        StopLoss = 5m;
        Emergency = 12m;
        Target1 = 15m;
        Share1 = 50m;
        BreakEven = 6m;
        TrailFrom = 10m;
        TrailBy = 5m;
        LongestHoldHours = 0;
    }

    /// <summary>Bought when the close is above every close of so many candles before it.</summary>
    [Setting(SettingGroup.Entry, 1, Min = 5, Max = 200, Step = 1, Unit = SettingUnit.Candles)]
    public int EntryChannel { get; init; } = 20;

    [Setting(SettingGroup.Entry, 2, Min = 2, Max = 100, Step = 1, Unit = SettingUnit.Candles)]
    public int FastAverage { get; init; } = 12;

    [Setting(SettingGroup.Entry, 3, Min = 3, Max = 300, Step = 1, Unit = SettingUnit.Candles)]
    public int SlowAverage { get; init; } = 48;

    /// <summary>Average true range of 14 candles: a market calmer than this pays the fees and little else.</summary>
    [Setting(SettingGroup.Entry, 4, Min = 0, Max = 50, Step = 0.1, Unit = SettingUnit.Percent)]
    public decimal LeastRange { get; init; } = 0.5m;

    /// <summary>... and in one wilder than this the stop is hit by noise.</summary>
    [Setting(SettingGroup.Entry, 5, Min = 0.1, Max = 50, Step = 0.1, Unit = SettingUnit.Percent)]
    public decimal MostRange { get; init; } = 6m;

    /// <summary>Sold when the close is under every close of so many candles before it.</summary>
    [Setting(SettingGroup.Exit, 13, Min = 3, Max = 200, Step = 1, Unit = SettingUnit.Candles)]
    public int ExitChannel { get; init; } = 10;

    public override IReadOnlyList<Problem> OwnProblems()
    {
        List<Problem> problems = [];
        if (FastAverage >= SlowAverage) problems.Add(Problem.Of(SettingsProblems.AveragesNotApart, FastAverage, SlowAverage).At(nameof(FastAverage)));
        if (LeastRange >= MostRange) problems.Add(Problem.Of(SettingsProblems.RangeBoundsCrossed, LeastRange, MostRange).At(nameof(LeastRange)));
        return problems;
    }
}
