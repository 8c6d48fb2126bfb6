using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Web.Live;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Markets.Surge;

/// <summary>The three highest scores by V1, for the dashboard. Nothing where there are none.</summary>
public sealed partial class SurgeTopThree(IMarketHub hub, SurgeMonitor monitor, LiveUpdates updates) : LiveComponent
{
    private IReadOnlyList<SurgeLine> _lines = [];

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await RefreshAsync();
        Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Prices);
    }

    private async Task RefreshAsync()
    {
        var board = await monitor.ReadAsync(Leaving);
        _lines = board is null ? [] : [.. board.Markets.OrderByDescending(scored => scored.Scores.V1.Total).Take(3).Select(scored => SurgeLine.Of(scored, hub))];
    }
}
