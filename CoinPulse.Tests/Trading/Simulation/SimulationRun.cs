using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CoinPulse.Core.Operations;
using CoinPulse.Tests.Support;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>Tells the stories of some seeds one after another on databases of its own and keeps what was wrong with them.</summary>
internal sealed partial class SimulationRun(DatabaseKind kind, Venue venue, Flaw? flaw = null)
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

    /// <summary>What happened in them how often.</summary>
    public Tally Tally { get; } = new();

    /// <summary>What happened in all of them: the same seeds, in whatever order, leave the same.</summary>
    public ulong Fingerprint { get; private set; }

    /// <summary>What happened in the newest story.</summary>
    public string Log { get; private set; } = "";

    /// <summary>What is wrong with the story of a seed; empty when every promise was kept.</summary>
    public async Task<IReadOnlyList<string>> TellAsync(int seed)
    {
        if (_database is null || _toldHere == StoriesOnADatabase) await MoveAsync();
        _toldHere++;
        using var world = await World.OpenAsync(_database!, _proof, seed, venue, flaw: flaw);
        using var tale = new Tale(world);
        var wrong = await JudgeAsync(world, tale);
        Stories++;
        Crashes += tale.Crashes;
        world.Exchange.Sum();
        Tally.Add(world.Tally);
        Log = Named(world.Log);
        Fingerprint += BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(Log)));
        return wrong.Count == 0 ? [] : [$"seed {seed}:", .. wrong];
    }

    public async Task CloseAsync()
    {
        if (_database is { } database) await database.DisposeAsync();
        _database = null;
    }

    /// <summary>Ids are drawn anew in every run; what they name is not.</summary>
    private static string Named(List<string> log)
    {
        var names = new Dictionary<string, string>();
        return Ids().Replace(string.Join(Environment.NewLine, log), id => names.TryGetValue(id.Value, out var name) ? name : names[id.Value] = $"#{names.Count + 1}");
    }

    [GeneratedRegex("[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Ids();

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
                wrong.AddRange(Oracle.AtRest(rows, await world.Exchange.BooksAsync(account), world.Facts));
                world.Tally.Count(Trouble.LeftBeforeEnd, rows.Positions.Count(position => position.Has("ClosedBecause") && position.Text("ClosedBecause") == "DELISTING"));
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
