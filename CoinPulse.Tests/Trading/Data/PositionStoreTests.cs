using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Trading.Data;

public sealed class PositionStoreTests
{
    private static readonly UserId Owner = new(Guid.CreateVersion7(Story.Now));
    private static readonly AccountId Account = new(Guid.CreateVersion7(Story.Now));

    private readonly FakeTimeProvider _wall = new(Story.Now);

    [Theory, EveryDatabase]
    public async Task A_decision_is_acted_on_once(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);

        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Store(database).TryOpenAsync(Owner, NewStory().File, null, default)));

        opened.Should().ContainSingle(first => first);
        (await CountAsync<Position>(database), await CountAsync<Intent>(database)).Should().Be((1, 1));
    }

    [Theory, EveryDatabase]
    public async Task A_decision_that_came_to_nothing_is_not_made_again(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var story = await OpenAsync(database);
        await ChangeAsync(database, story, file => file.Follow(story.Order(story.Entry, ends: true), Story.Now, Story.Now));

        (await Store(database).TryOpenAsync(Owner, NewStory().File, null, default)).Should().BeFalse();
        (await Store(database).FindAsync(Owner, story.Position.Id, default))!.Position.State.Should().Be(PositionState.Abandoned);
    }

    [Theory, EveryDatabase]
    public async Task The_index_lets_no_second_live_attempt_of_a_leg_in(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var story = await OpenAsync(database);
        await using var context = database.CreateDbContext();
        context.Add(new Intent(
            story.Position,
            Leg.Entry,
            2,
            Core.Exchanges.OrderRequest.BuyNow(Intent.KeyFor(story.Position.Id, Leg.Entry, 2), Story.Market, new Price(1), new Quantity(1)),
            IntentRoute.Order,
            Story.Now));

        await context.Invoking(c => c.SaveChangesAsync()).Should().ThrowAsync<DbUpdateException>();
    }

    [Theory, EveryDatabase]
    public async Task Fill_guard_and_postings_are_saved_together(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var story = await OpenAsync(database);

        await ChangeAsync(database, story, file => file.Follow(story.Trade(story.Entry, 4, 1_000), Story.Now, Story.Now));

        var found = (await Store(database).FindAsync(Owner, story.Position.Id, default))!;
        (found.Guard!.IsLive, found.Guard.Quantity, found.Guard.Cost, found.Position.Held).Should().Be((true, new Quantity(4), new Price(1_000.5m), new Quantity(4)));
        found.Guard.Plan.Should().BeEquivalentTo(Story.Plain);
        (await SumOfBooksAsync(database)).Should().Be(0m);
    }

    [Theory, EveryDatabase]
    public async Task A_change_that_fails_leaves_nothing_of_itself(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var story = await OpenAsync(database);
        var order = story.Trade(story.Entry, 4, 1_000);

        await this.Invoking(_ => ChangeAsync(database, story, file =>
        {
            file.Follow(order, Story.Now, Story.Now);
            throw new TimeoutException();
        })).Should().ThrowAsync<TimeoutException>();

        (await CountAsync<Fill>(database), await CountAsync<Guard>(database), await CountAsync<Posting>(database)).Should().Be((0, 0, 0));
    }

    [Theory, EveryDatabase]
    public async Task A_trade_that_several_tell_at_once_is_one_fill(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var story = await OpenAsync(database);
        var order = story.Trade(story.Entry, 10, 1_000);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ChangeAsync(database, story, file => file.Follow(order, Story.Now, Story.Now))));

        (await CountAsync<Fill>(database), await CountAsync<Guard>(database)).Should().Be((1, 1));
        (await Store(database).FindAsync(Owner, story.Position.Id, default))!.Position.Bought.Should().Be(new Quantity(10));
    }

    [Theory, EveryDatabase]
    public async Task A_change_overtaken_by_another_is_made_again_on_what_that_left(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Sqlite) return;   // one writer at a time: nobody overtakes inside the transaction
        await using var database = await TestDatabase.CreateAsync(kind);
        var story = await OpenAsync(database);
        await ChangeAsync(database, story, file => file.Follow(story.Trade(story.Entry, 10, 1_000), Story.Now, Story.Now));
        var raised = (await Store(database).FindAsync(Owner, story.Position.Id, default))!.Guard!;
        raised.Lift(new Price(1_100));
        var tries = 0;

        await ChangeAsync(database, story, file =>
        {
            if (tries++ == 0) Store(database).KeepGuardAsync(Owner, raised, default).GetAwaiter().GetResult();
            file.Guard!.MoveStop(new Price(960)).Should().BeTrue();
        });

        var guard = (await Store(database).FindAsync(Owner, story.Position.Id, default))!.Guard!;
        (tries, guard.Peak, guard.Stop).Should().Be((2, new Price(1_100), new Price(960)));
    }

    [Theory, EveryDatabase]
    public async Task Another_owners_position_is_not_found(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var story = await OpenAsync(database);
        var other = new UserId(Guid.CreateVersion7(Story.Now));

        (await Store(database).FindAsync(other, story.Position.Id, default)).Should().BeNull();
        (await Store(database).LiveAsync(other, Account, default)).Should().BeEmpty();
        await Store(database).Invoking(store => store.ChangeAsync(other, story.Position.Id, _ => 0, null, default)).Should().ThrowAsync<InvalidOperationException>();
    }

    [Theory, EveryDatabase]
    public async Task A_lost_lease_writes_nothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var story = await OpenAsync(database);
        var leases = new JobLease(database, _wall);
        var lost = (await leases.TryTakeAsync("engine", "a", TimeSpan.Zero, default))!;
        var held = (await leases.TryTakeAsync("engine", "b", TimeSpan.FromMinutes(1), default))!;

        await Store(database).Invoking(store => store.ChangeAsync(Owner, story.Position.Id, file => Send(file, story), lost, default)).Should().ThrowAsync<LeaseLostException>();
        await Store(database).Invoking(store => store.TryOpenAsync(Owner, NewStory(minutes: 5).File, lost, default)).Should().ThrowAsync<LeaseLostException>();
        (await CountAsync<Position>(database)).Should().Be(1);
        (await StateAsync(database, story)).Should().Be(IntentState.Planned);

        await Store(database).ChangeAsync(Owner, story.Position.Id, file => Send(file, story), held, default);
        (await StateAsync(database, story)).Should().Be(IntentState.Sent);
    }

    [Theory, EveryDatabase]
    public async Task The_live_ones_are_those_that_are_not_finished(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var opening = await OpenAsync(database);
        var abandoned = await OpenAsync(database, minutes: 5);
        await ChangeAsync(database, abandoned, file => file.Follow(abandoned.Order(abandoned.Entry, ends: true), Story.Now, Story.Now));

        (await Store(database).LiveAsync(Owner, Account, default)).Should().ContainSingle().Which.Position.Id.Should().Be(opening.Position.Id);
        (await Store(database).LiveForEveryoneAsync(PriceSource.Simulated, default)).Should().ContainSingle();
        (await Store(database).LiveForEveryoneAsync(PriceSource.Upbit, default)).Should().BeEmpty("nothing of one source is read under another");
    }

    [Theory, EveryDatabase]
    public async Task At_the_start_a_finished_position_is_taken_up_too_while_the_end_of_one_of_its_orders_is_not_written_down(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var story = await OpenAsync(database);
        await ChangeAsync(database, story, file => file.Follow(story.Trade(story.Entry, 10, 1_000), Story.Now, Story.Now));
        await ChangeAsync(database, story, file => file.Plan(Leg.Exit, key => OrderRequest.SellAtMarket(key, Story.Market, new Quantity(10)), Story.Now));
        await ChangeAsync(database, story, file => file.TakeByHand(new Quantity(10), new Krw(10_000), "by-hand", Story.Now));

        (await Store(database).LiveAsync(Owner, Account, default)).Should().BeEmpty("nobody is shown it as open");
        (await Store(database).LiveForEveryoneAsync(PriceSource.Simulated, default)).Should().ContainSingle().Which.LiveOf(Leg.Exit).Should().NotBeNull();
    }

    private static bool Send(PositionFile file, Story story)
    {
        file.Send(story.Entry.Key, Story.Now);
        return true;
    }

    private static Story NewStory(int minutes = 0) => new(owner: Owner, account: Account, candle: Story.Now.AddMinutes(minutes));

    private PositionStore Store(TestDatabase database) => new(database, new CoinPulse.Core.Operations.AuditPen(_wall), _wall);

    private async Task<Story> OpenAsync(TestDatabase database, int minutes = 0)
    {
        (await Store(database).TryOpenAsync(Owner, NewStory(minutes).File, null, default)).Should().BeTrue();
        return NewStory(minutes);
    }

    private Task<int> ChangeAsync(TestDatabase database, Story story, Action<PositionFile> change) => Store(database).ChangeAsync(
        Owner,
        story.Position.Id,
        file =>
        {
            change(file);
            return 0;
        },
        null,
        default);

    private async Task<IntentState> StateAsync(TestDatabase database, Story story) =>
        (await Store(database).FindAsync(Owner, story.Position.Id, default))!.Find(story.Entry.Key).State;

    private static async Task<int> CountAsync<T>(TestDatabase database)
        where T : class
    {
        await using var context = database.CreateDbContext();
        return await context.Set<T>().CountAsync();
    }

    private static async Task<decimal> SumOfBooksAsync(TestDatabase database)
    {
        await using var context = database.CreateDbContext();
        return (await context.Set<Posting>().ToListAsync()).Sum(line => line.Amount.Value);
    }
}
