using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Web.Trading.History;

/// <summary>
/// Filters, order and page as they stand in an address: what a page shows and what a download holds are read from the same words. A word that is not
/// understood asks for nothing, so an old link still opens.
/// </summary>
internal static class HistoryAddress
{
    public const string Market = "market";
    public const string Strategy = "strategy";
    public const string Reason = "reason";
    public const string Result = "result";
    public const string Kind = "kind";
    public const string From = "from";
    public const string Through = "through";
    public const string Sort = "sort";
    public const string Ascending = "asc";
    public const string Page = "page";

    public const int PageSize = 25;

    public static IReadOnlyList<string> Filters { get; } = [Market, Strategy, Reason, Result, Kind, From, Through];

    /// <param name="word">Gives the word of the address under a key; null where there is none.</param>
    public static TradeQuery Trades(Func<string, string?> word) => new(
        MarketOf(word(Market)),
        StrategyOf(word(Strategy)),
        EnumOf<ExitReason>(word(Reason)),
        word(Result) switch { "won" => true, "lost" => false, _ => null },
        DayOf(word(From)),
        DayOf(word(Through)),
        EnumOf<TradeSort>(word(Sort)) ?? TradeSort.ClosedAt,
        word(Ascending) == "1",
        (PageOf(word(Page)) - 1) * PageSize,
        PageSize);

    public static DecisionQuery Decisions(Func<string, string?> word) => new(
        MarketOf(word(Market)),
        StrategyOf(word(Strategy)),
        EnumOf<DecisionKind>(word(Kind)),
        DayOf(word(From)),
        DayOf(word(Through)),
        (PageOf(word(Page)) - 1) * PageSize,
        PageSize);

    public static int PageOf(string? word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page : 1;

    public static MarketCode? MarketOf(string? word) => MarketCode.TryParse(word, out var market) ? market : null;

    private static StrategyId? StrategyOf(string? word) => word is { Length: > 0 } && word.Length <= StrategyId.LongestText ? StrategyId.From(word) : null;

    public static DateOnly? DayOf(string? word) =>
        DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 3000 ? day : null;

    public static T? EnumOf<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, out var value) && Enum.IsDefined(value) && !char.IsDigit(word![0]) ? value : null;
}
