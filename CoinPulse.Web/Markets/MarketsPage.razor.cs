using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Cached;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Live;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Markets;

/// <summary>Every market of the source at its present price, with what the person has in it.</summary>
public sealed partial class MarketsPage(IMarketHub hub, MarketPrices prices, ITradingReader trading, LiveUpdates updates, NavigationManager navigation) : LiveComponent
{
    private bool _read;
    private string _search = "";
    private MarketFilter _filter = new();
    private TradingPicture? _own;
    private IReadOnlyList<MarketLine> _lines = [];
    private Dictionary<MarketCode, PriceLine> _prices = [];

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [SupplyParameterFromQuery(Name = "q")] public string? Wanted { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "asc")] public bool Ascending { get; set; }

    [SupplyParameterFromQuery(Name = "own")] public bool OnlyOwn { get; set; }

    [SupplyParameterFromQuery(Name = "plain")] public bool HideFlagged { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public int? Page { get; set; }

    private int PageShown => Math.Min(_filter.Page, Math.Max(1, (_lines.Count + MarketFilter.PageSize - 1) / MarketFilter.PageSize));

    protected override async Task OnInitializedAsync()
    {
        Follow(updates, CurrentUser, FollowPricesAsync, LiveTopic.Prices);
        Follow(updates, CurrentUser, ReadOwnAsync, LiveTopic.Positions);
        await ReadPricesAsync();
        await ReadOwnAsync();
        _read = true;
    }

    protected override void OnParametersSet()
    {
        _filter = MarketFilter.Read(Wanted, Sort, Ascending, OnlyOwn, HideFlagged, Page);
        if (_filter.Search != _search.Trim()) _search = _filter.Search;
        Line();
    }

    private async Task ReadOwnAsync()
    {
        _own = await trading.ReadAsync(CurrentUser, Leaving);
        Line();
    }

    /// <summary>Only prices moved: the account is not read again.</summary>
    private async Task FollowPricesAsync()
    {
        await ReadPricesAsync();
        if (_own is { } known) _own = trading.AtPresentPrices(known);
        Line();
    }

    private async Task ReadPricesAsync() => _prices = (await prices.NowAsync(Leaving)).ToDictionary(line => line.Market);

    private void Line() => _lines = _filter.Apply(hub.Markets.Select(market => MarketLine.Of(market, _prices.GetValueOrDefault(market.Market), _own?.Open ?? [])));

    /// <summary>Each letter narrows the list; the address follows without filling the browser's history.</summary>
    private void Search(ChangeEventArgs typed)
    {
        _search = typed.Value as string ?? "";
        navigation.NavigateTo((_filter with { Search = _search.Trim(), Page = 1 }).Address(), replace: true);
    }

    private void SortBy(ChangeEventArgs chosen)
    {
        if (Enum.TryParse<MarketSort>(chosen.Value as string, out var sort)) Show(_filter with { Sort = sort, Page = 1 });
    }

    private void Show(MarketFilter filter) => navigation.NavigateTo(filter.Address());

    private string? SortOf(MarketSort sort) => sort != _filter.Sort ? null : IsRising ? "ascending" : "descending";

    // Names read from the first letter on, numbers from the greatest down.
    private bool IsRising => (_filter.Sort == MarketSort.Name) != _filter.Ascending;

    private static string TitleOf(MarketSort sort) => sort switch
    {
        MarketSort.Value => MarketsText.DayValue,
        MarketSort.Change => MarketsText.Change,
        MarketSort.Price => MarketsText.Price,
        MarketSort.Name => MarketsText.SortName,
    };
}
