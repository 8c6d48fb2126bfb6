using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Markets.Surge.Record;
using CoinPulse.Core.Time;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using CoinPulse.Web.Trading;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Markets.Surge;

/// <summary>One market's scores with the inputs of every part, and what earlier calls on it came to.</summary>
public sealed partial class SurgeMarketPage(IMarketHub hub, SurgeMonitor monitor, ISurgeRecord record, EngineClock engine, LiveUpdates updates) : LiveComponent
{
    private const int CallsShown = 20;

    private bool _read;
    private DateTimeOffset _now;
    private SurgeLine? _line;
    private IReadOnlyList<(SurgePredictor Predictor, SurgeRecordPage Calls)> _calls = [];

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [Parameter] public string Code { get; set; } = "";

    private SurgeScores Scores => _line!.Scored.Scores;

    protected override void OnInitialized() => Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Prices);

    protected override async Task OnParametersSetAsync()
    {
        await RefreshAsync();
        var calls = new List<(SurgePredictor, SurgeRecordPage)>();
        if (MarketCode.TryParse(Code, out var market))
        {
            foreach (var predictor in SurgeScores.Predictors) calls.Add((predictor, await record.CallsAsync(hub.Source, predictor, market, 0, CallsShown, Leaving)));
        }

        _calls = [.. calls.Where(of => of.Item2.Total > 0)];
        _read = true;
    }

    private string NameOf(MarketCode market) => hub.Find(market) is { } known ? Names.Of(known) : market.Base.Value;

    private static string Points(int points, bool counts) => Figures.Words(SurgeText.Points, points) + (counts ? $" · {SurgeText.PatternCounts}" : "");

    private async Task RefreshAsync()
    {
        var board = await monitor.ReadAsync(Leaving);
        _now = engine.GetUtcNow();
        _line = MarketCode.TryParse(Code, out var market) && board?.Find(market) is { } scored ? SurgeLine.Of(scored, hub) : null;
    }
}
