using CoinPulse.Core.Operations;
using CoinPulse.Tests.Support;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>Tells the stories of some seeds one after another on databases of its own and keeps what was wrong with them.</summary>
internal sealed class SimulationRun(DatabaseKind kind, Venue venue)
{
    private const int StoriesOnADatabase = 25;

    private TestDatabase? _database;
    private LeaseProof _proof = null!;
    private int _toldHere;

    public int Stories { get; private set; }

    public int Crashes { get; private set; }

    /// <summary>Orders that the engine sent or meant to send, and their trades.</summary>
    public int Orders { get; private set; }

    public int Fills { get; private set; }

    /// <summary>Lost, late or refused answers and lost, doubled or late news.</summary>
    public int Accidents { get; private set; }

    /// <summary>What is wrong with the story of a seed; empty when every promise was kept.</summary>
    public async Task<IReadOnlyList<string>> TellAsync(int seed, bool withLog)
    {
        if (_database is null || _toldHere == StoriesOnADatabase) await MoveAsync();
        _toldHere++;
        using var world = await World.OpenAsync(_database!, _proof, seed, venue);
        using var tale = new Tale(world);
        var wrong = await JudgeAsync(world, tale);
        Stories++;
        Crashes += tale.Crashes;
        Accidents += world.Exchange.Accidents;
        return wrong.Count == 0 ? [] : [$"seed {seed}:", .. wrong, .. withLog ? world.Log : []];
    }

    public async Task CloseAsync()
    {
        if (_database is { } database) await database.DisposeAsync();
        _database = null;
    }

    private async Task MoveAsync()
    {
        await CloseAsync();
        (_database, _toldHere) = (await TestDatabase.CreateAsync(kind), 0);
        _proof = await World.LeaseOnAsync(_database);
    }

    private async Task<List<string>> JudgeAsync(World world, Tale tale)
    {
        try
        {
            await world.Exchange.TellAsync(tale.TellAsync);
            var wrong = new List<string>();
            foreach (var account in world.Accounts)
            {
                var rows = await Rows.ReadAsync(world.Database, account.Id);
                (Orders, Fills) = (Orders + rows.Intents.Count, Fills + rows.Fills.Count);
                wrong.AddRange(Oracle.AtRest(rows, await world.Exchange.BooksAsync(account)));
                if (tale.TieOutOf(account) is not { Agrees: true }) wrong.Add($"the comparison says {tale.TieOutOf(account)}");
            }

            return wrong;
        }
#pragma warning disable CA1031 // a story that breaks is told with its seed
        catch (Exception broken)
#pragma warning restore CA1031
        {
            return [broken.ToString()];
        }
    }
}
