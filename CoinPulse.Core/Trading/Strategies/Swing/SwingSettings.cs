namespace CoinPulse.Core.Trading.Strategies.Swing;

public sealed record SwingSettings : StrategySettings
{
    /// <summary>Bought at this score or more, of 100.</summary>
    [Setting(SettingGroup.Entry, 1, Min = 1, Max = 100, Step = 1, Unit = SettingUnit.Points)]
    public int MinScore { get; init; } = 60;

    /// <summary>Points are taken off for a price near its high and for a rise that is already long.</summary>
    [Setting(SettingGroup.Entry, 2)]
    public bool UsePenalties { get; init; }

    public override StrategySettings As(SettingsPreset preset) => (SwingSettings)base.As(preset) with
    {
        MinScore = preset switch
        {
            SettingsPreset.Cautious => MinScore + 10,
            SettingsPreset.Standard or SettingsPreset.Quick => MinScore,
            SettingsPreset.Bold => MinScore - 10,
        },
    };
}
