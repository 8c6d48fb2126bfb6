namespace CoinPulse.Core.Trading.Strategies.MeanReversion;

public static class MeanReversionReasons
{
    public const string Entry = "MeanReversionEntry";

    public const string MeanReached = "MeanReversionMeanReached";

    public static IReadOnlyList<ReasonCode> All { get; } =
    [
        new(Entry, "close", "band", "mean", "rsi", "most", "fall", "candles"),
        new(MeanReached, "close", "mean"),
    ];
}
