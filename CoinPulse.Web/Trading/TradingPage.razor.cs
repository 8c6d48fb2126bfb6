using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using CoinPulse.Web.Trading.Positions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CoinPulse.Web.Trading;

/// <summary>What the engine does for one person, and the buttons that are theirs.</summary>
public sealed partial class TradingPage(ITradingReader reader, ITradingDesk desk, LiveUpdates updates, TimeProvider wall, ISnackbar snackbar) : LiveComponent
{
    private TradingPicture? _now;
    private Confirm _confirm = null!;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [SupplyParameterFromQuery(Name = "tab")] public string? TabKey { get; set; }

    private TradingTab Current => TradingTab.Find(TabKey);

    protected override async Task OnInitializedAsync()
    {
        await RefreshAsync();
        Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Positions, LiveTopic.Account);
        Follow(updates, CurrentUser, FollowPricesAsync, LiveTopic.Prices);
        LookNowAndThen(wall, RefreshAsync);
    }

    /// <summary>Only prices moved: memory alone is read.</summary>
    private Task FollowPricesAsync()
    {
        _now = reader.AtPresentPrices(_now!);
        return Task.CompletedTask;
    }

    private async Task RefreshAsync() => _now = await reader.ReadAsync(CurrentUser, Leaving);

    private async Task SellAsync(OpenPosition open)
    {
        if (!await _confirm.AskAsync(PositionWords.SellQuestion(open))) return;
        var sold = await desk.SellAsync(CurrentUser, open.Position.Account, open.Position.Id, CancellationToken.None);
        snackbar.Add(PositionWords.Sold(open.Position, sold), sold ? Severity.Success : Severity.Warning);
        await RefreshAsync();
    }

    /// <summary>Redraws, and tells the person's other pages.</summary>
    private async Task TellAsync()
    {
        await RefreshAsync();
        updates.Publish(CurrentUser, LiveTopic.Account);
    }
}
