using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace CoinPulse.Web.Trading.History;

/// <summary>
/// A list that is filtered and paged on the server. The address is its only state: a link or a reload shows the same, and the browser's way back is the way back.
/// </summary>
public abstract class AddressView(NavigationManager navigation) : LiveComponent
{
    private string? _shown;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    /// <summary>The words of the address that leave something out.</summary>
    protected abstract IReadOnlyList<string> Filters { get; }

    protected bool IsFiltered => Filters.Any(key => Word(key) is { Length: > 0 });

    protected int Page => HistoryAddress.PageOf(Word(HistoryAddress.Page));

    /// <summary>The words of the address, for the download of the same.</summary>
    protected string Query => new Uri(navigation.Uri).Query;

    protected string ClearHref => With([.. Filters.Append(HistoryAddress.Page).Select(key => (key, (string?)null))]);

    protected override void OnInitialized() => navigation.LocationChanged += OnLocation;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == navigation.Uri) return;
        _shown = navigation.Uri;
        await ReadAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) navigation.LocationChanged -= OnLocation;
        base.Dispose(disposing);
    }

    /// <summary>Reads what the address asks for.</summary>
    protected abstract Task ReadAsync();

    protected string? Word(string key) => QueryHelpers.ParseQuery(Query).TryGetValue(key, out var word) ? word.ToString() : null;

    protected string PageHref(int page) => With((HistoryAddress.Page, page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Another filter begins at the first page.</summary>
    protected void Filter((string Key, string? Value) change) =>
        navigation.NavigateTo(With((change.Key, string.IsNullOrEmpty(change.Value) ? null : change.Value), (HistoryAddress.Page, null)));

    protected string With(params (string Key, string? Value)[] words) =>
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
