using System.Diagnostics;
using System.Globalization;
using CoinPulse.Tests.Support;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>
/// <c>scripts/simulate.sh [stories] [first seed] [workers] [paper | upbit] [flaw]</c>: thousands of stories on SQLite, every failed one with its seed, how often what happened in them, the
/// counts on the last line. In place of a number of stories stands a time, as <c>120s</c>. With the name of a <see cref="Flaw"/> that part of the product is broken, and stories are told
/// until one is found out.
/// </summary>
internal static class SimulationCommand
{
    public const string Word = "simulate";

    /// <summary>In so many stories everything happens that happens at all.</summary>
    private const int ManyStories = 400;

    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (Asked.Read(arguments) is not { } asked)
        {
            await Console.Error.WriteLineAsync("simulate <first seed> <stories, or seconds as 120s> <workers> <paper | upbit> [flaw]");
            return 64;
        }

        var (next, failed, told) = (asked.First - 1, 0, 0);
        var runs = Enumerable.Range(0, asked.Workers).Select(_ => new SimulationRun(DatabaseKind.Sqlite, asked.Venue, asked.Flaw)).ToList();
        var watch = Stopwatch.StartNew();
        var saidAt = TimeSpan.Zero;
        var gate = new Lock();
        await Task.WhenAll(runs.Select(run => Task.Run(async () =>
        {
            while (watch.Elapsed < asked.Time && !asked.IsFoundOut(failed) && Interlocked.Increment(ref next) is var seed && seed - asked.First < asked.Stories)
            {
                var wrong = await run.TellAsync(seed);
                lock (gate)
                {
                    told++;
                    if (asked.Stories == 1) Console.WriteLine(run.Log);
                    if (wrong.Count > 0)
                    {
                        failed++;
                        Console.WriteLine(string.Join(Environment.NewLine, wrong));
                    }

                    if (watch.Elapsed - saidAt >= SayEvery)
                    {
                        saidAt = watch.Elapsed;
                        Console.WriteLine($"{told} told, {failed} failed, {watch.Elapsed:hh\\:mm\\:ss}");
                    }
                }
            }

            await run.CloseAsync();
        })));
        var never = Say(asked, runs, told, failed, watch.Elapsed);
        return failed == 0 && (told < ManyStories || never == 0) ? 0 : 1;
    }

    /// <returns>Troubles that are in no story.</returns>
    private static int Say(Asked asked, List<SimulationRun> runs, int told, int failed, TimeSpan took)
    {
        var tally = new Tally();
        foreach (var run in runs) tally.Add(run.Tally);
        var never = asked.Venue == Venue.Upbit ? Trouble.OfUpbit.Where(trouble => tally.Of(trouble) == 0).ToList() : [];
        Console.WriteLine(tally);
        if (never.Count > 0 && told >= ManyStories / 4) Console.WriteLine($"Never: {string.Join("; ", never)}");
        var cpu = Environment.CpuUsage.TotalTime.TotalMilliseconds / Math.Max(told, 1);
        Console.WriteLine(
            $"{asked.Venue}: seeds {asked.First} to {asked.First + told - 1}: {told} stories, {runs.Sum(run => run.Orders)} orders, {runs.Sum(run => run.Fills)} fills, {runs.Sum(run => run.Crashes)} crashes, "
            + $"{took:hh\\:mm\\:ss}, {cpu:0} ms of CPU a story, {failed} failed, run {runs.Aggregate(0UL, (sum, run) => sum + run.Fingerprint):x16}");
        return never.Count;
    }

    private sealed record Asked(int First, int Stories, TimeSpan Time, int Workers, Venue Venue, Flaw? Flaw)
    {
        public bool IsFoundOut(int failed) => Flaw is not null && failed > 0;

        /// <returns>Null for what cannot be read.</returns>
        public static Asked? Read(string[] arguments)
        {
            if (arguments is not [var first, var many, var workers, var venue, .. var flaw] || !Number(first, out var seed) || !Number(many.TrimEnd('s'), out var amount)
                || !Number(workers, out var count) || !Enum.TryParse<Venue>(venue, ignoreCase: true, out var where)) return null;
            var isTime = many.EndsWith('s');
            return new Asked(
                seed, isTime ? int.MaxValue : amount, isTime ? TimeSpan.FromSeconds(amount) : TimeSpan.MaxValue, count, where, flaw is [{ Length: > 0 } name] ? Flaws.Named(name) : null);
        }

        private static bool Number(string text, out int number) => int.TryParse(text, CultureInfo.InvariantCulture, out number);
    }
}
