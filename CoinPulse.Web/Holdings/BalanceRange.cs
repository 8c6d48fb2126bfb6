using System.Globalization;

namespace CoinPulse.Web.Holdings;

/// <summary>How much of the past a chart shows, as it stands in the address.</summary>
internal sealed record BalanceRange(string Key, int? Days)
{
    public static IReadOnlyList<BalanceRange> All { get; } = [new("30", 30), new("90", 90), new("365", 365), new("all", null)];

    public string Title => HoldingsText.ResourceManager.GetString($"Range_{Key}", CultureInfo.CurrentUICulture) ?? Key;

    /// <summary>The range of the address; three months when it names none.</summary>
    public static BalanceRange Find(string? key) => All.FirstOrDefault(range => range.Key == key) ?? All[1];

    /// <summary>The first day; null for as long as anything is known.</summary>
    public DateOnly? From(DateOnly today) => Days is { } days ? today.AddDays(-days) : null;
}
