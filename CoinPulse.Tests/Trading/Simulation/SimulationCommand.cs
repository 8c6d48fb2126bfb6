using System.Diagnostics;
using System.Globalization;
using CoinPulse.Tests.Support;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary><c>scripts/simulate.sh [stories] [first seed] [workers] [paper | upbit]</c>: thousands of stories on SQLite, every failed one with its seed, the counts on the last line.</summary>
internal static class SimulationCommand
{
    public const string Word = "simulate";

    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var seedText, var storiesText, var workersText, var venueText]
            || !int.TryParse(seedText, CultureInfo.InvariantCulture, out var first)
            || !int.TryParse(storiesText, CultureInfo.InvariantCulture, out var stories)
            || !int.TryParse(workersText, CultureInfo.InvariantCulture, out var workers)
            || !Enum.TryParse<Venue>(venueText, ignoreCase: true, out var venue))
        {
            await Console.Error.WriteLineAsync("simulate <first seed> <stories> <workers> <paper | upbit>");
            return 64;
        }

        var (next, failed, told) = (first - 1, 0, 0);
        var runs = Enumerable.Range(0, workers).Select(_ => new SimulationRun(DatabaseKind.Sqlite, venue)).ToList();
        var watch = Stopwatch.StartNew();
        var saidAt = TimeSpan.Zero;
        var gate = new Lock();
        await Task.WhenAll(runs.Select(run => Task.Run(async () =>
        {
            for (var seed = Interlocked.Increment(ref next); seed < first + stories; seed = Interlocked.Increment(ref next))
            {
                var wrong = await run.TellAsync(seed);
                lock (gate)
                {
                    told++;
                    if (stories == 1) Console.WriteLine(run.Log);
                    if (wrong.Count > 0)
                    {
                        failed++;
                        Console.WriteLine(string.Join(Environment.NewLine, wrong));
                    }

                    if (watch.Elapsed - saidAt >= SayEvery)
                    {
                        saidAt = watch.Elapsed;
                        Console.WriteLine($"{told} of {stories} told, {failed} failed, {watch.Elapsed:hh\\:mm\\:ss}");
                    }
                }
            }

            await run.CloseAsync();
        })));
        var cpu = Environment.CpuUsage.TotalTime.TotalMilliseconds / Math.Max(told, 1);
        Console.WriteLine(
            $"{venue}: seeds {first} to {first + stories - 1}: {told} stories, {runs.Sum(run => run.Orders)} orders, {runs.Sum(run => run.Fills)} fills, {runs.Sum(run => run.Crashes)} crashes, "
            + $"{runs.Sum(run => run.Accidents)} accidents on the line, {watch.Elapsed:hh\\:mm\\:ss}, {cpu:0} ms of CPU a story, {failed} failed, "
            + $"run {runs.Aggregate(0UL, (sum, run) => sum + run.Fingerprint):x16}");
        return failed == 0 ? 0 : 1;
    }
}
