using CoinPulse.Core.Money;

namespace CoinPulse.Web.Shared;

/// <summary>Won or coins that came into the account or left it, on its curve.</summary>
public sealed record EquityMark(DateTimeOffset At, Krw Equity, string Text, bool IsIn);

/// <summary>What must be known to read a curve of equity rightly.</summary>
/// <param name="ComputedName">The legend's word for the part that nobody saw when it was there.</param>
/// <param name="Computed">The moments of that part, oldest first; drawn dotted.</param>
public sealed record EquityNotes(string ComputedName, IReadOnlyList<DateTimeOffset> Computed, IReadOnlyList<EquityMark> Marks)
{
    public static EquityNotes None { get; } = new("", [], []);
}
