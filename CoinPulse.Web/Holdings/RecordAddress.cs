using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Web.Trading.History;

namespace CoinPulse.Web.Holdings;

/// <summary>Which orders are asked for, as it stands in an address: what the page shows and what a download holds are read from the same words.</summary>
internal static class RecordAddress
{
    public const string Side = "side";
    public const string Source = "source";
    public const string State = "state";

    public const int PageSize = HistoryAddress.PageSize;

    public static IReadOnlyList<string> Filters { get; } = [HistoryAddress.Market, Side, Source, State, HistoryAddress.From, HistoryAddress.Through];

    /// <param name="word">Gives the word of the address under a key; null where there is none.</param>
    public static RecordQuery Read(Func<string, string?> word) => new(
        HistoryAddress.MarketOf(word(HistoryAddress.Market)),
        HistoryAddress.EnumOf<OrderSide>(word(Side)),
        HistoryAddress.EnumOf<OrderSource>(word(Source)),
        HistoryAddress.EnumOf<OrderStanding>(word(State)),
        HistoryAddress.DayOf(word(HistoryAddress.From)),
        HistoryAddress.DayOf(word(HistoryAddress.Through)),
        Skip: (HistoryAddress.PageOf(word(HistoryAddress.Page)) - 1) * PageSize,
        Take: PageSize);
}
