using CoinPulse.Core.Accounts;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using CoinPulse.Web.Trading.Settings;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CoinPulse.Web.Trading.GoingLive;

/// <summary>The gate to a person's own money: what is still missing, what can be lost, and the way back.</summary>
public sealed partial class LivePage(IGoingLive gate, LiveUpdates updates, TimeProvider wall, VisitorAddress visitor, ISnackbar snackbar, NavigationManager navigation) : LiveComponent
{
    /// <summary>The limits that are looked at once more here; the others are in the settings.</summary>
    private static readonly IReadOnlyList<SettingField> Shown =
        [.. SettingsForm.For(typeof(RiskSettings)).Fields.Where(field => field.Property is nameof(RiskSettings.BudgetOverAll) or nameof(RiskSettings.MostPositionsOverAll) or nameof(RiskSettings.DailyLossPercent))];

    private LiveOutlook? _outlook;
    private SettingsDraft _draft = new(new RiskSettings());
    private StrategyId? _chosen;
    private bool _waives;
    private string _typed = "";
    private IReadOnlyList<Problem> _problems = [];
    private bool _busy;
    private int _saved;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    /// <summary>The strategy that the person came with.</summary>
    [SupplyParameterFromQuery(Name = "strategy")] public string? StrategyKey { get; set; }

    private LiveCandidate? Chosen => _outlook?.Candidates is [var first, ..] all ? all.FirstOrDefault(candidate => candidate.Strategy == _chosen) ?? first : null;

    private RiskSettings Limits => (RiskSettings)_draft.Record;

    private IReadOnlyList<Problem> WrongLimits => _draft.Problems(record => SettingsRules.Check((RiskSettings)record));

    private WorstCase AtWorst => _outlook!.AtWorst(Chosen!, Limits);

    private Krw Loss => LiveOutlook.LossOf(AtWorst);

    protected override async Task OnInitializedAsync()
    {
        if (StrategyKey is { Length: > 0 } key) _chosen = StrategyId.From(key);
        await RefreshAsync();
        _draft = new SettingsDraft(_outlook!.Limits);
        Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Account);
        LookNowAndThen(wall, RefreshAsync);
    }

    private async Task RefreshAsync() => _outlook = await gate.LookAsync(CurrentUser, Leaving);

    private void Choose(StrategyId strategy)
    {
        (_chosen, _typed, _waives, _problems) = (strategy, "", false, []);
    }

    private void Change(SettingField field, object? value)
    {
        _draft.Put(field, value);
        _problems = [];
    }

    private string? WrongOf(SettingField field) => WrongLimits.FirstOrDefault(problem => problem.Field == field.Property) is { } problem ? SettingWords.Sentence(problem) : null;

    private async Task GoAsync()
    {
        if (Chosen is not { } chosen || _busy) return;
        _busy = true;
        var gone = await gate.GoAsync(CurrentUser, new LiveWish(chosen.Strategy, Limits, _waives, _typed), visitor.Value, CancellationToken.None);
        (_busy, _problems, _saved) = (false, gone.Problems, _saved + 1);
        if (!gone.Succeeded) return;
        snackbar.Add(Figures.Words(GoingLiveText.Gone, Names.Of(chosen.Strategy)), Severity.Success);
        updates.Publish(CurrentUser, LiveTopic.Account);
        navigation.NavigateTo("/trading");
    }

    private async Task BackAsync()
    {
        await gate.BackAsync(CurrentUser, visitor.Value, CancellationToken.None);
        _saved++;
        snackbar.Add(GoingLiveText.IsBack, Severity.Success);
        updates.Publish(CurrentUser, LiveTopic.Account);
        await RefreshAsync();
    }
}
