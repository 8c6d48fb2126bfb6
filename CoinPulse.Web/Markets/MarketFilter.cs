using System.Globalization;

namespace CoinPulse.Web.Markets;

public enum MarketSort
{
    Value,
    Change,
    Price,
    Name,
}

/// <summary>Which markets are listed and in which order, as it stands in the address.</summary>
public sealed record MarketFilter(string Search = "", MarketSort Sort = MarketSort.Value, bool Ascending = false, bool OnlyOwn = false, bool HideFlagged = false, int Page = 1)
{
    public const int PageSize = 30;

    public bool IsPlain => this with { Page = 1 } == new MarketFilter();

    public static MarketFilter Read(string? search, string? sort, bool ascending, bool onlyOwn, bool hideFlagged, int? page) => new(
        search?.Trim() ?? "",
        Enum.TryParse<MarketSort>(sort, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : MarketSort.Value,
        ascending,
        onlyOwn,
        hideFlagged,
        Math.Max(1, page ?? 1));

    /// <summary>The address that shows the same again.</summary>
    public string Address()
    {
        List<string> parts = [];
        if (Search.Length > 0) parts.Add($"q={Uri.EscapeDataString(Search)}");
        if (Sort != MarketSort.Value) parts.Add($"sort={Sort}");
        if (Ascending) parts.Add("asc=true");
        if (OnlyOwn) parts.Add("own=true");
        if (HideFlagged) parts.Add("plain=true");
        if (Page > 1) parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={Page}"));
        return parts.Count == 0 ? "/markets" : "/markets?" + string.Join('&', parts);
    }

    /// <summary>The same list by another column; by the same column, the other way round.</summary>
    public MarketFilter By(MarketSort sort) => this with { Sort = sort, Ascending = sort == Sort && !Ascending, Page = 1 };

    /// <summary>The lines that match, in order; of equals the source's order stays, and a market without a price stands last.</summary>
    public IReadOnlyList<MarketLine> Apply(IEnumerable<MarketLine> lines)
    {
        var matching = lines.Where(line => MarketSearch.Matches(line.Info, Search) && (!OnlyOwn || line.Positions > 0) && (!HideFlagged || !line.IsFlagged));
        var ordered = (Sort, Ascending) switch
        {
            (MarketSort.Name, false) => matching.OrderBy(line => line.Name, StringComparer.CurrentCulture),
            (MarketSort.Name, true) => matching.OrderByDescending(line => line.Name, StringComparer.CurrentCulture),
            (_, true) => matching.OrderBy(line => Key(line) is null).ThenBy(Key),
            _ => matching.OrderByDescending(Key),
        };
        return [.. ordered];
    }

    private decimal? Key(MarketLine line) => Sort switch
    {
        MarketSort.Change => line.Change?.Fraction,
        MarketSort.Price => line.Price?.Value,
        _ => line.DayValue?.Value,
    };
}
