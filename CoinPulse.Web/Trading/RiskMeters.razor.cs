using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using CoinPulse.Web.Trading.Settings;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Trading;

/// <summary>How much of each limit is used, and in words what keeps the engine from buying. The same numbers as the rules decide on.</summary>
public sealed partial class RiskMeters(IRiskReader reader, LiveUpdates updates, TimeProvider wall) : LiveComponent
{
    private RiskPicture? _now;
    private bool _read;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await RefreshAsync();
        Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Positions, LiveTopic.Decisions, LiveTopic.Account);
        LookNowAndThen(wall, RefreshAsync);   // an open loss moves with prices; every second would be a query a second for each page
    }

    /// <summary>What holds one strategy leaves the others free.</summary>
    private static bool IsAllHeld(RiskPicture risk) => risk.HeldBecause is not null || risk.Holds.Count > 0;

    private static List<string> Holds(RiskPicture risk) =>
    [
        .. risk.HeldBecause is { } held ? [SettingsText.ResourceManager.GetString($"Held_{held}", CultureInfo.CurrentUICulture) ?? held] : Array.Empty<string>(),
        .. risk.Holds.Select(ReasonText.Of),
        .. risk.Strategies.SelectMany(own => own.Holds.Select(why => $"{Names.Of(own.Strategy)}: {ReasonText.Of(why)}")),
    ];

    private static IEnumerable<Line> OfAccount(RiskPicture risk)
    {
        yield return Won("daily-loss", SettingsText.MeterDailyLoss, risk.DailyLoss);
        yield return new(
            "drawdown",
            SettingsText.MeterDrawdown,
            risk.Drawdown.Used.Fraction,
            risk.Drawdown.Limit?.Fraction,
            Figures.Percent(risk.Drawdown.Used, 1),
            risk.Drawdown.Limit is { } fall ? Figures.Percent(fall, 1) : null);
        yield return Count("slots", SettingsText.MeterSlots, risk.Positions);
        yield return Won("budget", SettingsText.MeterBudget, risk.Budget);
    }

    private static IEnumerable<Line> OfStrategy(StrategyRisk own)
    {
        yield return Count($"slots-{own.Strategy}", SettingsText.MeterSlots, own.Positions);
        yield return Won($"budget-{own.Strategy}", SettingsText.MeterBudget, own.Budget);
    }

    private static Line Won(string test, string label, Gauge<Krw> gauge)
    {
        var used = Krw.Max(Krw.Zero, gauge.Used);   // a profit is no negative loss on a bar
        return new(test, label, used.Value, gauge.Limit?.Value, Figures.Won(used), gauge.Limit is { } limit ? Figures.Won(limit) : null);
    }

    private static Line Count(string test, string label, Gauge<int> gauge) =>
        new(test, label, gauge.Used, gauge.Limit, Figures.Words(SettingsText.Count, gauge.Used), gauge.Limit is { } limit ? Figures.Words(SettingsText.Count, limit) : null);

    private async Task RefreshAsync()
    {
        _now = await reader.ReadAsync(CurrentUser, Leaving);
        _read = true;
    }

    private sealed record Line(string Test, string Label, decimal Used, decimal? Limit, string UsedText, string? LimitText);
}
