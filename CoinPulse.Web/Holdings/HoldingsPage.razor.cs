using CoinPulse.Core.Accounts;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Web.Live;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Holdings;

/// <summary>What the account that a person looks at holds, held, and brought.</summary>
public sealed partial class HoldingsPage(IViewedAccount viewed, IHoldingsReader reader, LiveUpdates updates, TimeProvider wall) : LiveComponent
{
    private HoldingsPicture? _now;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [SupplyParameterFromQuery(Name = "tab")] public string? TabKey { get; set; }

    private HoldingsTab Current => HoldingsTab.Find(TabKey);

    protected override async Task OnInitializedAsync()
    {
        await RefreshAsync();
        Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Positions, LiveTopic.Account, LiveTopic.Orders);
        Follow(updates, CurrentUser, FollowPricesAsync, LiveTopic.Prices);
        LookNowAndThen(wall, RefreshAsync);
    }

    private async Task RefreshAsync() => _now = await reader.ReadAsync(await viewed.OpenAsync(CurrentUser, Leaving), Leaving);

    /// <summary>Only prices moved: memory alone is read.</summary>
    private Task FollowPricesAsync()
    {
        _now = reader.AtPresentPrices(_now!);
        return Task.CompletedTask;
    }
}
