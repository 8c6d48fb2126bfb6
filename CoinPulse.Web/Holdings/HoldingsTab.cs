namespace CoinPulse.Web.Holdings;

/// <summary>A part of the holdings page, as it stands in the address.</summary>
internal sealed record HoldingsTab(string Key, Func<string> Title)
{
    public static readonly HoldingsTab Coins = new("coins", () => HoldingsText.TabCoins);
    public static readonly HoldingsTab History = new("history", () => HoldingsText.TabHistory);
    public static readonly HoldingsTab Calendar = new("calendar", () => HoldingsText.TabCalendar);

    public static IReadOnlyList<HoldingsTab> All { get; } = [Coins, History, Calendar];

    /// <summary>The tab of the address; the coins when it names none.</summary>
    public static HoldingsTab Find(string? key) => All.FirstOrDefault(tab => tab.Key == key) ?? Coins;
}
