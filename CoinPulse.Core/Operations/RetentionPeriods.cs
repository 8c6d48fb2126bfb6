using System.ComponentModel.DataAnnotations;

namespace CoinPulse.Core.Operations;

/// <summary>
/// How long things are kept, in days and in one table. Section <c>Retention</c>. What is not here is kept for ever: orders, fills, the books, positions and the
/// audit. Log files have their own line, <c>Logs__KeptDays</c>, because the logger itself lets them go.
/// </summary>
public sealed class RetentionPeriods
{
    public const string Section = "Retention";

    private const int Longest = 3_650;

    /// <summary>Runs of jobs, by the wall clock.</summary>
    [Range(1, Longest)]
    public int JobRuns { get; set; } = 14;

    /// <summary>Devices that signed out or were not seen again, by the wall clock.</summary>
    [Range(30, Longest)]
    public int Sessions { get; set; } = 90;

    /// <summary>Decisions, entries and refusals, after they were last made. A position keeps its own reasons.</summary>
    [Range(7, Longest)]
    public int Decisions { get; set; } = 180;

    /// <summary>What the nightly replay found to be otherwise.</summary>
    [Range(7, Longest)]
    public int Differences { get; set; } = 180;

    /// <summary>Equity every five minutes; after this one point an hour is kept.</summary>
    [Range(2, Longest)]
    public int EquityOfMinutes { get; set; } = 30;

    /// <summary>Equity every hour; after this one point a day is kept, for ever.</summary>
    [Range(2, Longest)]
    public int EquityOfHours { get; set; } = 365;

    /// <summary>Candles of one minute. Longer candles are kept for ever.</summary>
    [Range(7, Longest)]
    public int MinuteCandles { get; set; } = 90;

    /// <summary>Notices of the centre, read or not, with what became of their messages; by the wall clock.</summary>
    [Range(7, Longest)]
    public int Notices { get; set; } = 90;
}

/// <summary>One kind of thing that is forgotten after its period.</summary>
public interface IRetained
{
    /// <summary>The name of its count in the job's report.</summary>
    string What { get; }

    /// <summary>True for what belongs to the market: its age is counted by the engine's clock, not by the wall's.</summary>
    bool FollowsMarket { get; }

    /// <summary>Its line in the table, in days.</summary>
    int KeptDays(RetentionPeriods periods);

    /// <summary>Lets go in batches that are short enough for an order to wait for.</summary>
    /// <returns>How many went.</returns>
    Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
