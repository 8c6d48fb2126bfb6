using System.Globalization;

namespace CoinPulse.Core.Operations;

/// <summary>What a run did, as counts by name: <c>accounts 12, entries 1</c>. Stored with the run and shown to the admin.</summary>
public sealed record JobReport(IReadOnlyList<(string Name, long Count)> Counts)
{
    public static readonly JobReport Nothing = new([]);

    public static JobReport Of(params (string Name, long Count)[] counts) => new(counts);

    /// <summary>Reads what <see cref="ToString"/> wrote. What does not read is left out.</summary>
    public static JobReport Parse(string text) => new([.. text.Split(", ", StringSplitOptions.RemoveEmptyEntries)
        .Select(item => (Item: item, Space: item.LastIndexOf(' ')))
        .Where(item => item.Space > 0 && long.TryParse(item.Item.AsSpan(item.Space + 1), CultureInfo.InvariantCulture, out _))
        .Select(item => (item.Item[..item.Space], long.Parse(item.Item.AsSpan(item.Space + 1), CultureInfo.InvariantCulture)))]);

    public override string ToString() => string.Join(", ", Counts.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Name} {item.Count}")));
}

/// <summary>
/// The work of one job. It asks what is due now, never which tick this is: it may be called twice, late, or after a long gap.
/// </summary>
public interface IJobWork
{
    /// <summary>A constant of <see cref="JobNames"/>.</summary>
    string Name { get; }

    /// <summary>
    /// Whether this process may do it. Work that only the holder of another lease can do (the engine's) says no elsewhere, and the job's own lease is left to
    /// the process that can: otherwise one process would hold the job and another the engine, and nobody would trade.
    /// </summary>
    bool IsOurs => true;

    /// <summary>What it has done so far, for work of hours; null for work that is over in a moment.</summary>
    JobReport? Progress => null;

    /// <param name="engineNow">The market's time: the wall clock on real prices, the simulated or replayed time otherwise.</param>
    /// <param name="cancellationToken">The process stops, or the lease is lost.</param>
    Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken);
}

/// <summary>The jobs by name, as they stand in the database. The name shown is the resource <c>Job_{name with dashes as underscores}</c>.</summary>
public static class JobNames
{
    public const string TradingCycle = "trading-cycle";
    public const string Reconciliation = "reconciliation";
    public const string PriceAndOrderSync = "price-and-order-sync";
    public const string HistorySync = "history-sync";
    public const string SurgeScan = "surge-scan";
    public const string SurgeSettlement = "surge-settlement";
    public const string BalanceSnapshot = "balance-snapshot";
    public const string Retention = "retention";
    public const string DecisionReplay = "decision-replay";
    public const string InvariantsCheck = "invariants-check";
    public const string CandleBackfill = "candle-backfill";
    public const string Backup = "backup";
    public const string KeyCheck = "key-check";
}
