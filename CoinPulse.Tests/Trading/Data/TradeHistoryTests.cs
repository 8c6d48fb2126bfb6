using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Trading.Data;

public sealed class TradeHistoryTests
{
    private static readonly UserId Owner = new(Guid.CreateVersion7(Story.Now));
    private static readonly UserId Stranger = new(Guid.CreateVersion7(Story.Now));
    private static readonly AccountId Account = new(Guid.CreateVersion7(Story.Now));

    private readonly FakeTimeProvider _wall = new(Story.Now);
    private int _stories;

    [Theory, EveryDatabase]
    public async Task Pages_tile_the_whole_in_the_order_that_was_asked_for(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        foreach (var price in new decimal[] { 1_010, 950, 1_100, 990, 1_020 }) await CloseAsync(database, price);

        var first = await ClosedAsync(database, new TradeQuery(Sort: TradeSort.Profit, Take: 3));
        var second = await ClosedAsync(database, new TradeQuery(Sort: TradeSort.Profit, Skip: 3, Take: 3));

        var all = first.Trades.Concat(second.Trades).ToList();
        all.Select(trade => trade.Id).Should().OnlyHaveUniqueItems().And.HaveCount(5);
        all.Select(trade => trade.Profit.Value).Should().BeInDescendingOrder();
        (first.Total, first.Won, first.Profit).Should().Be((5, 3, all.Aggregate(Krw.Zero, (sum, trade) => sum + trade.Profit)));
    }

    [Theory, EveryDatabase]
    public async Task The_newest_stands_first_unless_the_oldest_is_asked_for(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        foreach (var price in new decimal[] { 1_010, 950, 1_100 }) await CloseAsync(database, price);

        (await ClosedAsync(database, new TradeQuery())).Trades.Select(trade => trade.ClosedAt).Should().BeInDescendingOrder();
        (await ClosedAsync(database, new TradeQuery(Ascending: true))).Trades.Select(trade => trade.ClosedAt).Should().BeInAscendingOrder();
        (await ClosedAsync(database, new TradeQuery(Sort: TradeSort.Market))).Trades.Should().HaveCount(3);
    }

    [Theory, EveryDatabase]
    public async Task A_run_is_the_trades_of_a_strategy_that_were_opened_in_it_in_the_order_in_which_they_ended(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        foreach (var price in new decimal[] { 1_100, 950, 1_020 }) await CloseAsync(database, price);
        var ended = (await ClosedAsync(database, new TradeQuery(Ascending: true))).Trades;
        var history = new TradeHistory(database);

        (await history.ProfitsAsync(Owner, Account, StrategyId.From("swing"), Story.Now.AddYears(-1), default)).Should().Equal(ended.Select(trade => trade.Profit));
        (await history.ProfitsAsync(Owner, Account, StrategyId.From("swing"), ended.Max(trade => trade.PlannedAt).AddTicks(10), default)).Should().BeEmpty();
        (await history.ProfitsAsync(Owner, Account, StrategyId.From("trend"), default, default)).Should().BeEmpty();
        (await history.ProfitsAsync(Stranger, Account, StrategyId.From("swing"), default, default)).Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Each_filter_leaves_what_it_names(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await CloseAsync(database, 1_100, ExitReason.TakeProfit);
        await CloseAsync(database, 950, ExitReason.StopLoss);
        var today = Kst.DayOf(Story.Now);

        async Task<int> CountAsync(TradeQuery query) => (await ClosedAsync(database, query)).Total;

        (await CountAsync(new TradeQuery(Won: true)), await CountAsync(new TradeQuery(Won: false))).Should().Be((1, 1));
        (await CountAsync(new TradeQuery(Because: ExitReason.StopLoss)), await CountAsync(new TradeQuery(Because: ExitReason.TimeLimit))).Should().Be((1, 0));
        (await CountAsync(new TradeQuery(Market: Story.Market)), await CountAsync(new TradeQuery(Market: MarketCode.From("KRW-BTC")))).Should().Be((2, 0));
        (await CountAsync(new TradeQuery(Strategy: StrategyId.From("swing"))), await CountAsync(new TradeQuery(Strategy: StrategyId.From("trend")))).Should().Be((2, 0));
        (await CountAsync(new TradeQuery(From: today, Through: today)), await CountAsync(new TradeQuery(From: today.AddDays(1))), await CountAsync(new TradeQuery(Through: today.AddDays(-1)))).Should().Be((2, 0, 0));
    }

    [Theory, EveryDatabase]
    public async Task One_persons_trades_are_not_anothers(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var id = await CloseAsync(database, 1_100);
        var history = new TradeHistory(database);

        (await history.FindAsync(Stranger, id, default)).Should().BeNull();
        (await history.ClosedAsync(Stranger, Account, new TradeQuery(), default)).Total.Should().Be(0);
        (await history.DecisionsAsync(Stranger, Account, new DecisionQuery(), default)).Total.Should().Be(0);
        (await history.MarketsAsync(Stranger, Account, default)).Should().BeEmpty();
        (await history.FindAsync(Owner, id, default))!.Position.Id.Should().Be(id);
    }

    [Theory, EveryDatabase]
    public async Task The_way_of_the_stop_is_kept_step_by_step_and_outlives_the_trade(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var story = await OpenAsync(database);
        await ChangeAsync(database, story, file => file.Follow(story.Trade(story.Entry, 10, 1_000), Story.Now, Story.Now));
        var armed = (await FindAsync(database, story)).Guard!.Stop;

        _wall.Advance(TimeSpan.FromMinutes(2));
        await ChangeAsync(database, story, file => file.TryMoveStop(new Price(970), new Price(1_000), null));
        _wall.Advance(TimeSpan.FromSeconds(10));
        await ChangeAsync(database, story, file => file.TryMoveStop(new Price(975), new Price(1_000), null));   // the same minute
        _wall.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(database, story, file => file.Guard!.Lift(new Price(1_001)));   // the peak alone is no step

        var steps = (await FindAsync(database, story)).Stops;
        steps.Select(step => (step.At, step.Stop)).Should().Equal((Story.Now, armed), (Story.Now.AddMinutes(2), new Price(975)));
    }

    [Theory, EveryDatabase]
    public async Task A_guard_that_prices_have_lifted_leaves_a_step_when_it_is_kept(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var story = await OpenAsync(database, Story.Plain with { TrailFrom = Percent.Of(2), TrailBy = Percent.Of(1) });
        await ChangeAsync(database, story, file => file.Follow(story.Trade(story.Entry, 10, 1_000), Story.Now, Story.Now));
        var guard = (await FindAsync(database, story)).Guard!;
        _wall.Advance(TimeSpan.FromMinutes(3));
        guard.Lift(new Price(1_050));

        await Store(database).KeepGuardAsync(Owner, guard, default);
        await Store(database).KeepGuardAsync(Owner, guard, default);

        (await FindAsync(database, story)).Stops.Select(step => step.Kind).Should().Equal(StopKind.Loss, StopKind.Trailing);
    }

    [Theory, EveryDatabase]
    public async Task Decisions_are_found_by_what_they_came_to(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var account = new TradingAccount(Account, Owner, AccountKind.Paper, PriceSource.Simulated, Story.Now);
        Decision Made(DecisionKind decided, string market, int minute) => new(
            Guid.CreateVersion7(Story.Now.AddMinutes(minute)), account, StrategyId.From("swing"), MarketCode.From(market), decided, Reason.Of("Seen"), Reason.Of("Why"), Story.Now.AddMinutes(minute));
        await new DecisionLog(database).WriteAsync(Owner, Account, [Made(DecisionKind.Entered, "KRW-BTC", 1), Made(DecisionKind.Refused, "KRW-ETH", 2)], default);
        var history = new TradeHistory(database);

        (await history.DecisionsAsync(Owner, Account, new DecisionQuery(Take: 1), default)).Should().Match<FoundDecisions>(found => found.Total == 2 && found.Decisions[0].Market.Value == "KRW-ETH");
        (await history.DecisionsAsync(Owner, Account, new DecisionQuery(Kind: DecisionKind.Entered), default)).Decisions.Should().ContainSingle().Which.Market.Value.Should().Be("KRW-BTC");
        (await history.DecisionsAsync(Owner, Account, new DecisionQuery(From: Kst.DayOf(Story.Now).AddDays(1)), default)).Total.Should().Be(0);
        (await history.MarketsAsync(Owner, Account, default)).Select(market => market.Value).Should().Equal("KRW-BTC", "KRW-ETH");
    }

    [Theory, EveryDatabase]
    public async Task The_stopwatches_of_the_newest_exits_are_everybodys(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        foreach (var price in new decimal[] { 1_010, 950, 1_100 }) await CloseAsync(database, price);
        await OpenAsync(database);
        var times = new TradeHistory(database);

        (await times.NewestForEveryoneAsync(Story.Now, 10, default)).Should().HaveCount(3).And.OnlyContain(exit => exit.PriceSeenAt == Story.Now);
        (await times.NewestForEveryoneAsync(Story.Now, 2, default)).Should().HaveCount(2);
        (await times.NewestForEveryoneAsync(Story.Now.AddMinutes(3), 10, default)).Should().ContainSingle("the others are older");
    }

    private PositionStore Store(TestDatabase database) => new(database, new AuditPen(_wall), _wall);

    private static Task<FoundTrades> ClosedAsync(TestDatabase database, TradeQuery query) => new TradeHistory(database).ClosedAsync(Owner, Account, query, default);

    private static async Task<PositionRecord> FindAsync(TestDatabase database, Story story) => (await new TradeHistory(database).FindAsync(Owner, story.Position.Id, default))!;

    private async Task<Story> OpenAsync(TestDatabase database, ExitPlan? plan = null)
    {
        var story = new Story(plan, owner: Owner, account: Account, candle: Story.Now.AddMinutes(5 * ++_stories));
        (await Store(database).TryOpenAsync(Owner, story.File, null, default)).Should().BeTrue();
        return story;
    }

    private async Task<PositionId> CloseAsync(TestDatabase database, decimal price, ExitReason because = ExitReason.StopLoss)
    {
        var story = await OpenAsync(database);
        var closes = Story.Now.AddMinutes(_stories);
        await ChangeAsync(database, story, file =>
        {
            file.Follow(story.Trade(story.Entry, 10, 1_000), Story.Now, Story.Now);
            file.BeginExit(because, Reason.Of(because.ToString()), new Quantity(10), new ExitStopwatch(Story.Now, Story.Now));
            var exit = file.Plan(Leg.Exit, id => Core.Exchanges.OrderRequest.SellAtMarket(id, Story.Market, new Quantity(10)), Story.Now);
            file.Follow(story.Trade(exit, 10, price), closes, closes);
        });
        return story.Position.Id;
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
}
