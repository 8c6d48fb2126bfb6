using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Indicators;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Live;
using CoinPulse.Web.Markets.Charts;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CoinPulse.Web.Trading.Positions;

/// <summary>The whole life of one position: what it did, why, how fast, what guards it, and the two things its owner can do with it.</summary>
public sealed partial class PositionPage(IPositionReader reader, ITradingDesk desk, LiveUpdates updates, TimeProvider wall, ISnackbar snackbar) : LiveComponent
{
    private PositionPicture? _now;
    private CandleUnit _unit;
    private ChartMarks _marks = ChartMarks.None;
    private DateTimeOffset? _since;
    private DateTimeOffset? _until;
    private (Guid Id, string? Unit)? _shown;
    private Confirm _confirm = null!;
    private bool _missing;
    private bool _moving;
    private bool _busy;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [Parameter] public Guid Id { get; set; }

    /// <summary>The candle length, 1m to 1w; the one that shows the whole life well when the address names none.</summary>
    [SupplyParameterFromQuery(Name = "unit")] public string? UnitKey { get; set; }

    /// <summary>The studies on the chart.</summary>
    [SupplyParameterFromQuery(Name = "with")] public string? With { get; set; }

    protected override void OnInitialized()
    {
        Follow(updates, CurrentUser, FollowPricesAsync, LiveTopic.Prices);
        Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Positions);
        LookNowAndThen(wall, RefreshAsync);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Id, UnitKey)) return;
        if (_shown?.Id != Id) _now = null;
        _shown = (Id, UnitKey);
        await RefreshAsync();
    }

    /// <summary>Everything anew: something happened to the position.</summary>
    private async Task RefreshAsync()
    {
        var asked = _shown;
        var picture = await reader.ReadAsync(CurrentUser, new PositionId(Id), Leaving);
        if (picture is not null && asked == _shown) Draw(picture);
        (_now, _missing) = (picture, picture is null);
    }

    /// <summary>Only prices moved: memory alone is read, and the chart is moved, not sent.</summary>
    private Task FollowPricesAsync()
    {
        if (_now is not { Position.IsLive: true } known) return Task.CompletedTask;
        _now = reader.AtPresentPrice(known);
        _marks = PositionChart.Of(_now);   // another line may be in force
        return Task.CompletedTask;
    }

    private void Draw(PositionPicture picture)
    {
        var span = PositionSpan.Of(picture.Position, picture.Now);
        var unit = ChartUnit.Find(UnitKey) ?? span.BestUnit;
        var (from, to) = span.WithMargin(unit);
        (_unit, _marks, _since, _until) = (unit, PositionChart.Of(picture), from, picture.Position.IsLive ? null : to);
    }

    private string AddressOf(CandleUnit unit, IReadOnlyList<Study> studies) =>
        $"/trading/positions/{Id}?unit={ChartUnit.Of(unit).Key}{(ChartStudies.Write(studies) is { } with ? $"&with={with}" : "")}";

    private async Task SellAsync()
    {
        if (_now is not { } picture || !await _confirm.AskAsync(PositionWords.SellQuestion(picture.Present))) return;
        await DoAsync(async () =>
        {
            var sold = await desk.SellAsync(CurrentUser, picture.Position.Account, picture.Position.Id, CancellationToken.None);
            snackbar.Add(PositionWords.Sold(picture.Position, sold), sold ? Severity.Success : Severity.Warning);
        });
    }

    private Task MoveStopAsync(Price stop) => DoAsync(async () =>
    {
        var picture = _now!;
        var moved = await desk.MoveStopAsync(CurrentUser, picture.Position.Account, picture.Position.Id, stop, CancellationToken.None);
        foreach (var problem in moved.Problems) snackbar.Add(PositionWords.Problem(problem), Severity.Warning);
        if (!moved.Succeeded) return;
        _moving = false;
        snackbar.Add(Figures.Words(PositionText.MoveDone, Figures.Price(moved.Value.From), Figures.Price(moved.Value.To)), Severity.Success);
    });

    private async Task DoAsync(Func<Task> act)
    {
        if (_busy) return;
        _busy = true;
        try
        {
            await act();
            await RefreshAsync();
        }
        finally
        {
            _busy = false;
        }
    }
}
