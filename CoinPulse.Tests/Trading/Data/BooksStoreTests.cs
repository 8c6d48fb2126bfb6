using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Data;

public sealed class BooksStoreTests
{
    private static readonly UserId Owner = new(Guid.CreateVersion7(Story.Now));
    private static readonly AccountId Account = new(Guid.CreateVersion7(Story.Now));
    private static readonly MarketCode Ada = MarketCode.From("KRW-ADA");

    [Theory, EveryDatabase]
    public async Task Its_lines_sum_by_market_to_the_last_decimal(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var books = new BooksStore(database);
        await books.PostAsync(Owner, Ledger.Deposit(Owner, Account, new Krw(10_000_000), "opening", Story.Now), default);
        await BuyAsync(books, Story.Market, 0.00000003m, 0.000000000007m, "t1");
        await BuyAsync(books, Story.Market, 3.3333m, 1_234_567.890123456789m, "t2");
        await BuyAsync(books, Ada, 7, 700, "t3");
        var sale = Ledger.OwnSell(Owner, Account, Story.Market, new Quantity(1.1111m), new Krw(411_522.5m), new Krw(400_000), "t4", Story.Now);
        await books.PostAsync(Owner, sale, default);

        var lines = await books.BalancesAsync(Owner, Account, default);

        lines.Aggregate(Krw.Zero, (sum, line) => sum + line.Amount).Should().Be(Krw.Zero);
        Line(BookLine.Coins, Story.Market).Should().Be((new Quantity(2.22220003m), new Krw(823_045.390123456796m)));
        Line(BookLine.Coins, Ada).Should().Be((new Quantity(7), new Krw(700)));
        Line(BookLine.Deposits, null).Amount.Should().Be(new Krw(-10_000_000));
        Line(BookLine.RealisedProfit, null).Amount.Should().Be(new Krw(11_522.5m), "a loss stands as a plus");
        (await books.CoinsAsync(Owner, Account, Story.Market, default)).Should().Be(new Quantity(2.22220003m));

        (Quantity Coins, Krw Amount) Line(BookLine line, MarketCode? market)
        {
            var found = lines.Single(known => known.Line == line && known.Market == market);
            return (found.Coins, found.Amount);
        }
    }

    [Theory, EveryDatabase]
    public async Task An_entry_is_written_once_and_nobody_elses_is_read(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var books = new BooksStore(database);
        await BuyAsync(books, Ada, 7, 700, "t1");
        await BuyAsync(books, Ada, 7, 700, "t1");
        var stranger = new UserId(Guid.CreateVersion7(Story.Now));

        (await books.CoinsAsync(Owner, Account, Ada, default)).Should().Be(new Quantity(7));
        (await books.CoinsAsync(stranger, Account, Ada, default)).Should().Be(Quantity.Zero);
        (await books.BalancesAsync(stranger, Account, default)).Should().BeEmpty();
        await books.Invoking(b => b.PostAsync(stranger, Ledger.OwnBuy(Owner, Account, Ada, new Quantity(1), new Krw(1), Krw.Zero, "t2", Story.Now), default))
            .Should().ThrowAsync<InvalidOperationException>();
    }

    [Theory, EveryDatabase]
    public async Task An_entry_that_many_write_at_the_same_time_is_written_once(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var books = new BooksStore(database);

        // Two processes that both believe to be the engine read the same trade.
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(() => BuyAsync(books, Ada, 7, 700, $"t{number / 8}"))));

        (await books.CoinsAsync(Owner, Account, Ada, default)).Should().Be(new Quantity(5 * 7));
    }

    [Theory, EveryDatabase]
    public async Task What_is_booked_of_a_trade_counts_all_its_parts_and_no_other_trade(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var books = new BooksStore(database);
        await SellAsync("t1", 5);
        await SellAsync("t1:5", 3);
        await SellAsync("t10", 40);

        (await books.BookedAsync(Owner, Account, "t1", default)).Should().Be(new Quantity(8));
        (await books.BookedAsync(Owner, Account, "t2", default)).Should().Be(Quantity.Zero);

        Task SellAsync(string reference, decimal coins) =>
            books.PostAsync(Owner, Ledger.OwnSell(Owner, Account, Ada, new Quantity(coins), new Krw(coins), new Krw(coins), reference, Story.Now), default);
    }

    private static Task BuyAsync(BooksStore books, MarketCode market, decimal coins, decimal won, string trade) =>
        books.PostAsync(Owner, Ledger.OwnBuy(Owner, Account, market, new Quantity(coins), new Krw(won), Krw.Zero, trade, Story.Now), default);
}
