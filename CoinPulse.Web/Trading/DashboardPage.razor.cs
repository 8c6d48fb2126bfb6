using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Yardstick;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;
using EquityPoint = CoinPulse.Web.Shared.EquityPoint;

namespace CoinPulse.Web.Trading;

/// <summary>Am I safe, am I up or down, what did the bot just do and why.</summary>
public sealed partial class DashboardPage(ITradingReader reader, IAccountHistory history, BuyAndHold buyAndHold, IRandomEntryBench random, IMarketHub hub, LiveUpdates updates, TimeProvider wall) : LiveComponent
{
    private static readonly TimeSpan Shown = TimeSpan.FromDays(30);
    private static readonly TimeSpan CurveAge = TimeSpan.FromMinutes(5);

    private TradingPicture? _now;
    private IReadOnlyList<EquityPoint> _curve = [];
    private IReadOnlyList<BenchmarkLine> _benchmarks = [];
    private RandomEntryBand? _random;
    private DateTimeOffset _curveAt;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await RefreshAsync();
        Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Positions, LiveTopic.Decisions, LiveTopic.Account);
        Follow(updates, CurrentUser, FollowPricesAsync, LiveTopic.Prices);
        LookNowAndThen(wall, RefreshAsync);
    }

    /// <summary>Only prices moved: memory alone is read.</summary>
    private Task FollowPricesAsync()
    {
        _now = reader.AtPresentPrices(_now!);
        return Task.CompletedTask;
    }

    private async Task RefreshAsync()
    {
        _now = await reader.ReadAsync(CurrentUser, Leaving);
        if (_now.Now - _curveAt < CurveAge) return;   // a chart is redrawn when it has a new point, not with every price
        _curveAt = _now.Now;
        var points = await history.CurveAsync(CurrentUser, _now.Account.Id, _now.Now - Shown, Leaving);
        _curve = [.. points.Select(point => new EquityPoint(point.At, point.Equity))];
        if (_curve.Count < 2) return;
        _benchmarks = [BuyAndHoldLine(_curve[0]), .. _random is null ? [] : new[] { RandomLine(_random) }];
        StateHasChanged();
        _random = await random.ReadAsync(CurrentUser, _now.Account.Id, _curve[0].At, _curve[0].Value, Leaving);   // the slowest comes last, when all else is shown
        if (_random is not null) _benchmarks = [_benchmarks[0], RandomLine(_random)];
    }

    /// <summary>Redraws, and tells the person's other pages.</summary>
    private async Task TellAsync()
    {
        await RefreshAsync();
        updates.Publish(CurrentUser, LiveTopic.Account);
    }

    /// <summary>Without a strategy trading buys nothing, and its switch would promise something.</summary>
    private static bool IsArmed(TradingPicture picture) => picture.Strategies.Any(setup => setup.Armed);

    private string NameOf(MarketCode market) => hub.Find(market) is { } known ? Names.Of(known) : market.Base.Value;

    private static BenchmarkLine RandomLine(RandomEntryBand band) => new(
        TradingText.RandomEntry,
        [.. band.Points.Select(point => new EquityPoint(point.At, point.Median))],
        new BenchmarkBand([.. band.Points.Select(point => new EquityPoint(point.At, point.Low))], [.. band.Points.Select(point => new EquityPoint(point.At, point.High))]));

    private BenchmarkLine BuyAndHoldLine(EquityPoint start) => new(
        TradingText.BuyAndHold,
        [.. buyAndHold.Since(start.At, VenueFacts.Krw.Fee, _now!.Now).Select(point => new EquityPoint(point.At, new Krw((decimal)point.Factor * start.Value.Value)))]);
}
