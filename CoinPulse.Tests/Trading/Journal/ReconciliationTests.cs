using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Trading.Cycle;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

public sealed class ReconciliationTests : IAsyncLifetime
{
    private Floor _floor = null!;

    public async Task InitializeAsync() => _floor = await Floor.OpenAsync();

    public async Task DisposeAsync() => await _floor.DisposeAsync();

    [Fact]
    public async Task A_purchase_by_hand_is_the_persons()
    {
        var position = await _floor.EnterAsync();
        await BuyByHandAsync(50_000);

        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();

        (await _floor.FileAsync(position)).Position.Held.Should().Be(new Quantity(10));
        (await InBooksAsync()).Should().Be((await _floor.BalancesAsync()).Of(Story.Market.Base).Total);
    }

    [Fact]
    public async Task A_sale_by_hand_takes_the_persons_own_coins_first_and_the_engines_after_them()
    {
        var position = await _floor.EnterAsync();
        await BuyByHandAsync(20_020);
        await _floor.ReconcileAsync();

        await SellByHandAsync(20);
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
        (await _floor.FileAsync(position)).Position.Held.Should().Be(new Quantity(10), "twenty were the person's own");

        await SellByHandAsync(6);
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
        var file = await _floor.FileAsync(position);
        (file.Position.Held, file.Guard!.Quantity, file.Position.State).Should().Be((new Quantity(4), new Quantity(4), PositionState.Open));
    }

    [Fact]
    public async Task Of_the_engines_coins_the_newest_position_gives_first()
    {
        var older = await _floor.EnterAsync(minutesAgo: 10);
        _floor.Wall.Advance(TimeSpan.FromMinutes(1));
        var newer = await _floor.EnterAsync();

        await SellByHandAsync(14);
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();

        var gone = (await _floor.FileAsync(newer)).Position;
        (gone.State, gone.ClosedBecause).Should().Be((PositionState.Closed, ExitReason.SoldByHand));
        (await _floor.FileAsync(older)).Position.Held.Should().Be(new Quantity(6));
    }

    [Fact]
    public async Task A_sale_that_is_told_again_takes_nothing_from_a_position_opened_since()
    {
        var sold = await _floor.EnterAsync(minutesAgo: 10);
        await SellByHandAsync(10);
        await _floor.ReconcileAsync();
        var since = await _floor.EnterAsync();

        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();

        (await _floor.FileAsync(sold)).Position.State.Should().Be(PositionState.Closed);
        (await _floor.FileAsync(since)).Position.Held.Should().Be(new Quantity(10));
    }

    [Theory]
    [InlineData("books.after-post")]
    [InlineData("journal.before-change")]
    [InlineData("journal.after-change")]
    public async Task A_crash_between_its_writes_neither_loses_nor_doubles_a_sale_by_hand(string point)
    {
        var position = await _floor.EnterAsync();
        await BuyByHandAsync(5_005);
        await _floor.ReconcileAsync();
        await SellByHandAsync(8);

        _floor.DiesAt = point;
        await _floor.Invoking(floor => floor.ReconcileAsync()).Should().ThrowAsync<SimulatedCrashException>();
        _floor.Restart();

        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
        (await _floor.FileAsync(position)).Position.Held.Should().Be(new Quantity(7), "five were the person's own");
    }

    [Fact]
    public async Task Coins_that_were_sold_by_hand_before_our_sale_of_them_tie_out_with_what_was_bought_in_their_place()
    {
        var position = await _floor.EnterAsync();
        await SellByHandAsync(10);
        await BuyByHandAsync(10_010);
        _floor.Price(940);
        await _floor.GuardAsync(position);
        (await _floor.FileAsync(position)).Position.State.Should().Be(PositionState.Closed);

        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue("each of the three trades is evidence");
    }

    [Fact]
    public async Task Coins_that_an_exit_is_selling_do_not_leave_by_hand_too()
    {
        var position = await _floor.EnterAsync();
        await _floor.Paper.DepositAsync(_floor.Account, Story.Market.Base, new Quantity(5), default);   // the books do not know of it
        await SellByHandAsync(7);
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.LosesAnswer).Script(ExchangeCall.Find, ExchangeAccident.NeverArrives, ExchangeAccident.NeverArrives, ExchangeAccident.NeverArrives);
        await _floor.Desk.ExitAsync(_floor.Account, position, ExitReason.ByPerson, Reason.Of(ExitReasons.ClosedByPerson), new Quantity(8), _floor.Wall.GetUtcNow());

        (await _floor.ReconcileAsync()).Should().BeNull("an order of ours is in doubt");
        (await _floor.FileAsync(position)).Position.TakenByHand.Should().Be(Quantity.Zero, "it waits for the exit");
        await _floor.PassAsync(position, seconds: 10);
        await _floor.ReconcileAsync();

        var left = (await _floor.FileAsync(position)).Position;
        (left.Sold, left.TakenByHand, left.Oversold).Should().Be((new Quantity(8), new Quantity(2), Quantity.Zero), "five of the seven that were sold by hand cannot have been the engine's");
        (await _floor.ReconcileAsync())!.Differences.Should().Equal(new TieOutDifference(Story.Market, -5, 0));
    }

    [Fact]
    public async Task A_difference_without_evidence_stays_red()
    {
        await _floor.Paper.DepositAsync(_floor.Account, Story.Market.Base, new Quantity(3), default);

        for (var look = 0; look < 3; look++)
        {
            var tieOut = (await _floor.ReconcileAsync())!;
            tieOut.Differences.Should().Equal(new TieOutDifference(Story.Market, 0, 3));
            _floor.Gate.IsOpen(_floor.Account.Id).Should().BeFalse();
        }

        (await InBooksAsync()).Should().Be(Quantity.Zero, "nothing is corrected without evidence");
    }

    [Fact]
    public async Task Balances_that_are_not_told_prove_nothing()
    {
        _floor.Faults.Script(ExchangeCall.Balances, ExchangeAccident.NeverArrives);

        (await _floor.ReconcileAsync()).Should().BeNull();

        _floor.Gate.IsOpen(_floor.Account.Id).Should().BeFalse();
    }

    [Fact]
    public async Task While_the_journal_is_away_nothing_is_booked_and_nothing_is_forgotten()
    {
        var position = await _floor.EnterAsync();
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
        await SellByHandAsync(6);
        _floor.Journal.AwaySince = _floor.Wall.GetUtcNow();

        (await _floor.ReconcileAsync()).Should().BeNull("positions and books are not read from the same place");
        (await InBooksAsync()).Should().Be(new Quantity(10));

        _floor.Wall.Advance(TimeSpan.FromMinutes(3));
        _floor.Journal.AwaySince = null;
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
        (await _floor.FileAsync(position)).Position.Held.Should().Be(new Quantity(4));
    }

    [Fact]
    public async Task Trades_by_hand_that_could_not_be_listed_are_listed_at_the_next_look()
    {
        await BuyByHandAsync(50_000);
        _floor.Faults.Script(ExchangeCall.ClosedOrders, ExchangeAccident.NeverArrives);

        (await _floor.ReconcileAsync())!.Agrees.Should().BeFalse();
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
    }

    [Fact]
    public async Task A_target_cancelled_by_hand_is_noticed_though_the_stream_never_told()
    {
        var position = await _floor.EnterAsync(Story.Plain with { RestTarget = true });
        var target = (await _floor.Paper.For(_floor.Account).OpenOrdersAsync(default)).Value.Should().ContainSingle().Subject;
        await _floor.Paper.CancelByHandAsync(_floor.Account, target.Id, default);

        await _floor.ReconcileAsync();
        await _floor.ReconcileAsync();

        var file = await _floor.FileAsync(position);
        (file.Guard!.HoldsTargetItself, file.Intents.Count(intent => intent.Leg == Leg.Target)).Should().Be((true, 1), "it never fights a person");
        (await ActsAsync(AuditActs.TargetTakenBack)).Should().Equal(GuardReasons.TargetTakenBack);
        _floor.Price(1_040);
        (await _floor.GuardAsync(position))!.Because.Should().Be(ExitReason.TakeProfit);
    }

    [Fact]
    public async Task A_target_that_filled_while_nobody_heard_closes_the_position()
    {
        var position = await _floor.EnterAsync(Story.Plain with { RestTarget = true });
        _floor.Hub.Print(Story.Market, new Price(1_050), new Quantity(1_000));
        (await _floor.FileAsync(position)).Position.State.Should().Be(PositionState.Open);

        await _floor.ReconcileAsync();

        var closed = (await _floor.FileAsync(position)).Position;
        (closed.State, closed.ClosedBecause).Should().Be((PositionState.Closed, ExitReason.TakeProfit));
    }

    [Fact]
    public async Task What_would_hinder_a_guard_is_told_once_when_it_begins_and_once_when_it_is_over()
    {
        var position = await _floor.EnterAsync();
        var hand = await _floor.Paper.PlaceByHandAsync(
            _floor.Account, OrderRequest.Rest(ClientOrderId.From("hand"), Story.Market, OrderSide.Ask, new Price(1_500), new Quantity(8)), default);
        _floor.Hub.Halt(Story.Market);
        _floor.Hub.PlaceAt(Story.Market, new Price(1_000), new Price(1_001), new Quantity(1));

        for (var look = 0; look < 3; look++) await _floor.ReconcileAsync();

        (await _floor.FileAsync(position)).Guard!.Troubles.Should().Be(GuardTroubles.Locked | GuardTroubles.Halted | GuardTroubles.OverBook);
        (await ActsAsync(AuditActs.GuardTroubled)).Should().BeEquivalentTo(GuardReasons.Locked, GuardReasons.Halted, GuardReasons.OverBook);
        (await ActsAsync(AuditActs.GuardClear)).Should().BeEmpty();

        await _floor.Paper.CancelByHandAsync(_floor.Account, hand.Value.Id, default);
        _floor.Hub.Halt(Story.Market, halted: false);
        _floor.Price(1_000);
        for (var look = 0; look < 3; look++) await _floor.ReconcileAsync();

        (await _floor.FileAsync(position)).Guard!.Troubles.Should().Be(GuardTroubles.None);
        (await ActsAsync(AuditActs.GuardClear)).Should().BeEquivalentTo(GuardReasons.LockedOver, GuardReasons.HaltedOver, GuardReasons.OverBookOver);
    }

    private async Task BuyByHandAsync(decimal won) =>
        (await _floor.Paper.PlaceByHandAsync(_floor.Account, OrderRequest.BuyAtMarket(ClientOrderId.From("hand"), Story.Market, new Krw(won)), default)).Kind.Should().Be(AnswerKind.Answered);

    private async Task SellByHandAsync(decimal coins)
    {
        var sold = await _floor.Paper.PlaceByHandAsync(_floor.Account, OrderRequest.SellAtMarket(ClientOrderId.From("hand"), Story.Market, new Quantity(coins)), default);
        sold.Kind.Should().Be(AnswerKind.Answered, sold.Fault?.Message);
    }

    private Task<Quantity> InBooksAsync() => _floor.Books.CoinsAsync(_floor.Account.Owner, _floor.Account.Id, Story.Market, default);

    private async Task<List<string?>> ActsAsync(string act)
    {
        await using var context = _floor.Database.CreateDbContext();
        return await context.Set<AuditEntry>().Where(entry => entry.Act == act).Select(entry => entry.Why).ToListAsync();
    }
}
