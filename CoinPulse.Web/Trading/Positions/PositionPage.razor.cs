using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CoinPulse.Web.Trading.Positions;

/// <summary>The whole life of one position: what it did, why, how fast, what guards it, and the two things its owner can do with it.</summary>
public sealed partial class PositionPage(IPositionReader reader, ITradingDesk desk, LiveUpdates updates, TimeProvider wall, ISnackbar snackbar) : LiveComponent
{
    private PositionPicture? _now;
    private CandleUnit _unit;
    private PriceChartData? _chart;
    private PriceChartMove? _move;
    private StopKind? _drawnKind;
    private (Guid Id, string? Unit)? _shown;
    private Confirm _confirm = null!;
    private bool _missing;
    private bool _moving;
    private bool _busy;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [Parameter] public Guid Id { get; set; }

    /// <summary>The candle length: 1m, 5m, 15m, 1h, 4h, 1d.</summary>
    [SupplyParameterFromQuery(Name = "unit")] public string? UnitKey { get; set; }

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
        if (picture is not null && asked == _shown) await DrawAsync(picture);
        (_now, _missing) = (picture, picture is null);
    }

    /// <summary>Only prices moved: memory alone is read, and the chart is moved, not sent.</summary>
    private async Task FollowPricesAsync()
    {
        if (_now is not { Position.IsLive: true } known) return;
        _now = reader.AtPresentPrice(known);
        if (_now.Present.Guard?.StopKind != _drawnKind) await DrawAsync(_now);   // another line is in force
        else _move = PositionChart.Move(_now, reader.Newest(_now, _unit));
    }

    private async Task DrawAsync(PositionPicture picture)
    {
        var unit = ChartUnit.Find(UnitKey, picture);
        var chart = PositionChart.Of(picture, await reader.CandlesAsync(picture, unit, Leaving));
        if (unit != _unit || !IsDrawn(chart)) _chart = chart;
        _unit = unit;
        (_move, _drawnKind) = (PositionChart.Move(picture, reader.Newest(picture, _unit)), picture.Present.Guard?.StopKind);
    }

    /// <summary>A look that found nothing new sends nothing: the newest candles are in the browser already.</summary>
    private bool IsDrawn(PriceChartData chart) => _chart is { Candles.Count: > 0 } drawn
        && drawn.EndedAt == chart.EndedAt
        && (chart.EndedAt is null || drawn.Candles.Count == chart.Candles.Count)
        && drawn.Market == chart.Market
        && drawn.Trades.SequenceEqual(chart.Trades)
        && drawn.Targets.SequenceEqual(chart.Targets)
        && (drawn.StopPath.Count > 0, drawn.TrailPath.Count > 0) == (chart.StopPath.Count > 0, chart.TrailPath.Count > 0);

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
