namespace CoinPulse.Core.Trading.Strategies.RandomEntry;

public static class RandomEntryReasons
{
    public const string Entry = "RandomEntry";

    public static IReadOnlyList<ReasonCode> All { get; } = [new(Entry, "seed", "chance")];
}
