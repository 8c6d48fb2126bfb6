using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Invariants;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies.MeanReversion;
using CoinPulse.Core.Trading.Strategies.RandomEntry;
using CoinPulse.Core.Trading.Strategies.Swing;
using CoinPulse.Core.Trading.Strategies.Trend;

namespace CoinPulse.Core.Trading;

/// <summary>A code and the names of the facts that every reason of this code carries; its texts may use these and no other.</summary>
public sealed record ReasonCode(string Code, params string[] Facts);

/// <summary>Every code that a decision can carry. A test proves that each has a text in each language and that the texts ask for no fact that is not there.</summary>
public static class ReasonCodes
{
    public static IReadOnlyList<ReasonCode> All { get; } =
    [
        .. SwingReasons.All,
        .. TrendReasons.All,
        .. MeanReversionReasons.All,
        .. RandomEntryReasons.All,
        .. EntryReasons.All,
        .. ExitReasons.All,
        .. GuardReasons.All,
        .. InvariantReasons.All,
    ];
}
