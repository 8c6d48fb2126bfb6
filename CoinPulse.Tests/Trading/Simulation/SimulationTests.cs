using System.Globalization;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Operations;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>
/// The engine's invariants over random stories. <c>COINPULSE_SIMULATION_RUNS</c> tells more of them, <c>COINPULSE_SIMULATION_SEED</c> begins elsewhere: the seed of a failed
/// story with one run tells it again.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int RunsOnADatabase = 200;

    private static readonly int Seed = Setting("COINPULSE_SIMULATION_SEED") ?? 1;

    [Theory, EveryDatabase]
    public async Task Whatever_happens_no_order_is_doubled_no_fill_lost_no_coin_unguarded_no_won_unexplained(DatabaseKind kind)
    {
        var runs = Setting("COINPULSE_SIMULATION_RUNS") ?? (kind == DatabaseKind.Sqlite ? 12 : 4);
        output.WriteLine($"seeds {Seed} to {Seed + runs - 1}");
        var failed = new List<string>();
        var crashes = 0;
        for (var done = 0; done < runs;)
        {
            await using var database = await TestDatabase.CreateAsync(kind);
            var proof = await World.LeaseOnAsync(database);
            for (var here = 0; here < RunsOnADatabase && done < runs; here++, done++)
            {
                var world = await World.OpenAsync(database, proof, Seed + done);
                using var tale = new Tale(world);
                var wrong = await JudgeAsync(world, tale);
                crashes += tale.Crashes;
                if (wrong.Count > 0) failed.Add(string.Join('\n', (string[])[$"seed {world.Seed}:", .. wrong, .. runs == 1 ? world.Log : []]));
            }
        }

        output.WriteLine($"{runs} stories, {crashes} crashes");
        failed.Should().BeEmpty();
    }

    private static async Task<List<string>> JudgeAsync(World world, Tale tale)
    {
        try
        {
            await tale.TellAsync();
            var rows = await Rows.ReadAsync(world.Database, world.Account.Id);
            var books = world.PaperBooks(new NoCrashPoints());
            var state = (await books.LoadAsync(world.Account.Owner, world.Account.Id, default))!;
            var closed = await books.ClosedSinceAsync(world.Account.Owner, world.Account.Id, DateTimeOffset.MinValue, default);
            var coins = state.Coins.ToDictionary(coin => $"KRW-{coin.Key}", coin => coin.Value.Free.Value + coin.Value.Locked.Value);
            List<string> wrong = [.. Oracle.Judge(rows, (state.Account.FreeCash + state.Account.LockedCash).Value, coins, [.. closed, .. state.Resting.Values])];
            if (tale.TieOut is not { Agrees: true }) wrong.Add($"the comparison says {tale.TieOut}");
            return wrong;
        }
#pragma warning disable CA1031 // a story that breaks is told with its seed
        catch (Exception broken)
#pragma warning restore CA1031
        {
            return [broken.ToString()];
        }
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
