using System.Globalization;
using CoinPulse.Core.Markets.Surge;

namespace CoinPulse.Web.Markets.Surge;

public enum SurgeSort
{
    V1,
    V1Penalised,
    V2,
    Change,
    Value,
    Name,
}

/// <summary>What the list shows and in which order, as it stands in the address.</summary>
public sealed record SurgeFilter(string Search = "", SurgeSort Sort = SurgeSort.V1, bool Ascending = false, bool OnlyCalls = false, bool HideFlagged = false, int Page = 1)
{
    public const int PageSize = 25;

    /// <summary>Whose reasons are shown, and whose threshold filters: the predictor that is sorted by, else V1.</summary>
    public SurgePredictor Predictor => Sort switch
    {
        SurgeSort.V1Penalised => SurgePredictor.V1Penalised,
        SurgeSort.V2 => SurgePredictor.V2,
        _ => SurgePredictor.V1,
    };

    public bool IsPlain => this with { Page = 1 } == new SurgeFilter();

    public static SurgeFilter Read(string? search, string? sort, bool ascending, bool onlyCalls, bool hideFlagged, int? page) => new(
        search?.Trim() ?? "",
        Enum.TryParse<SurgeSort>(sort, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : SurgeSort.V1,
        ascending,
        onlyCalls,
        hideFlagged,
        Math.Max(1, page ?? 1));

    /// <summary>The address that shows the same again.</summary>
    public string Address()
    {
        var plain = new SurgeFilter();
        List<string> parts = [];
        if (Search.Length > 0) parts.Add($"q={Uri.EscapeDataString(Search)}");
        if (Sort != plain.Sort) parts.Add($"sort={Sort}");
        if (Ascending) parts.Add("asc=true");
        if (OnlyCalls) parts.Add("calls=true");
        if (HideFlagged) parts.Add("plain=true");
        if (Page > 1) parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={Page}"));
        return parts.Count == 0 ? "/surge" : "/surge?" + string.Join('&', parts);
    }

    /// <summary>The lines that match, in order; of equals the source's order stays.</summary>
    public IReadOnlyList<SurgeLine> Apply(IEnumerable<SurgeLine> lines)
    {
        var matching = lines.Where(line =>
            MarketSearch.Matches(line.Info, Search)
            && (!OnlyCalls || line.Scored.Scores.By(Predictor) >= SurgeRules.LeastScore)
            && (!HideFlagged || !line.IsFlagged));
        var ordered = (Sort, Ascending) switch
        {
            (SurgeSort.Name, false) => matching.OrderBy(line => line.Name, StringComparer.CurrentCulture),
            (SurgeSort.Name, true) => matching.OrderByDescending(line => line.Name, StringComparer.CurrentCulture),
            (_, true) => matching.OrderBy(Key),
            _ => matching.OrderByDescending(Key),
        };
        return [.. ordered];
    }

    private decimal Key(SurgeLine line) => Sort switch
    {
        SurgeSort.Change => line.Change?.Fraction ?? decimal.MinValue,
        SurgeSort.Value => line.DayValue.Value,
        _ => line.Scored.Scores.By(Predictor) ?? -1,
    };
}
