using CoinPulse.Web.Trading.History;

namespace CoinPulse.Web.Trading;

/// <summary>A part of the trading page, as it stands in the address.</summary>
internal sealed record TradingTab(string Key, Func<string> Title)
{
    public static readonly TradingTab Positions = new("positions", () => HistoryText.TabPositions);
    public static readonly TradingTab Closed = new("closed", () => HistoryText.TabClosed);
    public static readonly TradingTab Decisions = new("decisions", () => HistoryText.TabDecisions);
    public static readonly TradingTab Strategies = new("strategies", () => HistoryText.TabStrategies);

    public static IReadOnlyList<TradingTab> All { get; } = [Positions, Closed, Decisions, Strategies];

    /// <summary>The tab of the address; positions when it names none.</summary>
    public static TradingTab Find(string? key) => All.FirstOrDefault(tab => tab.Key == key) ?? Positions;
}
