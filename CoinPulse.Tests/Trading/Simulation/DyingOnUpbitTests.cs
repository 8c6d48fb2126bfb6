using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>
/// The column <i>we die</i> of decision 0030: the engine with the adapter to Upbit dies around one request of each kind, and a new process takes up what is left. Judged by the fake's own books.
/// </summary>
public sealed class DyingOnUpbitTests
{
    private const string Order = "POST /v1/orders";
    private const string Swap = "POST /v1/orders/cancel_and_new";
    private const string Cancel = "DELETE /v1/order";
    private const string Look = "GET /v1/order";

    private static readonly MarketCode Xrp = World.Markets[0];
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.5);

    public static TheoryData<string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string>();
            foreach (var request in new[] { "entry", "target", "exit", "cancel and sell", "cancel" })
            {
                foreach (var moment in new[] { "before it is sent", "after it is sent", "after its answer", "while its lost answer is looked for", "while what never arrived is looked for" }) cells.Add(request, moment);
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Nothing_is_doubled_lost_or_left_unguarded(string request, string moment)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var rests = request is "target" or "cancel and sell" or "cancel";
        var settings = new EagerSettings
        {
            Timeframe = CandleUnit.Minute1,
            AmountPerEntry = 200_000,
            StopLoss = 3,
            Emergency = 9,
            BreakEven = 0,
            TrailFrom = 0,
            RestTarget = rests,
            Target1 = 4,
            Share1 = 100,
            LongestHoldHours = 0,
        };
        using var world = await World.OpenAsync(database, await World.LeaseOnAsync(database), 2, Venue.Upbit, settings);
        world.Exchange.Calm();
        var died = "";

        await world.Exchange.TellAsync(async () => died = await TellAsync(world, request, moment));

        var account = world.Accounts[0];
        var books = await world.Exchange.BooksAsync(account);
        died.Should().NotBeEmpty("the process died where it was told to");
        Oracle.AtRest(await Rows.ReadAsync(database, account.Id), books, world.Facts).Should().BeEmpty();
        var ours = books.Orders.Where(order => order.Key is not null).ToList();
        if (request != "entry") ours.Where(order => order.Key!.EndsWith("-e1", StringComparison.Ordinal) && order.Executed > 0).Should().NotBeEmpty("there was something to lose");
        if (request is "exit" or "cancel and sell" or "cancel") books.Coins.GetValueOrDefault(Xrp.Value).Should().Be(0, "the stop was carried out");
    }

    /// <returns>Where the first process died.</returns>
    private static async Task<string> TellAsync(World world, string request, string moment)
    {
        var pocket = ((PretendUpbit)world.Exchange).PocketOf(world.Accounts[0]);
        world.PlaceAt(Xrp, new Price(1_000), new Quantity(100_000));
        var life = await BeginAsync(world);
        var died = "";
        if (request is "entry" or "target") Prepare(life, pocket, request, moment);
        try
        {
            await EnterAsync(world, life, pocket);
            if (request is not ("entry" or "target")) Prepare(life, pocket, request, moment);
            world.PlaceAt(Xrp, new Price(940), new Quantity(100_000));
            await life.WorkAsync();
            await life.PassAsync(TimeSpan.FromSeconds(20), Moment);
        }
        catch (SimulatedCrashException crash)
        {
            died = crash.Message;
        }

        life.Dispose();
        pocket.Api.Troubles.Clear();
        life = await BeginAsync(world);
        world.PlaceAt(Xrp, new Price(940), new Quantity(100_000));
        await life.WorkAsync();
        await life.PassAsync(TimeSpan.FromSeconds(150), TimeSpan.FromSeconds(1));
        await life.ReconcileAsync();
        await life.PassAsync(TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(1));
        await life.ReconcileAsync();
        life.TieOutOf(world.Accounts[0])!.Agrees.Should().BeTrue();
        life.Dispose();
        return died;
    }

    private static async Task<Life> BeginAsync(World world)
    {
        var life = new Life(world);
        await life.TakeUpAsync();
        await life.PassAsync(Moment, Moment);
        await life.ReconcileAsync();
        return life;
    }

    private static async Task EnterAsync(World world, Life life, StoryPocket pocket)
    {
        for (var minute = 0; minute < 5 && pocket.Api.Pocket.Orders.Count == 0; minute++)
        {
            await life.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
            world.Hub.SetClosed(Xrp, CandleUnit.Minute1, [new Candle(CandleUnit.Minute1.LastClosed(world.Clock.GetUtcNow()), 1_000, 1_000, 1_000, 1_000, 1, 1_000)]);
            await life.CycleAsync();
            await life.WorkAsync();
        }

        await life.PassAsync(TimeSpan.FromSeconds(3), Moment);
    }

    private static void Prepare(Life life, StoryPocket pocket, string request, string moment)
    {
        var name = request switch { "cancel and sell" => Swap, "cancel" => Cancel, _ => Order };
        List<string> way = request == "target" ? [$"wire.after {Order}"] : [];   // the entry goes before it
        if (request == "target") pocket.Api.Troubles.Script("POST v1/orders", FakeTrouble.Of(FakeTroubleKind.None));
        if (request == "cancel") pocket.Api.Troubles.Script("POST v1/orders/cancel_and_new", FakeTrouble.Refuses(400, "invalid_parameter"));
        var script = name.Replace(" /", " ", StringComparison.Ordinal);
        switch (moment)
        {
            case "before it is sent":
                way.Add($"wire.before {name}");
                break;
            case "after it is sent":
                way.Add($"wire.after {name}");
                break;
            case "after its answer":
                way.AddRange([$"wire.after {name}", "journal.before-change"]);
                break;
            case "while its lost answer is looked for":
                pocket.Api.Troubles.Script(script, FakeTrouble.Of(FakeTroubleKind.CutAfter));
                way.AddRange([$"wire.after {name}", $"wire.before {Look}"]);
                break;
            default:
                pocket.Api.Troubles.Script(script, FakeTrouble.Of(FakeTroubleKind.CutBefore));
                way.AddRange([$"wire.after {name}", $"wire.before {Look}"]);
                break;
        }

        life.Crashes.DieAt([.. way]);
    }
}
