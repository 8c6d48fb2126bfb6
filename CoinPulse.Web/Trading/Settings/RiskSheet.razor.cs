using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Web.Live;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Trading.Settings;

/// <summary>The limits of the account, with what they would let through now.</summary>
public sealed partial class RiskSheet(
    ISettingsDesk desk, ISettingsPreviews previews, ITradingAccounts accounts, StrategyCatalog catalog, IMarketHub hub, LiveUpdates updates) : LiveComponent
{
    private RiskSettings? _saved;
    private RiskSettings? _draft;
    private IReadOnlyList<(StrategyId Strategy, SettingsPreview Preview)> _previews = [];

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [Parameter, EditorRequired] public TradingPicture Picture { get; set; } = null!;

    /// <summary>Each kind of refusal once, with the numbers of its first market.</summary>
    private IEnumerable<Reason> Refusals => _previews
        .SelectMany(found => found.Preview.Wishes.Select(wish => wish.Verdict).OfType<EntryVerdict.Refused>())
        .Select(refused => refused.Why)
        .DistinctBy(why => why.Code);

    protected override async Task OnInitializedAsync() => _saved = await accounts.RiskAsync(CurrentUser, Picture.Account.Id, Leaving);

    private async Task<IReadOnlyList<Problem>> KeepAsync(object record)
    {
        var kept = await desk.SaveAsync(CurrentUser, Picture.Account.Id, (RiskSettings)record, CancellationToken.None);
        if (kept.Succeeded)
        {
            _saved = (RiskSettings)record;
            updates.Publish(CurrentUser, LiveTopic.Account);
            StateHasChanged();
        }

        return kept.Problems;
    }

    private async Task DraftedAsync(object? record)
    {
        _draft = record as RiskSettings;
        if (_draft is not { } draft) return;
        var found = new List<(StrategyId, SettingsPreview)>();
        foreach (var strategy in catalog.Strategies)
        {
            if (await previews.OfAsync(CurrentUser, strategy.Id, SettingsOf(strategy), draft, Leaving) is { } preview) found.Add((strategy.Id, preview));
        }

        if (_draft == draft) _previews = found;
    }

    private StrategySettings SettingsOf(IStrategy strategy) =>
        Picture.Strategies.FirstOrDefault(setup => setup.Strategy == strategy.Id) is { } setup && catalog.Read(strategy.Id, setup.SettingsJson) is { Succeeded: true, Value: var settings }
            ? settings
            : strategy.DefaultSettings;
}
