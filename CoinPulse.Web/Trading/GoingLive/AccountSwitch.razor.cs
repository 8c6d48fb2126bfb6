using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Web.Live;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Trading.GoingLive;

/// <summary>The choice of the account that the pages show, and the way to the gate.</summary>
public sealed partial class AccountSwitch(IViewedAccount viewed, LiveUpdates updates) : LiveComponent
{
    private IReadOnlyList<TradingAccount> _choices = [];

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    /// <summary>The one that is shown.</summary>
    [Parameter, EditorRequired] public required TradingAccount Account { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await RefreshAsync();
        Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Account);
    }

    private async Task RefreshAsync() => _choices = await viewed.ChoicesAsync(CurrentUser, Leaving);

    private async Task ChooseAsync(TradingAccount account)
    {
        if (await viewed.ChooseAsync(CurrentUser, account.Id, CancellationToken.None)) updates.Publish(CurrentUser, LiveTopic.Account);
    }
}
