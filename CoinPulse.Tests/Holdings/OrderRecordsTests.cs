using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data.Holdings;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Xunit;
using static CoinPulse.Tests.Holdings.Told;

namespace CoinPulse.Tests.Holdings;

public sealed class OrderRecordsTests
{
    [Theory, EveryDatabase]
    public async Task An_order_told_twice_late_or_in_another_order_comes_to_the_same(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var records = new OrderRecords(database);
        var (first, second) = (Trade("t1", 1_000, 4), Trade("t2", 1_000, 6, Noon.AddSeconds(2)));
        var resting = Order("o1", state: ExchangeOrderState.Waiting);
        var half = Order("o1", state: ExchangeOrderState.Waiting, trades: [first]);
        var whole = Order("o1", trades: [first, second]);

        (await records.KeepAsync(Owner, Account, [whole], default)).Should().Be(1);
        (await records.KeepAsync(Owner, Account, [whole], default)).Should().Be(0, "nothing of it is new");
        (await records.KeepAsync(Owner, Account, [half, resting, half], default)).Should().Be(0, "older news changes nothing");

        var line = (await records.FindAsync(Owner, Account, new RecordQuery(), default)).Orders.Should().ContainSingle().Subject;
        line.Trades.Select(trade => trade.Id).Should().Equal("t1", "t2");
        line.Order.Should().BeEquivalentTo(new { State = ExchangeOrderState.Done, Executed = new Quantity(10), ExecutedFunds = new Krw(10_000), PaidFee = new Krw(5), IsSettled = true, LastTradeAt = second.At });
    }

    [Theory, EveryDatabase]
    public async Task A_fee_that_the_exchange_shares_out_anew_is_corrected_until_the_order_has_ended(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var records = new OrderRecords(database);
        await records.KeepAsync(Owner, Account, [Order("o1", state: ExchangeOrderState.Waiting, trades: [Trade("t1", 1_000, 4, fee: 2.01m)])], default);
        await records.KeepAsync(Owner, Account, [Order("o1", trades: [Trade("t1", 1_000, 4, fee: 2), Trade("t2", 1_000, 6, fee: 3)])], default);
        await records.KeepAsync(Owner, Account, [Order("o1", trades: [Trade("t1", 1_000, 4, fee: 1), Trade("t2", 1_000, 6, fee: 4)])], default);

        var line = (await records.FindAsync(Owner, Account, new RecordQuery(), default)).Orders[0];

        line.Trades.Select(trade => trade.Fee).Should().Equal(new Krw(2), new Krw(3));
    }

    [Theory, EveryDatabase]
    public async Task An_order_that_ended_is_settled_only_when_all_its_trades_are_there(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var records = new OrderRecords(database);
        var whole = Order("o1", trades: [Trade("t1", 1_000, 10)]);
        await records.KeepAsync(Owner, Account, [whole with { Trades = [] }, Order("o2", state: ExchangeOrderState.Waiting), Order("o3", state: ExchangeOrderState.Cancelled)], default);

        (await records.UnsettledAsync(Owner, Account, default)).Select(order => order.Id.Value).Should().Equal("o1", "o2");
        await records.KeepAsync(Owner, Account, [whole], default);
        await records.LoseAsync(Owner, Account, ExchangeOrderId.From("o2"), default);

        (await records.UnsettledAsync(Owner, Account, default)).Should().BeEmpty();
        (await records.SettledAsync(Owner, Account, [ExchangeOrderId.From("o1"), ExchangeOrderId.From("o9")], default)).Should().Equal(ExchangeOrderId.From("o1"));
    }

    [Theory, EveryDatabase]
    public async Task Orders_are_found_by_every_filter_and_in_pages_that_neither_leave_out_nor_repeat(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var records = new OrderRecords(database);
        var ada = MarketCode.From("KRW-ADA");
        var midnight = new DateTimeOffset(2026, 4, 1, 15, 0, 0, TimeSpan.Zero);   // in Seoul
        var position = new PositionId(Guid.CreateVersion7(Noon));
        await records.KeepAsync(Owner, Account,
        [
            Order("bot", at: midnight.AddSeconds(-1), key: Intent.KeyFor(position, Leg.Entry, 1), trades: [Trade("t1", 1_000, 10)]),
            Order("hand", OrderSide.Ask, ExchangeOrderState.Waiting, at: midnight, key: ClientOrderId.ForManual(Guid.CreateVersion7(Noon))),
            Order("else", state: ExchangeOrderState.Cancelled, at: midnight.AddDays(1), market: ada),
            Order("part", state: ExchangeOrderState.Cancelled, at: midnight.AddDays(2), key: ClientOrderId.From("my-own-name"), trades: [Trade("t2", 1_000, 1)]),
        ], default);

        (await Ids(new RecordQuery())).Should().Equal("part", "else", "hand", "bot");
        (await Ids(new RecordQuery(Market: ada))).Should().Equal("else");
        (await Ids(new RecordQuery(Side: OrderSide.Ask))).Should().Equal("hand");
        (await Ids(new RecordQuery(Source: OrderSource.Bot))).Should().Equal("bot");
        (await Ids(new RecordQuery(Source: OrderSource.Manual))).Should().Equal("hand");
        (await Ids(new RecordQuery(Source: OrderSource.External))).Should().Equal("part", "else");
        (await Ids(new RecordQuery(Standing: OrderStanding.Open))).Should().Equal("hand");
        (await Ids(new RecordQuery(Standing: OrderStanding.Traded))).Should().Equal("part", "bot");
        (await Ids(new RecordQuery(Standing: OrderStanding.Cancelled))).Should().Equal("else");
        (await Ids(new RecordQuery(From: new DateOnly(2026, 4, 2), Through: new DateOnly(2026, 4, 2)))).Should().Equal("hand");
        (await Ids(new RecordQuery(Skip: 1, Take: 2))).Should().Equal("else", "hand");
        (await Ids(new RecordQuery(Ascending: true, Take: 1))).Should().Equal("bot");
        (await records.FindAsync(Owner, Account, new RecordQuery(Take: 1), default)).Total.Should().Be(4);
        (await records.FindAsync(Owner, Account, new RecordQuery(Source: OrderSource.Bot), default)).Orders[0].Order.Position.Should().Be(position);
        (await records.MarketsAsync(Owner, Account, default)).Should().Equal(ada, Xrp);
        (await records.TradesAsync(Owner, Account, new RecordQuery(Source: OrderSource.Bot), default)).Select(trade => trade.Id).Should().Equal("t1");
        (await records.TradesSinceAsync(Owner, Account, Xrp, Noon, default)).Select(trade => trade.Id).Should().Equal("t1", "t2");

        async Task<IEnumerable<string>> Ids(RecordQuery query) => (await records.FindAsync(Owner, Account, query, default)).Orders.Select(line => line.Order.Id.Value);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_elses_orders_are_read(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var records = new OrderRecords(database);
        await records.KeepAsync(Owner, Account, [Order("o1", state: ExchangeOrderState.Waiting, trades: [Trade("t1", 1_000, 1)])], default);
        var stranger = new UserId(Guid.CreateVersion7(Noon));

        (await records.FindAsync(stranger, Account, new RecordQuery(), default)).Total.Should().Be(0);
        (await records.UnsettledAsync(stranger, Account, default)).Should().BeEmpty();
        (await records.TradesSinceAsync(stranger, Account, null, DateTimeOffset.UnixEpoch, default)).Should().BeEmpty();
        (await records.MarketsAsync(stranger, Account, default)).Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Two_processes_may_be_told_of_the_same_order_at_once(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var records = new OrderRecords(database);
        var orders = Enumerable.Range(0, 20).Select(number => Order($"o{number}", trades: [Trade($"t{number}", 1_000, 10)])).ToList();

        await Task.WhenAll(new[] { records, new OrderRecords(database) }.Select(process => Task.Run(async () =>
        {
            foreach (var order in orders) await process.KeepAsync(Owner, Account, [order], default);
        })));

        (await records.FindAsync(Owner, Account, new RecordQuery(), default)).Total.Should().Be(20);
        (await records.TradesSinceAsync(Owner, Account, null, DateTimeOffset.UnixEpoch, default)).Should().HaveCount(20);
    }
}
