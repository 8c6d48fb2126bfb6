using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Xunit;
using static CoinPulse.Tests.Holdings.Told;

namespace CoinPulse.Tests.Holdings;

public sealed class HistorySyncTests : IAsyncLifetime
{
    private static readonly ExchangeFault Lost = new(ExchangeFaultKind.NoAnswer, "no_answer", "cut");

    private HistoryFloor _floor = null!;

    private ScriptedExchange Exchange => _floor.Exchange;

    public async Task InitializeAsync() => _floor = await HistoryFloor.OpenAsync();

    public async Task DisposeAsync() => await _floor.DisposeAsync();

    [Theory, EveryDatabase]
    public async Task The_first_connection_brings_the_whole_past_and_what_rests(DatabaseKind kind)
    {
        await using var floor = await HistoryFloor.OpenAsync(kind);
        floor.Exchange.Put(
            Order("old", at: Noon.AddDays(-27), trades: [Trade("t1", 1_000, 10, Noon.AddDays(-27))]),
            Order("older-than-wanted", at: Noon.AddDays(-29)),
            Order("cancelled", state: ExchangeOrderState.Cancelled, at: Noon.AddDays(-10)),
            Order("resting", state: ExchangeOrderState.Waiting, at: Noon.AddDays(-20), trades: [Trade("t2", 1_000, 3, Noon.AddDays(-19))]));
        floor.Exchange.Transfers.Add(new ExchangeTransfer("d1", TransferDirection.Deposit, Asset.Krw, 100_000, 0, Noon.AddDays(-28)));

        var report = await floor.Sync().RunAsync(default);

        report.Should().BeEquivalentTo(new { Accounts = 1, Stretches = 4, Failed = 0 });
        (await floor.IdsAsync()).Should().Equal("old", "resting", "cancelled");
        (await floor.LinesAsync())[1].Should().BeEquivalentTo(new { Order = new { Executed = new Quantity(3), IsSettled = false }, Trades = new[] { new { Id = "t2" } } });
        (await floor.MarkAsync()).Should().BeEquivalentTo(new { IsWhole = true, Progress = 1m, Through = Noon, ReadBackTo = Noon.AddDays(-28) });
        (await floor.Marks.TransfersAsync(Owner, Account, DateTimeOffset.UnixEpoch, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_restart_in_the_middle_asks_for_nothing_that_is_known()
    {
        foreach (var day in Enumerable.Range(1, 27)) Exchange.Put(Order($"o{day:00}", at: Noon.AddDays(-day), trades: [Trade($"t{day}", 1_000, 10, Noon.AddDays(-day))]));
        Exchange.Trouble = question => question == "find o17" && Exchange.Asked.Count(asked => asked == question) == 1 ? Lost : null;
        await _floor.Sync().RunAsync(default);
        var broken = await _floor.MarkAsync();
        (broken.IsWhole, broken.Trouble).Should().Be((false, ExchangeFaultKind.NoAnswer));
        broken.Progress.Should().Be(0.5m);

        await _floor.Sync().RunAsync(default);

        (await _floor.IdsAsync()).Should().HaveCount(27);
        (await _floor.MarkAsync()).Should().BeEquivalentTo(new { IsWhole = true, Trouble = (ExchangeFaultKind?)null });
        Exchange.Asked.Where(asked => asked.StartsWith("find", StringComparison.Ordinal)).GroupBy(asked => asked).Where(asked => asked.Count() > 1)
            .Select(asked => asked.Key).Should().Equal(["find o17"], "only the one that was lost is asked for twice");
    }

    [Fact]
    public async Task What_is_new_is_read_from_where_the_last_look_ended_and_no_further_back()
    {
        await _floor.Sync(0).RunAsync(default);
        Exchange.Put(Order("o1", at: Noon.AddMinutes(2), trades: [Trade("t1", 1_000, 10, Noon.AddMinutes(2))]));
        _floor.Wall.Advance(TimeSpan.FromMinutes(5));
        var first = await _floor.Sync(0).RunAsync(default);
        _floor.Wall.Advance(TimeSpan.FromMinutes(5));
        var asked = Exchange.Asked.Count;

        var second = await _floor.Sync(0).RunAsync(default);

        (first.Orders, second.Orders).Should().Be((1, 0));
        Exchange.Asked.Skip(asked).Should().NotContain(question => question.StartsWith("find", StringComparison.Ordinal), "it is settled");
        (await _floor.MarkAsync()).Through.Should().Be(Noon.AddMinutes(10));
    }

    [Fact]
    public async Task An_order_that_rested_for_weeks_and_ended_while_nobody_looked_is_found_by_its_id()
    {
        Exchange.Put(Order("late", OrderSide.Ask, ExchangeOrderState.Waiting, at: Noon.AddDays(-1)));
        await _floor.Sync(0).RunAsync(default);
        _floor.Wall.Advance(TimeSpan.FromDays(40));
        Exchange.Put(Order("late", OrderSide.Ask, at: Noon.AddDays(-1), trades: [Trade("t1", 1_000, 10, Noon.AddDays(30))]));

        await _floor.Sync(0).RunAsync(default);

        (await _floor.LinesAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Order = new { IsSettled = true, Executed = new Quantity(10) }, Trades = new[] { new { Id = "t1" } } });
    }

    [Fact]
    public async Task A_gap_in_which_nothing_was_answered_loses_nothing()
    {
        await _floor.Sync(0).RunAsync(default);
        Exchange.Trouble = _ => Lost;
        for (var pass = 0; pass < 3; pass++)
        {
            _floor.Wall.Advance(TimeSpan.FromHours(9));
            (await _floor.Sync(0).RunAsync(default)).Failed.Should().Be(1);
        }

        Exchange.Put(Order("o1", at: Noon.AddHours(10), trades: [Trade("t1", 1_000, 10, Noon.AddHours(10))]));
        Exchange.Trouble = _ => null;

        (await _floor.Sync(0).RunAsync(default)).Orders.Should().Be(1);
        (await _floor.MarkAsync()).Trouble.Should().BeNull();
    }

    [Fact]
    public async Task An_order_that_the_exchange_does_not_know_any_more_is_over()
    {
        Exchange.Put(Order("gone", state: ExchangeOrderState.Waiting));
        await _floor.Sync(0).RunAsync(default);
        Exchange.Orders.Clear();

        await _floor.Sync(0).RunAsync(default);

        (await _floor.LinesAsync())[0].Order.Should().BeEquivalentTo(new { State = ExchangeOrderState.Cancelled, IsSettled = true });
    }

    [Fact]
    public async Task A_key_that_may_not_see_transfers_hides_nothing_else()
    {
        Exchange.Put(Order("o1", at: Noon.AddMinutes(-1), trades: [Trade("t1", 1_000, 10)]));
        Exchange.Trouble = question => question == "transfers" ? new ExchangeFault(ExchangeFaultKind.PermissionMissing, "out_of_scope", "권한이 부족합니다.") : null;

        (await _floor.Sync(0).RunAsync(default)).Failed.Should().Be(0);

        (await _floor.IdsAsync()).Should().Equal("o1");
        (await _floor.MarkAsync()).HidesTransfers.Should().BeTrue();
        Exchange.Trouble = _ => null;
        await _floor.Sync(0).RunAsync(default);
        (await _floor.MarkAsync()).HidesTransfers.Should().BeFalse("the key was replaced");
    }

    [Fact]
    public async Task The_stream_is_written_down_as_it_tells_doubled_or_late()
    {
        using var recorder = _floor.Recorder();
        var told = 0;
        _floor.News.Kept += owner => told += owner == Owner ? 1 : 0;
        await recorder.ListenAsync(default);
        var part = Order("o1", state: ExchangeOrderState.Waiting, trades: [Trade("t1", 1_000, 4)]);
        var whole = Order("o1", trades: [Trade("t1", 1_000, 4), Trade("t2", 1_000, 6)]);
        foreach (var news in new[] { whole, part, whole }) Exchange.Tell(news);

        await recorder.WriteAsync(default);
        await recorder.WriteAsync(default);

        (await _floor.LinesAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Order = new { IsSettled = true }, Trades = new[] { new { Id = "t1" }, new { Id = "t2" } } });
        told.Should().Be(1);
    }

    [Fact]
    public async Task Only_the_engine_hears_and_it_hears_each_account_once()
    {
        using var recorder = _floor.Recorder();
        _floor.Lease.Take();
        await recorder.ListenAsync(default);
        Exchange.IsHeard.Should().BeFalse();
        _floor.Lease.Give(2);
        await recorder.ListenAsync(default);
        await recorder.ListenAsync(default);
        Exchange.Tell(Order("o1"));
        await recorder.WriteAsync(default);
        (await _floor.IdsAsync()).Should().Equal("o1");
        _floor.Lease.Take();

        await recorder.ListenAsync(default);

        Exchange.IsHeard.Should().BeFalse();
    }
}
