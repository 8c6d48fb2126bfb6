using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Cached;
using CoinPulse.Core.Markets.Indicators;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Markets.Charts;

/// <summary>
/// A market's chart with the switch of its candle length and the studies, wherever a page wants one. It loads a few hundred candles, older ones when it is pulled
/// back to them, and follows the newest price; what the store lacks is asked of the back-fill, and nothing is waited for.
/// </summary>
public sealed partial class ChartPanel(IMarketHub hub, OlderCandles older, IBackfill backfill, EngineClock engine, LiveUpdates updates) : LiveComponent
{
    private const int FirstPage = 300;
    private const int NextPage = 400;

    // More at once would be slow to send; the rest comes as the chart is pulled.
    private const int LongestFirst = 480;

    // A circuit that slept on a phone finds the candles of its sleep.
    private const int CandlesBetweenLooks = 300;

    private LoadedCandles? _loaded;
    private PriceChartData? _chart;
    private PriceChartMove? _move;
    private BackfillStatus? _filling;
    private (MarketCode Market, CandleUnit Unit)? _shown;
    private ChartMarks? _drawnMarks;
    private IReadOnlyList<Study> _drawnStudies = [];
    private bool _reading;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [Parameter, EditorRequired] public MarketCode Market { get; set; }

    [Parameter, EditorRequired] public CandleUnit Unit { get; set; }

    [Parameter, EditorRequired] public IReadOnlyList<Study> Studies { get; set; } = [];

    /// <summary>The address that shows the same page with another unit or other studies.</summary>
    [Parameter, EditorRequired] public Func<CandleUnit, IReadOnlyList<Study>, string> Address { get; set; } = static (_, _) => "";

    /// <summary>What of the person's own is drawn on it.</summary>
    [Parameter] public ChartMarks Marks { get; set; } = ChartMarks.None;

    /// <summary>The stop as it stands now.</summary>
    [Parameter] public Price? Stop { get; set; }

    /// <summary>The chart reaches back to here at least.</summary>
    [Parameter] public DateTimeOffset? Since { get; set; }

    /// <summary>The chart ends here and nothing moves any more; null follows the market.</summary>
    [Parameter] public DateTimeOffset? Until { get; set; }

    /// <summary>Begins with everything that was loaded first in view.</summary>
    [Parameter] public bool ShowsAll { get; set; }

    [Parameter] public int Height { get; set; } = 420;

    protected override void OnInitialized() => Follow(updates, CurrentUser, FollowAsync, LiveTopic.Prices);

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != (Market, Unit))
        {
            _shown = (Market, Unit);
            (_loaded, _chart, _move, _filling) = (null, null, null, null);
            await LoadAsync(Market, Unit);
        }

        if (_loaded is not null) Draw(_loaded);
    }

    private async Task LoadAsync(MarketCode market, CandleUnit unit)
    {
        var end = Until ?? engine.GetUtcNow();
        var count = Since is { } since ? (int)Math.Clamp((end - since) / unit.Length() + 1, ShowsAll ? 1 : FirstPage, LongestFirst) : FirstPage;
        var past = await older.ReadAsync(market, unit, end, count + StudyLines.WarmUp, Leaving);
        if (_shown != (market, unit)) return;   // another was chosen meanwhile
        _loaded = new LoadedCandles();
        _loaded.Choose(Studies);
        _loaded.Prepend(past);
        Fill(_loaded, end);
    }

    private async Task OlderAsync()
    {
        if (_reading || _loaded is not { IsBeginning: false } loaded) return;
        _reading = true;
        try
        {
            var before = loaded.Oldest ?? engine.GetUtcNow();
            loaded.Prepend(await older.ReadAsync(Market, Unit, before, NextPage, Leaving));
            if (loaded == _loaded) Fill(loaded, before);
        }
        finally
        {
            _reading = false;
        }
    }

    /// <summary>The one place where a chart asks for what the store lacks: a page further back than what is loaded. It is answered at once; what comes is read at a later look.</summary>
    private void Fill(LoadedCandles loaded, DateTimeOffset end)
    {
        var status = backfill.Ask(Market, Unit, Unit.OpenOf((loaded.Oldest ?? end) - Unit.Length() * NextPage));
        _filling = status is { State: BackfillState.NothingToFill } ? null : status;
    }

    /// <summary>Only prices moved: memory alone is read, unless the back-fill has brought something.</summary>
    private async Task FollowAsync()
    {
        if (_loaded is not { } loaded) return;
        await LookAtFillingAsync(loaded);
        if (_loaded is { } now) Draw(now);
    }

    private async Task LookAtFillingAsync(LoadedCandles loaded)
    {
        if (_filling is not { IsOpen: true } before || backfill.StatusOf(Market, Unit) is not { } now) return;
        _filling = now;
        if (now.Known <= before.Known && now.IsOpen) return;
        if (loaded.Oldest is not { } oldest)
        {
            await LoadAsync(Market, Unit);
            return;
        }

        loaded.Replace(await older.StretchAsync(Market, Unit, oldest, Until ?? engine.GetUtcNow(), Leaving));
        if (loaded.IsBeginning) loaded.Prepend(await older.ReadAsync(Market, Unit, oldest, NextPage, Leaving));
    }

    private void Draw(LoadedCandles loaded)
    {
        loaded.Choose(Studies);
        if (Until is null)
        {
            loaded.Append(hub.Closed(Market, Unit, CandlesBetweenLooks));
            _move = loaded.Move(hub.Forming(Market, Unit), Stop);
        }

        if (loaded.Pages.Count == 0 && _move is not { Candles.Count: > 0 }) return;
        if (_chart is not null && Marks.Equals(_drawnMarks) && _drawnStudies.SequenceEqual(Studies)) return;
        (_drawnMarks, _drawnStudies) = (Marks, Studies);
        _chart = Marks.On(Market, loaded.Shown) with { Studies = Studies, Lines = loaded.Lines() };
    }

    private string? FillingText() => _filling switch
    {
        { IsOpen: true, Wanted: > 0 } now => Figures.Words(ChartText.FillingCount, now.Known, now.Wanted),
        { IsOpen: true } => ChartText.Filling,
        { State: BackfillState.Failed } => ChartText.FillingFailed,
        _ => null,
    };
}
