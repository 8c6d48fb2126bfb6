using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Web.Live;
using CoinPulse.Web.Trading.Positions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace CoinPulse.Web.Trading.History;

/// <summary>
/// A list of what has happened, filtered, sorted and paged on the server. The address is its only state: a link or a reload shows the same, and the browser's
/// way back is the way back.
/// </summary>
public abstract class HistoryView(ITradeHistory history, NavigationManager navigation) : LiveComponent
{
    private string? _shown;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [Parameter, EditorRequired] public AccountId Account { get; set; }

    /// <summary>The engine's time.</summary>
    [Parameter, EditorRequired] public DateTimeOffset Now { get; set; }

    protected ITradeHistory History { get; } = history;

    /// <summary>The markets to choose from.</summary>
    protected IReadOnlyList<(string Value, string Text)> Markets { get; private set; } = [];

    protected static IReadOnlyList<(string Value, string Text)> Strategies =>
        [.. StrategyCatalog.Offered.Strategies.Select(strategy => (strategy.Id.Value, PositionWords.Strategy(strategy.Id)))];

    protected bool IsFiltered => HistoryAddress.Filters.Any(key => Word(key) is { Length: > 0 });

    protected int Page => HistoryAddress.PageOf(Word(HistoryAddress.Page));

    /// <summary>The words of the address, for the download of the same.</summary>
    protected string Query => new Uri(navigation.Uri).Query;

    protected override void OnInitialized() => navigation.LocationChanged += OnLocation;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == navigation.Uri) return;
        _shown = navigation.Uri;
        Markets = [.. (await History.MarketsAsync(CurrentUser, Account, Leaving)).Select(market => (market.Value, NameOf(market)))];
        await ReadAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) navigation.LocationChanged -= OnLocation;
        base.Dispose(disposing);
    }

    protected abstract Task ReadAsync();

    protected abstract string NameOf(MarketCode market);

    protected string? Word(string key) => QueryHelpers.ParseQuery(Query).TryGetValue(key, out var word) ? word.ToString() : null;

    protected string PageHref(int page) => With((HistoryAddress.Page, page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)));

    protected string SortHref(TradeSort sort, TradeQuery query) => With(
        (HistoryAddress.Sort, sort.ToString()),
        (HistoryAddress.Ascending, query.Sort == sort && !query.Ascending ? "1" : null),
        (HistoryAddress.Page, null));

    protected string ClearHref => With([.. HistoryAddress.Filters.Append(HistoryAddress.Page).Select(key => (key, (string?)null))]);

    /// <summary>Another filter begins at the first page.</summary>
    protected void Filter((string Key, string? Value) change) =>
        navigation.NavigateTo(With((change.Key, string.IsNullOrEmpty(change.Value) ? null : change.Value), (HistoryAddress.Page, null)));

    private string With(params (string Key, string? Value)[] words) =>
        navigation.GetUriWithQueryParameters(words.ToDictionary(word => word.Key, word => (object?)word.Value, StringComparer.Ordinal));

    private void OnLocation(object? sender, Microsoft.AspNetCore.Components.Routing.LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        if (Leaving.IsCancellationRequested || !new Uri(e.Location).AbsolutePath.Equals(new Uri(_shown ?? e.Location).AbsolutePath, StringComparison.Ordinal)) return;
        try
        {
            await OnParametersSetAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page was left while it was reading.
        }
    });
}
