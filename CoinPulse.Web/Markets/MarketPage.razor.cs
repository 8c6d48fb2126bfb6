using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Cached;
using CoinPulse.Core.Markets.Indicators;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Live;
using CoinPulse.Web.Markets.Charts;
using CoinPulse.Web.Markets.Order;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Markets;

/// <summary>One market: its chart with the person's own trades on it, its order book, and what the person has in it.</summary>
public sealed partial class MarketPage(IMarketHub hub, ITradingReader trading, IPositionReader positions, ITradeHistory history, LiveUpdates updates) : LiveComponent
{
    private const int TradesShown = 20;

    private bool _read;
    private MarketLine? _line;
    private MarketCode? _market;
    private TradingPicture? _own;
    private IReadOnlyList<PositionPicture> _pictures = [];
    private IReadOnlyList<OpenPosition> _open = [];
    private IReadOnlyList<Position> _closed = [];
    private ChartMarks _marks = ChartMarks.None;
    private Price? _stop;
    private OrderBook? _book;
    private OrderTicket? _ticket;
    private IDisposable? _watch;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [Parameter] public string Code { get; set; } = "";

    [SupplyParameterFromQuery(Name = "unit")] public string? UnitKey { get; set; }

    /// <summary>The studies on the chart.</summary>
    [SupplyParameterFromQuery(Name = "with")] public string? With { get; set; }

    private CandleUnit Unit => ChartUnit.Find(UnitKey) ?? CandleUnit.Minute15;

    protected override void OnInitialized()
    {
        Follow(updates, CurrentUser, FollowPricesAsync, LiveTopic.Prices);
        Follow(updates, CurrentUser, ReadOwnAsync, LiveTopic.Positions);
    }

    protected override async Task OnParametersSetAsync()
    {
        var market = MarketCode.TryParse(Code, out var known) && hub.Find(known) is not null ? known : (MarketCode?)null;
        if (market == _market && _read) return;
        _market = market;
        _watch?.Dispose();
        _watch = market is { } watched ? hub.WatchBook(watched) : null;   // sent for as long as somebody looks
        (_own, _pictures, _closed) = (null, [], []);
        await ReadOwnAsync();
        _read = true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _watch?.Dispose();
        base.Dispose(disposing);
    }

    private async Task ReadOwnAsync()
    {
        if (_market is not { } market) return;
        var own = await trading.ReadAsync(CurrentUser, Leaving);
        var pictures = new List<PositionPicture>();
        foreach (var open in own.Open.Where(open => open.Position.Market == market))
        {
            if (await positions.ReadAsync(CurrentUser, open.Position.Id, Leaving) is { } picture) pictures.Add(picture);
        }

        var closed = await history.ClosedAsync(CurrentUser, own.Account.Id, new TradeQuery(Market: market, Take: TradesShown), Leaving);
        if (_market != market) return;   // another was chosen meanwhile
        (_own, _pictures, _closed) = (own, pictures, closed.Trades);
        Look();
    }

    /// <summary>Only prices moved: memory alone is read.</summary>
    private Task FollowPricesAsync()
    {
        if (_own is { } known) _own = trading.AtPresentPrices(known);
        _pictures = [.. _pictures.Select(positions.AtPresentPrice)];
        Look();
        return Task.CompletedTask;
    }

    private void Look()
    {
        if (_market is not { } market || hub.Find(market) is not { } info) return;
        _open = [.. (_own?.Open ?? []).Where(open => open.Position.Market == market)];
        _line = MarketLine.Of(info, PriceLine.Of(hub.Quote(info.Market)), _open);
        _book = hub.Quote(market)?.Book;
        (_marks, _stop) = OwnMarks.Of(_pictures, _closed);
    }

    private string AddressOf(CandleUnit unit, IReadOnlyList<Study> studies) =>
        $"/markets/{Code}?unit={ChartUnit.Of(unit).Key}{(ChartStudies.Write(studies) is { } with ? $"&with={with}" : "")}";
}
