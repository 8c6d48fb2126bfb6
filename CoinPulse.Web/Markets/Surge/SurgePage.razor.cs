using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Markets.Surge.Record;
using CoinPulse.Core.Time;
using CoinPulse.Web.Live;
using CoinPulse.Web.Trading;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Markets.Surge;

/// <summary>Every market by score, and the record of what the scores were worth.</summary>
public sealed partial class SurgePage(
    IMarketHub hub, SurgeMonitor monitor, SurgeScoreboard scoreboard, ISurgeRecord record, EngineClock engine, LiveUpdates updates, NavigationManager navigation) : LiveComponent
{
    private const int CallsOnPage = 50;

    private bool _read;
    private DateTimeOffset _now;
    private SurgeFilter _filter = new();
    private SurgeBoard? _board;
    private SurgeStatement? _statement;
    private SurgeRecordPage? _calls;
    private IReadOnlyList<SurgeLine> _lines = [];

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [SupplyParameterFromQuery(Name = "view")] public string? View { get; set; }

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "asc")] public bool Ascending { get; set; }

    [SupplyParameterFromQuery(Name = "calls")] public bool OnlyCalls { get; set; }

    [SupplyParameterFromQuery(Name = "plain")] public bool HideFlagged { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public int? Page { get; set; }

    [SupplyParameterFromQuery(Name = "by")] public string? By { get; set; }

    private bool ShowsRecord => View == "record";

    private SurgePredictor CallsBy => Enum.TryParse<SurgePredictor>(By, out var predictor) && SurgeScores.Predictors.Contains(predictor) ? predictor : SurgePredictor.V1;

    private int CallsPage => Math.Max(1, Page ?? 1);

    protected override void OnInitialized() => Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Prices);

    protected override async Task OnParametersSetAsync()
    {
        _filter = SurgeFilter.Read(Search, Sort, Ascending, OnlyCalls, HideFlagged, Page);
        _calls = ShowsRecord ? await record.CallsAsync(hub.Source, CallsBy, null, (CallsPage - 1) * CallsOnPage, CallsOnPage, Leaving) : null;
        await RefreshAsync();
        _read = true;
    }

    private string NameOf(MarketCode market) => hub.Find(market) is { } known ? Names.Of(known) : market.Base.Value;

    private static string RecordAddress(SurgePredictor predictor, int page) =>
        string.Create(CultureInfo.InvariantCulture, $"/surge?view=record&by={predictor}{(page > 1 ? $"&page={page}" : "")}");

    private async Task RefreshAsync()
    {
        _statement = await scoreboard.ReadAsync(Leaving);
        _now = engine.GetUtcNow();
        if (ShowsRecord) return;
        _board = await monitor.ReadAsync(Leaving);
        _lines = _board is null ? [] : _filter.Apply(_board.Markets.Select(scored => SurgeLine.Of(scored, hub)));
    }

    private void Show(SurgeFilter filter) => navigation.NavigateTo(filter.Address());
}
