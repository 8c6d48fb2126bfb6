using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CoinPulse.Web.Trading;

/// <summary>The stop switch of the frame: in reach on every page, for the person's own accounts alone.</summary>
public sealed partial class StopSwitch(ITradingReader reader, ITradingDesk desk, IStopSwitches switches, LiveUpdates updates, ISnackbar snackbar, TimeProvider wall) : LiveComponent
{
    private const string Why = "stop-switch";

    private TradingPicture? _now;
    private bool _busy;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await RefreshAsync();
        Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Positions, LiveTopic.Account);
        LookNowAndThen(wall, RefreshAsync);
    }

    private static Krw Worth(TradingPicture picture) => picture.Open.Aggregate(
        Krw.Zero, (sum, open) => sum + (open.Price is { } price ? price * open.Position.Held : open.Position.HeldFunds));

    private async Task RefreshAsync() => _now = await reader.ReadAsync(CurrentUser, Leaving);

    private Task StopAsync() => DoAsync(account => desk.StopAsync(CurrentUser, account, Why, CancellationToken.None));

    private Task SellEverythingAsync() => DoAsync(async account => Tell(await desk.PanicAsync(CurrentUser, account, Why, CancellationToken.None)));

    private void Tell(PanicReport report)
    {
        var (standing, took) = (report.Positions - report.Flat, report.Took.TotalSeconds.ToString("0.0", CultureInfo.CurrentCulture));
        if (standing == 0) snackbar.Add(Figures.Words(TradingText.PanicFlat, report.Positions, took), Severity.Success);
        else snackbar.Add(Figures.Words(TradingText.PanicStanding, report.Flat, report.Positions, took, standing), Severity.Warning);
    }

    private Task StopEverywhereAsync() => DoAsync(_ => desk.StopEverywhereAsync(CurrentUser, Why, CancellationToken.None));

    private Task SellEverywhereAsync() => DoAsync(async _ => Tell(await desk.PanicEverywhereAsync(CurrentUser, Why, CancellationToken.None)));

    private Task LiftAsync() => DoAsync(async account =>
    {
        await switches.LiftAsync(CurrentUser, StopScope.Account, account.Value, CurrentUser, Why, CancellationToken.None);
        await switches.LiftAsync(CurrentUser, StopScope.User, CurrentUser.Value, CurrentUser, Why, CancellationToken.None);
    });

    private async Task DoAsync(Func<Core.Trading.AccountId, Task> act)
    {
        if (_now is not { } picture) return;
        _busy = true;
        try
        {
            await act(picture.Account.Id);
            await RefreshAsync();
            updates.Publish(CurrentUser, LiveTopic.Account);
        }
        finally
        {
            _busy = false;
        }
    }
}
