using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Rules;

/// <summary>What a person allows one account to risk, over all its strategies. A zero switches a limit off where zero is in its range.</summary>
public sealed record RiskSettings
{
    [Setting(SettingGroup.Size, 0, Min = 1, Max = 200, Step = 1, Unit = SettingUnit.Count)]
    public int MostPositionsOverAll { get; init; } = 10;

    /// <summary>Won that all strategies together may have in coins at once.</summary>
    [Setting(SettingGroup.Size, 1, Min = 5_500, Max = 100_000_000_000, Step = 10_000, Unit = SettingUnit.Krw)]
    public decimal BudgetOverAll { get; init; } = 10_000_000;

    /// <summary>Realised and open loss of a Seoul day in won; 0 is no limit.</summary>
    [Setting(SettingGroup.Loss, 0, Min = 0, Max = 10_000_000_000, Step = 10_000, Unit = SettingUnit.Krw)]
    public decimal DailyLoss { get; init; }

    /// <summary>The same as a share of the equity with which the day began; 0 is no limit. Whichever limit is met first counts.</summary>
    [Setting(SettingGroup.Loss, 1, Min = 0, Max = 100, Step = 0.1, Unit = SettingUnit.Percent)]
    public decimal DailyLossPercent { get; init; } = 3m;

    /// <summary>How far equity may be under its peak; 0 is no limit.</summary>
    [Setting(SettingGroup.Loss, 2, Min = 0, Max = 100, Step = 0.5, Unit = SettingUnit.Percent)]
    public decimal Drawdown { get; init; } = 15m;

    /// <summary>Stops in a row after which a strategy pauses; 0 is never.</summary>
    [Setting(SettingGroup.Loss, 3, Min = 0, Max = 100, Step = 1)]
    public int StopsInRow { get; init; } = 3;

    [Setting(SettingGroup.Loss, 4, Min = 0, Max = 720, Step = 1, Unit = SettingUnit.Hours)]
    public int PauseHours { get; init; } = 12;

    /// <summary>Market codes such as KRW-USDT. Stablecoins hardly move against the won: there is nothing to swing.</summary>
    [Setting(SettingGroup.Markets, 0)]
    public IReadOnlyList<string> ExcludedMarkets { get; init; } = ["KRW-USDT", "KRW-USDC"];

    /// <summary>Leave markets alone that Upbit lists as 유의종목.</summary>
    [Setting(SettingGroup.Markets, 1)]
    public bool SkipWarned { get; init; } = true;

    /// <summary>Leave markets alone under any of Upbit's cautions (주의).</summary>
    [Setting(SettingGroup.Markets, 2)]
    public bool SkipCautioned { get; init; } = true;

    /// <summary>Hours after an exit in which the same market is not bought again; 0 is none.</summary>
    [Setting(SettingGroup.Markets, 3, Min = 0, Max = 720, Step = 1, Unit = SettingUnit.Hours)]
    public int CoolDownHours { get; init; } = 6;

    /// <summary>Days before an announced end of trading on which positions in that market are sold. Buyers leave long before the last day.</summary>
    [Setting(SettingGroup.Markets, 4, Min = 1, Max = 30, Step = 1, Unit = SettingUnit.Days)]
    public int LeaveDaysBeforeDelisting { get; init; } = 3;

    /// <summary>A price older than this is not bought at.</summary>
    [Setting(SettingGroup.Prices, 0, Min = 1, Max = 300, Step = 1, Unit = SettingUnit.Seconds)]
    public int StaleSeconds { get; init; } = 10;

    [Setting(SettingGroup.Prices, 1, Min = 0.01, Max = 10, Step = 0.05, Unit = SettingUnit.Percent)]
    public decimal MostSpread { get; init; } = 1m;

    /// <summary>How far over the best ask the order book may be eaten.</summary>
    [Setting(SettingGroup.Prices, 2, Min = 0, Max = 10, Step = 0.05, Unit = SettingUnit.Percent)]
    public decimal MostSlippage { get; init; } = 0.5m;

    /// <summary>How far the price may move between the decision and the exchange; the order's limit is this far over the level at which the amount fills.</summary>
    [Setting(SettingGroup.Prices, 3, Min = 0, Max = 5, Step = 0.05, Unit = SettingUnit.Percent)]
    public decimal PriceTolerance { get; init; } = 0.1m;

    /// <summary>A price that rose more than this in 24 hours is not bought at; 0 is off.</summary>
    [Setting(SettingGroup.Prices, 4, Min = 0, Max = 500, Step = 0.5, Unit = SettingUnit.Percent)]
    public decimal MostRise24Hours { get; init; }

    /// <summary>A price at or over this share of the highest of 25 hours is not bought at; 0 is off.</summary>
    [Setting(SettingGroup.Prices, 5, Min = 0, Max = 100, Step = 0.5, Unit = SettingUnit.Percent)]
    public decimal MostOfHigh25Hours { get; init; }

    /// <summary>These limits made tighter, wider or quicker to let a strategy in again.</summary>
    public RiskSettings As(SettingsPreset preset) => preset switch
    {
        SettingsPreset.Cautious => this with
        {
            MostPositionsOverAll = MostPositionsOverAll / 2,
            BudgetOverAll = BudgetOverAll / 2,
            DailyLossPercent = DailyLossPercent / 2,
            Drawdown = Drawdown / 2,
            StopsInRow = 2,
        },
        SettingsPreset.Standard => this,
        SettingsPreset.Bold => this with
        {
            MostPositionsOverAll = MostPositionsOverAll * 2,
            DailyLossPercent = DailyLossPercent * 2,
            Drawdown = Drawdown * 2,
            StopsInRow = 5,
            PauseHours = 6,
        },
        SettingsPreset.Quick => this with
        {
            StopsInRow = 5,
            PauseHours = 2,
            CoolDownHours = 1,
        },
    };
}
