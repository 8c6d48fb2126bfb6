using CoinPulse.Core.Accounts;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Web.Live;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Trading.Settings;

/// <summary>The settings of one strategy, with what they would do now and what they can cost.</summary>
public sealed partial class StrategySheet(ISettingsDesk desk, ISettingsPreviews previews, ITradingAccounts accounts, StrategyCatalog catalog, LiveUpdates updates) : LiveComponent
{
    private StrategySetup? _setup;
    private StrategySettings _saved = null!;
    private StrategySettings? _draft;
    private SettingsPreview? _preview;
    private string? _unreadable;
    private bool _looking;
    private bool _lookAgain;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [Parameter, EditorRequired] public TradingPicture Picture { get; set; } = null!;

    [Parameter, EditorRequired] public IStrategy Strategy { get; set; } = null!;

    private int OpenNow => Picture.Open.Count(open => open.Position.Strategy == Strategy.Id);

    protected override void OnInitialized()
    {
        _setup = Picture.Strategies.FirstOrDefault(setup => setup.Strategy == Strategy.Id);
        var read = _setup is null ? Result<StrategySettings>.Of(Strategy.DefaultSettings) : catalog.Read(Strategy.Id, _setup.SettingsJson);
        _saved = read.Succeeded ? read.Value : Strategy.DefaultSettings;
        _unreadable = read.Succeeded ? null : SettingWords.Sentence(read.Problems[0]);
        Follow(updates, CurrentUser, LookAsync, LiveTopic.Account, LiveTopic.Positions);
    }

    private async Task<IReadOnlyList<Problem>> KeepAsync(object record)
    {
        var kept = await desk.SaveAsync(CurrentUser, Picture.Account.Id, Strategy.Id, (StrategySettings)record, CancellationToken.None);
        if (kept.Succeeded)
        {
            (_saved, _unreadable) = ((StrategySettings)record, null);
            updates.Publish(CurrentUser, LiveTopic.Account);
            StateHasChanged();
        }

        return kept.Problems;
    }

    private async Task ReleaseAsync()
    {
        await accounts.ReleaseStrategyAsync(CurrentUser, Picture.Account.Id, Strategy.Id, CancellationToken.None);
        _setup = _setup! with { WaitsForPerson = false };
        updates.Publish(CurrentUser, LiveTopic.Account);
    }

    private async Task DraftedAsync(object? record)
    {
        _draft = record as StrategySettings;
        await LookAsync();
    }

    /// <summary>One look at a time; whatever was typed meanwhile is looked at once, at its end.</summary>
    private async Task LookAsync()
    {
        _lookAgain = true;
        if (_looking) return;
        _looking = true;
        try
        {
            while (_lookAgain)
            {
                _lookAgain = false;
                _preview = _draft is { } draft ? await previews.OfAsync(CurrentUser, Strategy.Id, draft, null, Leaving) : null;
            }
        }
        finally
        {
            _looking = false;
        }
    }
}
