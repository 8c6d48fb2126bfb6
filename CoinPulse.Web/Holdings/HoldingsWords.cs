using System.Globalization;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Web.Shared;
using CoinPulse.Web.Trading.Differences;

namespace CoinPulse.Web.Holdings;

/// <summary>What the pages of holdings and orders say, in the reader's language.</summary>
internal static class HoldingsWords
{
    public static string Of(CostDifference difference) => difference == CostDifference.None ? "" : Text($"Difference_{difference}");

    public static string Of(OrderSource source) => Text($"Source_{source}");

    public static string Of(OrderStanding standing) => Text($"Standing_{standing}");

    public static string Of(OrderSide side) => side == OrderSide.Bid ? HoldingsText.Buy : HoldingsText.Sell;

    /// <summary>What the exchange calls it, or the person, where it is on their word alone.</summary>
    public static string Kind(TransferRecord transfer) => transfer.Note is { } note ? DifferenceWords.Of(note.Kind)
        : transfer.Direction == TransferDirection.Deposit ? HoldingsText.Deposit : HoldingsText.Withdrawal;

    public static string Kind(OrderRecord order) => Figures.Words(Text($"Kind_{order.Kind}"), order.Limit is { } limit ? Figures.Price(limit) : "").Trim();

    public static string State(OrderRecord order) => (order.State == ExchangeOrderState.Waiting, order.Executed.IsPositive, order.Remaining is { IsPositive: true }) switch
    {
        (true, true, _) => HoldingsText.State_PartlyResting,
        (true, false, _) => HoldingsText.State_Resting,
        (false, false, _) => HoldingsText.State_Cancelled,
        (false, true, true) => HoldingsText.State_PartlyTraded,
        (false, true, false) => HoldingsText.State_Traded,
    };

    /// <summary>Won for a place that has no room: <c>+12만</c>, <c>−3.4K</c>. Under ten thousand, or a thousand, as it is.</summary>
    public static string ShortWon(Krw amount)
    {
        var (small, large) = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ko" ? (10_000m, 100_000_000m) : (1_000m, 1_000_000m);
        var sign = Math.Round(amount.Value) switch { > 0 => "+", < 0 => "−", _ => "" };
        var size = Math.Abs(amount.Value);
        return sign + (size >= large ? Figures.Words(HoldingsText.ShortLarge, Digits(size / large))
            : size >= small ? Figures.Words(HoldingsText.ShortSmall, Digits(size / small))
            : Figures.WonDigits(amount.Abs()));

        static string Digits(decimal number) => number.ToString(number < 100 ? "0.#" : "#,0", CultureInfo.InvariantCulture);
    }

    /// <summary>An average finer than the market's tick: the fee in it would vanish in the rounding of a price.</summary>
    public static string Average(Price average) => average.Value >= 10_000
        ? Figures.Price(average)
        : average.Value.ToString("#,0." + new string('#', Math.Min(Figures.PriceDecimals(average) + 2, Core.Money.Price.Decimals)), CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(string key) => HoldingsText.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
