using System.Text.Json.Serialization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Strategies;

/// <summary>
/// What every strategy can be told: when it decides, how much it spends, how it leaves. Each strategy adds its own in a derived record.
/// Properties carry <see cref="SettingAttribute"/>; the settings page is drawn from them.
/// </summary>
public abstract record StrategySettings
{
    [Setting(SettingGroup.Entry, 0)]
    public CandleUnit Timeframe { get; init; } = CandleUnit.Hour1;

    /// <summary>Won per entry, fee not included.</summary>
    [Setting(SettingGroup.Size, 0, Min = 5_500, Max = 1_000_000_000, Step = 1_000, Unit = SettingUnit.Krw)]
    public decimal AmountPerEntry { get; init; } = 500_000;

    /// <summary>Won that this strategy may have in coins at once.</summary>
    [Setting(SettingGroup.Size, 1, Min = 5_500, Max = 100_000_000_000, Step = 10_000, Unit = SettingUnit.Krw)]
    public decimal Budget { get; init; } = 5_000_000;

    [Setting(SettingGroup.Size, 2, Min = 1, Max = 100, Step = 1, Unit = SettingUnit.Count)]
    public int MostPositions { get; init; } = 5;

    /// <summary>Stop-loss s: sold at cost × (1 − s).</summary>
    [Setting(SettingGroup.Exit, 0, Min = 0.1, Max = 50, Step = 0.1, Unit = SettingUnit.Percent)]
    public decimal StopLoss { get; init; } = 3m;

    /// <summary>Emergency e, more than the stop: a gap under cost × (1 − e) is sold and the strategy waits for a person.</summary>
    [Setting(SettingGroup.Exit, 1, Min = 0.2, Max = 90, Step = 0.1, Unit = SettingUnit.Percent)]
    public decimal Emergency { get; init; } = 8m;

    /// <summary>First target t: sold at cost × (1 + t) / (1 − fee), rounded up to the tick.</summary>
    [Setting(SettingGroup.Exit, 2, Min = 0.1, Max = 500, Step = 0.1, Unit = SettingUnit.Percent)]
    public decimal Target1 { get; init; } = 8m;

    /// <summary>The part of the position sold at the first target; 100 sells all.</summary>
    [Setting(SettingGroup.Exit, 3, Min = 1, Max = 100, Step = 1, Unit = SettingUnit.Percent)]
    public decimal Share1 { get; init; } = 100m;

    /// <summary>Second target; 0 is none.</summary>
    [Setting(SettingGroup.Exit, 4, Min = 0, Max = 500, Step = 0.1, Unit = SettingUnit.Percent)]
    public decimal Target2 { get; init; }

    [Setting(SettingGroup.Exit, 5, Min = 0, Max = 100, Step = 1, Unit = SettingUnit.Percent)]
    public decimal Share2 { get; init; }

    /// <summary>Third target; 0 is none. What the shares leave over is left to the trailing stop.</summary>
    [Setting(SettingGroup.Exit, 6, Min = 0, Max = 500, Step = 0.1, Unit = SettingUnit.Percent)]
    public decimal Target3 { get; init; }

    [Setting(SettingGroup.Exit, 7, Min = 0, Max = 100, Step = 1, Unit = SettingUnit.Percent)]
    public decimal Share3 { get; init; }

    /// <summary>A last target that covers the whole position rests at the exchange instead of being watched by the guard.</summary>
    [Setting(SettingGroup.Exit, 8)]
    public bool RestTarget { get; init; }

    /// <summary>Break-even b: once the guard price reaches cost × (1 + b) the stop rises to cost; 0 is off.</summary>
    [Setting(SettingGroup.Exit, 9, Min = 0, Max = 100, Step = 0.1, Unit = SettingUnit.Percent)]
    public decimal BreakEven { get; init; } = 4m;

    /// <summary>Trailing starts at a: once at cost × (1 + a); 0 is off.</summary>
    [Setting(SettingGroup.Exit, 10, Min = 0, Max = 500, Step = 0.1, Unit = SettingUnit.Percent)]
    public decimal TrailFrom { get; init; } = 5m;

    /// <summary>Trailing distance d: the stop is peak × (1 − d).</summary>
    [Setting(SettingGroup.Exit, 11, Min = 0.1, Max = 50, Step = 0.1, Unit = SettingUnit.Percent)]
    public decimal TrailBy { get; init; } = 2m;

    /// <summary>Hours of engine time after which the position is sold whatever its price; 0 is no limit.</summary>
    [Setting(SettingGroup.Exit, 12, Min = 0, Max = 8_760, Step = 1, Unit = SettingUnit.Hours)]
    public int LongestHoldHours { get; init; } = 72;

    /// <summary>The timeframes on which the strategy makes sense; the form offers these.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<CandleUnit> OfferedTimeframes => [CandleUnit.Minute15, CandleUnit.Minute30, CandleUnit.Hour1, CandleUnit.Hour4, CandleUnit.Day1];

    /// <summary>What is wrong with the strategy's own part, each as a problem at its field. The common part is checked by <c>SettingsRules</c>.</summary>
    public virtual IReadOnlyList<Problem> OwnProblems() => [];

    /// <summary>These settings made more careful, bolder or quicker: size, number, stops, candles. A strategy adds what it has of its own.</summary>
    public virtual StrategySettings As(SettingsPreset preset) => preset switch
    {
        SettingsPreset.Cautious => this with
        {
            AmountPerEntry = AmountPerEntry / 2,
            MostPositions = 3,
            Budget = AmountPerEntry / 2 * 3,
            StopLoss = StopLoss * 2 / 3,
            Emergency = Emergency * 3 / 4,
        },
        SettingsPreset.Standard => this,
        SettingsPreset.Bold => this with
        {
            AmountPerEntry = AmountPerEntry * 2,
            MostPositions = 8,
            Budget = AmountPerEntry * 2 * 8,
            StopLoss = StopLoss * 5 / 3,
            Emergency = Emergency * 3 / 2,
        },
        SettingsPreset.Quick => this with
        {
            Timeframe = OfferedTimeframes.Min(),
            StopLoss = 1.5m,
            Emergency = 4m,
            Target1 = 2m,
            Share1 = 100m,
            Target2 = 0m,
            Share2 = 0m,
            Target3 = 0m,
            Share3 = 0m,
            BreakEven = 0m,
            TrailFrom = 0m,
            LongestHoldHours = 2,
        },
    };
}

public enum SettingGroup
{
    Entry,
    Size,
    Exit,

    /// <summary>When an account stops buying: losses, drawdown, stops in a row.</summary>
    Loss,

    /// <summary>Which markets are left alone.</summary>
    Markets,

    /// <summary>What a price must be like to be bought at.</summary>
    Prices,
}

public enum SettingUnit
{
    None,
    Krw,
    Percent,
    Hours,
    Days,
    Seconds,
    Count,
    Points,
    Times,
    Candles,
}

/// <summary>How a setting stands in the form drawn from the record. The label and the help text are resources <c>Setting_{Property}</c> and <c>Setting_{Property}_Help</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(SettingGroup group, int order) : Attribute
{
    public SettingGroup Group { get; } = group;

    public int Order { get; } = order;

    public double Min { get; init; } = double.NegativeInfinity;

    public double Max { get; init; } = double.PositiveInfinity;

    public double Step { get; init; } = 1;

    public SettingUnit Unit { get; init; } = SettingUnit.None;
}
