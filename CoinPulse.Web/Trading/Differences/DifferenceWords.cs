using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Trading.Differences;

/// <summary>Differences and notes in the reader's language.</summary>
internal static class DifferenceWords
{
    private static readonly Sought[] Looks = [Core.Trading.Differences.Sought.EngineOrders, Core.Trading.Differences.Sought.HandTrades, Core.Trading.Differences.Sought.Transfers];

    public static string Of(NoteKind kind) => Text($"Kind_{kind}");

    public static string Name(Asset asset) => asset == Asset.Krw ? DifferencesText.Won : asset.Value;

    /// <summary>An amount of won or coins; won with the parts of one, where that is all that differs.</summary>
    public static string Amount(Asset asset, decimal amount) => asset == Asset.Krw
        ? amount == decimal.Truncate(amount) ? Figures.Won(new Krw(amount)) : Figures.Words(SharedText.Won, amount.ToString("#,0.##", CultureInfo.InvariantCulture))
        : $"{amount.ToString("#,0.########", CultureInfo.InvariantCulture)} {asset.Value}";

    public static string Signed(Asset asset, decimal gap) => (gap < 0 ? "−" : "+") + Amount(asset, Math.Abs(gap));

    /// <summary>What was asked for and answered.</summary>
    public static string Sought(Sought sought) => string.Join(" · ", Looks.Where(look => sought.HasFlag(look)).Select(look => Text($"Sought_{look}")));

    /// <summary>What could not be asked for; null when everything was.</summary>
    public static string? Unasked(Sought sought) =>
        sought.HasFlag(Core.Trading.Differences.Sought.TransfersHidden) ? DifferencesText.TransfersHidden
        : (sought & Core.Trading.Differences.Sought.Everything) != Core.Trading.Differences.Sought.Everything ? DifferencesText.Unasked
        : null;

    /// <summary>What a note of this difference books, in one sentence with the numbers in it.</summary>
    public static string WillHappen(BooksDifference difference)
    {
        var amount = Amount(difference.Asset, Math.Abs(difference.Gap));
        return (difference.Market, difference.Gap, difference.Worth) switch
        {
            (null, > 0, _) => Figures.Words(DifferencesText.AddsWon, amount),
            (null, _, _) => Figures.Words(DifferencesText.TakesWon, amount),
            (_, > 0, { } price) => Figures.Words(DifferencesText.AddsCoins, amount, Figures.Price(price), Figures.Won(price * new Quantity(difference.Gap))),
            (_, > 0, null) => Figures.Words(DifferencesText.AddsCoinsWithoutPrice, amount),
            _ => Figures.Words(DifferencesText.TakesCoins, amount),
        };
    }

    public static string Problem(Problem problem) => problem.Arguments is [Asset asset, decimal confirmed, decimal now]
        ? Figures.Words(Text($"Problem_{problem.Code}"), Signed(asset, confirmed), Signed(asset, now))
        : Text($"Problem_{problem.Code}");

    private static string Text(string key) => DifferencesText.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
