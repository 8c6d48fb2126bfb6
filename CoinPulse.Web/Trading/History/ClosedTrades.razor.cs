using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using CoinPulse.Web.Trading.Positions;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Trading.History;

/// <summary>Every finished trade of an account, with its reason and its stopwatch.</summary>
public sealed partial class ClosedTrades(ITradeHistory history, IMarketHub hub, LiveUpdates updates, NavigationManager navigation) : HistoryView(history, navigation)
{
    private TradeQuery _query = new();
    private FoundTrades? _found;

    [CascadingParameter] public DisplaySettings? Display { get; set; }

    private static IReadOnlyList<(string Key, string Title)> Columns =>
    [
        ("strategy", HistoryText.Strategy), ("reason", HistoryText.Reason), ("held", HistoryText.Held), ("stopwatch", HistoryText.Stopwatch), ("closed", HistoryText.ClosedAt),
    ];

    private static IReadOnlyList<(string Value, string Text)> Reasons => [.. Enum.GetValues<ExitReason>().Select(because => (because.ToString(), PositionWords.Of(because)))];

    private static IReadOnlyList<(string Value, string Text)> Results => [("won", HistoryText.Won), ("lost", HistoryText.Lost)];

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Follow(updates, CurrentUser, ReadRowsAsync, LiveTopic.Positions);
    }

    protected override async Task ReadRowsAsync()
    {
        _query = HistoryAddress.Trades(Word);
        _found = await History.ClosedAsync(CurrentUser, Account, _query, Leaving);
    }

    protected override string NameOf(MarketCode market) => hub.Find(market) is { } known ? Names.Of(known) : market.Base.Value;

    private bool Shows(string column) => Display?.Shows($"closed.{column}") ?? true;

    private static Percent? GainOf(Position closed) =>
        closed.BoughtFunds + closed.BoughtFees is { IsPositive: true } paid ? new Percent(closed.Profit.Value / paid.Value) : null;
}
