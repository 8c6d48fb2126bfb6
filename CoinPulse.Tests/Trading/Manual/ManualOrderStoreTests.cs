using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading.Manual;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Trading.Manual;

public sealed class ManualOrderStoreTests
{
    private static readonly UserId Owner = new(Guid.CreateVersion7(Story.Now));
    private static readonly AccountId Account = new(Guid.CreateVersion7(Story.Now));

    private readonly FakeTimeProvider _wall = new(Story.Now);

    [Theory, EveryDatabase]
    public async Task Of_many_hands_one_order_is_written(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var (ticket, other) = (Ticket(1), Ticket(1));

        var standing = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Store(database).PlanAsync(Owner, Order(i % 2 == 0 ? ticket : other), default)));

        standing.Select(order => order.Key).Distinct().Should().ContainSingle("one number is one order, whosever ticket was first");
        (await Store(database).LiveAsync(Owner, Account, default)).Should().ContainSingle();
        (await Store(database).NextNumberAsync(Owner, Account, Story.Market, default)).Should().Be(2);
    }

    [Theory, EveryDatabase]
    public async Task It_is_taken_to_be_sent_by_one_and_only_under_the_lease(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var order = await Store(database).PlanAsync(Owner, Order(Ticket(1)), default);
        var lease = new JobLease(database, _wall);
        var proof = (await lease.TryTakeAsync("engine", "one", TimeSpan.FromSeconds(10), default))!;
        var stranger = proof with { Fence = proof.Fence + 1 };

        await Store(database).Invoking(store => store.ChangeAsync(Owner, order.Key, known => known.TryTake(_wall.GetUtcNow()), stranger, default)).Should().ThrowAsync<LeaseLostException>();
        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store(database).ChangeAsync(Owner, order.Key, known => known.TryTake(_wall.GetUtcNow()), proof, default)));

        taken.Should().ContainSingle(first => first);
        (await Store(database).FindAsync(Owner, order.Key, default))!.State.Should().Be(IntentState.Sent);
    }

    [Theory, EveryDatabase]
    public async Task What_is_written_is_read_back_as_it_was(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var order = await Store(database).PlanAsync(Owner, Order(Ticket(1)), default);

        var read = (await Store(database).NewestAsync(Owner, Account, Story.Market, 5, default)).Single();

        read.ToRequest().Should().Be(order.ToRequest());
        (await Store(database).LiveForEveryoneAsync(PriceSource.Simulated, default)).Should().ContainSingle();
        (await Store(database).LiveForEveryoneAsync(PriceSource.Upbit, default)).Should().BeEmpty();
        (await Store(database).FindAsync(new UserId(Guid.CreateVersion7(Story.Now)), order.Key, default)).Should().BeNull("another person's order is nobody else's");
    }

    private static ManualTicket Ticket(int number) => new(Guid.CreateVersion7(Story.Now), Account, Story.Market, number);

    private static ManualOrder Order(ManualTicket ticket) => new(
        ticket, Owner, PriceSource.Simulated, OrderRequest.Rest(ticket.Key, Story.Market, OrderSide.Bid, new Price(1_000), new Quantity(10.123_456_78m)), Story.Now);

    private ManualOrderStore Store(TestDatabase database) => new(database, new AuditPen(_wall), _wall);
}
