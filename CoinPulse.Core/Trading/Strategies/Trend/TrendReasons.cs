namespace CoinPulse.Core.Trading.Strategies.Trend;

public static class TrendReasons
{
    public const string Entry = "TrendEntry";

    public const string AveragesCrossed = "TrendAveragesCrossed";

    public const string ChannelBroken = "TrendChannelBroken";

    public static IReadOnlyList<ReasonCode> All { get; } =
    [
        new(Entry, "close", "high", "candles", "fast", "slow", "atr"),
        new(AveragesCrossed, "fast", "slow"),
        new(ChannelBroken, "close", "low", "candles"),
    ];
}
