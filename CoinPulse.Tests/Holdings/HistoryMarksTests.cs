using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Data.Holdings;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;
using static CoinPulse.Tests.Holdings.Told;

namespace CoinPulse.Tests.Holdings;

public sealed class HistoryMarksTests
{
    [Theory, EveryDatabase]
    public async Task How_far_the_past_is_read_survives_and_goes_on(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var marks = new HistoryMarks(database);
        var mark = new HistoryMark(Owner, Account, Noon.AddDays(-100), Noon);
        await marks.SaveAsync(Owner, mark, default);
        mark.Reach(Noon.AddMinutes(5));
        mark.ReachBack(Noon.AddDays(-25));
        mark.HideTransfers();
        await marks.SaveAsync(Owner, mark, default);

        var read = (await new HistoryMarks(database).FindAsync(Owner, Account, default))!;

        read.Should().BeEquivalentTo(new { Through = Noon.AddMinutes(5), ReadBackTo = Noon.AddDays(-25), HidesTransfers = true, IsWhole = false, Progress = 0.25m });
        (await marks.FindAsync(new UserId(Guid.CreateVersion7(Noon)), Account, default)).Should().BeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_transfer_told_twice_is_one(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var marks = new HistoryMarks(database);
        var came = new ExchangeTransfer("d1", TransferDirection.Deposit, Asset.Krw, 1_000_000.5m, 0, Noon);
        var went = new ExchangeTransfer("w1", TransferDirection.Withdrawal, Asset.From("BTC"), 0.1m, 0.0005m, Noon.AddHours(1));
        await marks.KeepAsync(Owner, Account, [went], default);
        await marks.KeepAsync(Owner, Account, [came, went], default);

        var kept = await marks.TransfersAsync(Owner, Account, Noon, default);

        kept.Select(transfer => (transfer.Id, transfer.Change)).Should().Equal(("d1", 1_000_000.5m), ("w1", -0.1005m));
        (await marks.TransfersAsync(Owner, Account, Noon.AddMinutes(1), default)).Should().ContainSingle();
    }

    [Theory, EveryDatabase]
    public async Task The_first_look_of_each_day_is_its_beginning(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var history = new AccountHistoryStore(database);
        var days = new DayStore(database);
        var midnight = Kst.StartOf(new DateOnly(2026, 4, 2));
        foreach (var (at, equity) in new[] { (midnight.AddHours(-5), 100m), (midnight.AddHours(-1), 110m), (midnight.AddMinutes(1), 120m), (midnight.AddHours(3), 130m) })
        {
            await history.MarkAsync(Owner, Account, new Krw(equity), at, default);
        }

        var seen = await days.SeenAsync(Owner, Account, new DateOnly(2026, 4, 1), default);

        seen.Should().HaveCount(2);
        seen[new DateOnly(2026, 4, 1)].Equity.Should().Be(new Krw(100));
        seen[new DateOnly(2026, 4, 2)].Should().Be(new SeenDay(new DateOnly(2026, 4, 2), midnight.AddMinutes(1), new Krw(120)));
        (await days.SeenAsync(Owner, Account, new DateOnly(2026, 4, 3), default)).Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task A_day_brought_what_its_books_say_after_fees(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var books = new BooksStore(database);
        var days = new DayStore(database);
        await books.PostAsync(Owner, Ledger.OwnBuy(Owner, Account, Xrp, new Quantity(10), new Krw(10_000), new Krw(5), "t1", Noon), default);
        await books.PostAsync(Owner, Ledger.OwnSell(Owner, Account, Xrp, new Quantity(10), new Krw(10_000), new Krw(11_000), "t2", Noon.AddDays(1)), default);
        var today = Kst.DayOf(Noon);

        var found = await days.ProfitAsync(Owner, Account, today, today.AddDays(30), default);

        found.Should().Equal(new ProfitDay(today, new Krw(-5), 0, 0), new ProfitDay(today.AddDays(1), new Krw(1_000), 0, 0));
        ProfitSum.Of(found).Should().Be(new ProfitSum(new Krw(995), 0, 0));
        (await days.ProfitAsync(new UserId(Guid.CreateVersion7(Noon)), Account, today, today.AddDays(30), default)).Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task A_finished_trade_counts_on_the_day_it_was_finished_and_is_won_above_zero(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var (won, lost) = (Closed(1_100), Closed(900));
        await using (var context = database.CreateDbContext())
        {
            context.AddRange(won.Position, lost.Position);
            await context.SaveChangesAsync();
        }

        var day = Kst.DayOf(Noon);
        var found = (await new DayStore(database).ProfitAsync(Owner, Account, day, day, default)).Should().ContainSingle().Subject;

        (found.Closed, found.Won, new ProfitSum(Krw.Zero, found.Closed, found.Won).WinRate).Should().Be((2, 1, Percent.Of(50)));
    }

    private static Story Closed(decimal price)
    {
        var story = new Story(owner: Owner, account: Account, candle: Noon.AddMinutes(-(double)price));
        story.Fill(story.Entry, 10, 1_000);
        story.Fill(story.Exit(10), 10, price);
        return story;
    }
}
