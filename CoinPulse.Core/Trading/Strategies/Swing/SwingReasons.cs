namespace CoinPulse.Core.Trading.Strategies.Swing;

public static class SwingReasons
{
    public const string Entry = "SwingEntry";

    public static IReadOnlyList<ReasonCode> All { get; } =
    [
        new(Entry, "score", "penalties", "least", "volume", "r", "rsi", "rsiValue", "support", "d", "trend", "lead", "rises", "momentum", "m"),
    ];
}
