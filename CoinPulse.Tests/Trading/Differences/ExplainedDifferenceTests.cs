using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Tests.Trading.Cycle;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Differences;

/// <summary>What a person's word does to the books, and when it is not taken.</summary>
public sealed class ExplainedDifferenceTests : IAsyncLifetime
{
    private Floor _floor = null!;
    private NoteTable _table = null!;

    public async Task InitializeAsync() => (_floor, _table) = (await Floor.OpenAsync(), null!);

    public async Task DisposeAsync() => await _floor.DisposeAsync();

    private NoteTable Table => _table ??= NoteTable.On(_floor);

    [Fact]
    public async Task An_airdrop_is_the_persons_costs_what_it_was_worth_and_makes_no_profit()
    {
        await _floor.EnterAsync();
        await Table.GiveAsync(3);
        var shown = await Table.SeeAsync();
        _floor.Gate.IsOpen(_floor.Account.Id).Should().BeFalse();
        var (coinsBefore, profitBefore) = (await Table.LineAsync(BookLine.Coins), await Table.LineAsync(BookLine.RealisedProfit));
        _floor.Price(2_000);

        var note = (await Table.ExplainAsync(shown, NoteKind.Airdrop)).Value;

        (note.State, note.Gap, note.Books, note.Exchange, note.Cost).Should().Be((NoteState.Posted, 3m, 10m, 13m, new Krw(3_000)));
        var coins = await Table.LineAsync(BookLine.Coins);
        (coins.Coins - coinsBefore.Coins, coins.Amount - coinsBefore.Amount).Should().Be((new Quantity(3), new Krw(3_000)), "at the price of when it was seen");
        (await Table.LineAsync(BookLine.RealisedProfit)).Should().Be(profitBefore);
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
        _floor.Gate.IsOpen(_floor.Account.Id).Should().BeTrue();
        (await Table.StandingAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(25_000)]
    [InlineData(-25_000)]
    public async Task Won_that_moved_between_pockets_is_a_deposit_or_a_withdrawal(int won)
    {
        if (won > 0) await _floor.Paper.DepositAsync(_floor.Account, new Krw(won), default);
        else await _floor.Paper.WithdrawAsync(_floor.Account, new Krw(-won), default);
        var deposits = (await Table.LineAsync(BookLine.Deposits)).Amount;

        (await Table.ExplainAsync(await Table.SeeAsync())).Succeeded.Should().BeTrue();

        (await Table.LineAsync(BookLine.Deposits)).Amount.Should().Be(deposits - new Krw(won));
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
    }

    [Fact]
    public async Task Coins_that_moved_away_are_the_persons_first_then_the_engines_newest_and_its_guard_shrinks()
    {
        var older = await _floor.EnterAsync(minutesAgo: 10);
        _floor.Wall.Advance(TimeSpan.FromMinutes(1));
        var newer = await _floor.EnterAsync();
        await Table.GiveAsync(5);
        await Table.ExplainAsync(await Table.SeeAsync());

        await Table.TakeAsync(9);
        (await Table.ExplainAsync(await Table.SeeAsync())).Value.State.Should().Be(NoteState.Posted);

        var (file, whole) = (await _floor.FileAsync(newer), await _floor.FileAsync(older));
        (file.Position.Held, file.Guard!.Quantity, file.Position.TakenByHand).Should().Be((new Quantity(6), new Quantity(6), new Quantity(4)), "five were the person's own");
        whole.Position.Held.Should().Be(new Quantity(10));
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
        (await SumAsync()).Should().Be(Krw.Zero);
    }

    [Fact]
    public async Task It_is_audited_with_before_and_after_as_the_persons_own_act()
    {
        await Table.GiveAsync(3);

        await Table.ExplainAsync(await Table.SeeAsync(), NoteKind.Other, "  a gift of a friend ");

        var line = (await _floor.AuditAsync()).Should().ContainSingle(entry => entry.Act == AuditActs.BooksCorrected).Subject;
        (line.Actor, line.Subject, line.Why, line.Address).Should().Be((_floor.Account.Owner, _floor.Account.Owner, "a gift of a friend", "203.0.113.7"));
        line.Details.Should().Contain("\"Before\":\"0\"").And.Contain("\"After\":\"3\"").And.Contain("\"Kind\":\"Other\"");
    }

    [Fact]
    public async Task Pressed_twice_in_two_windows_and_asked_again_it_is_booked_once()
    {
        await Table.GiveAsync(3);
        var shown = await Table.SeeAsync();
        var draft = Table.Draft(shown);

        var both = await Task.WhenAll(Table.ExplainAsync(draft), Table.ExplainAsync(draft));
        var again = await Table.ExplainAsync(draft);
        var other = await Table.ExplainAsync(shown);

        both.Append(again).Should().OnlyContain(told => told.Value.State == NoteState.Posted);
        other.Problems.Should().ContainSingle().Which.Code.Should().Be(NoteProblems.NothingDiffers);
        (await Table.LineAsync(BookLine.Coins)).Coins.Should().Be(new Quantity(3));
        (await _floor.AuditAsync()).Count(entry => entry.Act == AuditActs.BooksCorrected).Should().Be(1);
    }

    [Fact]
    public async Task What_is_not_what_was_shown_is_refused_with_both_amounts()
    {
        await Table.GiveAsync(3);
        var shown = await Table.SeeAsync();
        await Table.GiveAsync(1);

        var told = await Table.ExplainAsync(shown);

        var problem = told.Problems.Should().ContainSingle().Subject;
        (problem.Code, problem.Arguments[1], problem.Arguments[2]).Should().Be((NoteProblems.Changed, (object)3m, (object)4m));
        (await Table.LineAsync(BookLine.Coins)).Coins.Should().Be(Quantity.Zero);
        (await Table.ExplainAsync(await Table.SeeAsync())).Succeeded.Should().BeTrue("the new amount is shown now");
    }

    [Fact]
    public async Task What_has_just_appeared_waits_a_minute_for_a_listing_that_is_late()
    {
        await Table.GiveAsync(3);
        await _floor.ReconcileAsync();

        var told = await Table.ExplainAsync((await Table.StandingAsync())[0]);

        told.Problems.Should().ContainSingle().Which.Code.Should().Be(NoteProblems.TooFresh);
    }

    [Fact]
    public async Task A_trade_that_explains_it_meanwhile_is_booked_instead()
    {
        await Table.GiveAsync(3);
        var shown = await Table.SeeAsync();
        await Table.TakeAsync(3);
        await _floor.PlaceByHandAsync(OrderRequest.BuyNow(ClientOrderId.From("by-hand-1"), Story.Market, new Price(1_001), new Quantity(10)));

        var told = await Table.ExplainAsync(shown);

        told.Problems.Should().ContainSingle().Which.Code.Should().Be(NoteProblems.NothingDiffers);
        (await Table.LineAsync(BookLine.Coins)).Coins.Should().Be(new Quantity(10), "the purchase alone");
    }

    [Fact]
    public async Task While_the_exchange_is_silent_nothing_is_taken_on_a_word()
    {
        await Table.GiveAsync(3);
        var shown = await Table.SeeAsync();
        _floor.Faults.Script(ExchangeCall.Balances, ExchangeAccident.NeverArrives);

        var told = await Table.ExplainAsync(shown);

        told.Problems.Should().ContainSingle().Which.Code.Should().Be(NoteProblems.ExchangeAway);
        (await Table.LineAsync(BookLine.Coins)).Coins.Should().Be(Quantity.Zero);
    }

    [Fact]
    public async Task Nobody_explains_for_somebody_else()
    {
        await Table.GiveAsync(3);
        var shown = await Table.SeeAsync();

        var told = await Table.Desk.ExplainAsync(new Core.Accounts.UserId(Guid.CreateVersion7(Story.Now)), Table.Draft(shown), null);

        told.Problems.Should().ContainSingle().Which.Code.Should().Be(NoteProblems.NoAccount);
        (await Table.LineAsync(BookLine.Coins)).Coins.Should().Be(Quantity.Zero);
    }

    [Fact]
    public async Task On_another_process_it_is_written_down_and_the_engines_books_it()
    {
        await Table.GiveAsync(3);
        var shown = await Table.SeeAsync();
        var draft = Table.Draft(shown);
        var (watch, elsewhere) = (Table.Watch, Table.DeskElsewhere());

        var telling = elsewhere.ExplainAsync(_floor.Account.Owner, draft, null);
        telling.IsCompleted.Should().BeFalse();
        await watch.LookAsync(default);
        while (!telling.IsCompleted)
        {
            _floor.Wall.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }

        (await telling).Value.State.Should().Be(NoteState.Posted);
        (await Table.LineAsync(BookLine.Coins)).Coins.Should().Be(new Quantity(3));
    }

    [Fact]
    public async Task What_no_engine_takes_in_time_is_refused_and_never_booked_later()
    {
        await Table.GiveAsync(3);
        var draft = Table.Draft(await Table.SeeAsync());
        var watch = Table.Watch;

        var telling = Table.DeskElsewhere().ExplainAsync(_floor.Account.Owner, draft, null);
        while (!telling.IsCompleted)
        {
            _floor.Wall.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await telling).Problems.Should().ContainSingle().Which.Code.Should().Be(NoteProblems.NotTaken);
        await watch.LookAsync(default);
        (await Table.LineAsync(BookLine.Coins)).Coins.Should().Be(Quantity.Zero);
    }

    [Theory]
    [InlineData("journal.before-change")]
    [InlineData("journal.inside-change")]
    [InlineData("journal.after-change")]
    [InlineData("books.before-post")]
    [InlineData("books.after-post")]
    public async Task A_crash_between_its_writes_neither_loses_nor_doubles_coins_that_went(string point)
    {
        var position = await _floor.EnterAsync();
        await Table.GiveAsync(5);
        await Table.ExplainAsync(await Table.SeeAsync());
        await Table.TakeAsync(8);
        var draft = Table.Draft(await Table.SeeAsync());

        _floor.DiesAt = point;
        await Table.Awaiting(table => table.ExplainAsync(draft)).Should().ThrowAsync<SimulatedCrashException>();
        Table.Restart();
        await Table.Watch.LookAsync(default);

        (await Table.NowAsync(draft.Id)).State.Should().Be(NoteState.Posted);
        var file = await _floor.FileAsync(position);
        (file.Position.Held, file.Guard!.Quantity).Should().Be((new Quantity(7), new Quantity(7)), "five were the person's own");
        (await _floor.ReconcileAsync())!.Agrees.Should().BeTrue();
        (await SumAsync()).Should().Be(Krw.Zero);
        (await _floor.AuditAsync()).Count(entry => entry.Act == AuditActs.BooksCorrected).Should().Be(2, "the gift, and what went");
    }

    [Fact]
    public async Task An_account_that_a_check_holds_for_the_difference_is_free_when_it_is_explained()
    {
        await Table.GiveAsync(3);
        var shown = await Table.SeeAsync();
        (await Table.Invariants.RunAsync(_floor.Account, _floor.Clock.GetUtcNow(), default)).Should().NotBeEmpty();
        _floor.Gate.IsHeld(_floor.Account.Id).Should().BeTrue();

        await Table.ExplainAsync(shown);

        _floor.Gate.IsOpen(_floor.Account.Id).Should().BeTrue();
    }

    private async Task<Krw> SumAsync() =>
        (await _floor.Books.BalancesAsync(_floor.Account.Owner, _floor.Account.Id, default)).Aggregate(Krw.Zero, (sum, line) => sum + line.Amount);
}
