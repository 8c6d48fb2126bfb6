using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Perfolizer.Mathematics.OutlierDetection;

namespace CoinPulse.Tests.Benchmarks;

/// <summary><c>dotnet run -c Release --project CoinPulse.Tests -- benchmark [part of a name]</c>: the figures of the README.</summary>
internal static class BenchmarkCommand
{
    public const string Word = "benchmark";

    public static int Run(string[] arguments)
    {
        var filter = arguments is [var part, ..] ? $"*{part}*" : "*";
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkCommand).Assembly).Run(["--filter", filter], DefaultConfig.Instance);
        return summaries.Any() && summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}

/// <summary>
/// Single events, each timed by itself and none thrown away: the spread is the figure, not the mean. Run in this process, because what is measured needs a
/// database and a crowd of accounts around it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SingleEventsAttribute : Attribute, IConfigSource
{
    public SingleEventsAttribute(int events, int warmUps) => Config = ManualConfig.CreateEmpty()
        .AddJob(new Job()
            .WithToolchain(new InProcessEmitToolchain(TimeSpan.FromHours(1), logOutput: false))
            .WithStrategy(RunStrategy.Monitoring)
            .WithWarmupCount(warmUps)
            .WithIterationCount(events)
            .WithInvocationCount(1)
            .WithUnrollFactor(1)
            .WithGcForce(false)
            .WithOutlierMode(OutlierMode.DontRemove))
        .AddColumn(StatisticColumn.Median, StatisticColumn.P95, Percentile99.Column, StatisticColumn.Max)
        .HideColumns(Column.Mean, Column.Error, Column.StdDev, Column.Job, Column.Toolchain, Column.InvocationCount, Column.UnrollFactor, Column.IterationCount,
            Column.RunStrategy, Column.WarmupCount, Column.OutlierMode, Column.Force)
        .WithSummaryStyle(SummaryStyle.Default.WithTimeUnit(TimeUnit.Millisecond));

    public IConfig Config { get; }

    private sealed class Percentile99 : IColumn
    {
        public static readonly Percentile99 Column = new();

        public string Id => nameof(Percentile99);

        public string ColumnName => "P99";

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Statistics;

        public int PriorityInCategory => 0;

        public bool IsNumeric => true;

        public UnitType UnitType => UnitType.Time;

        public string Legend => "Percentile 99";

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, summary.Style);

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => summary[benchmarkCase]?.ResultStatistics is { } statistics
            ? (statistics.Percentiles.Percentile(99) / 1e6).ToString("N4", System.Globalization.CultureInfo.InvariantCulture) + " ms"
            : "NA";

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

        public bool IsAvailable(Summary summary) => true;
    }
}

/// <summary>Short calculations, repeated until the mean is steady, with what they allocate.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SteadyAttribute : Attribute, IConfigSource
{
    public IConfig Config { get; } = ManualConfig.CreateEmpty()
        .AddJob(Job.ShortRun.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromHours(1), logOutput: false)))
        .AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default)
        .HideColumns(Column.Job, Column.Toolchain, Column.IterationCount, Column.LaunchCount, Column.WarmupCount);
}
