using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Paper;

/// <summary>What the paper exchange promises beyond the contract: its own books, its own market, its own bad days.</summary>
public sealed class PaperExchangeTests
{
    private static readonly MarketCode Xrp = MarketCode.From("KRW-XRP");

    [Fact]
    public async Task Depth_that_we_took_is_not_there_twice_until_the_book_changes()
    {
        await using var venue = await StartAsync();

        var first = await BuyAsync(venue, "1", worst: 1001, quantity: 800);
        var second = await BuyAsync(venue, "2", worst: 1001, quantity: 800);
        venue.Hub.PlaceAt(Xrp, new Price(1000), new Price(1001), new Quantity(1000));
        var third = await BuyAsync(venue, "3", worst: 1001, quantity: 800);

        (first.Executed, second.Executed, third.Executed).Should().Be((new Quantity(800), new Quantity(200), new Quantity(800)));
    }

    [Fact]
    public async Task A_deposit_and_a_withdrawal_move_free_money_only()
    {
        await using var venue = await StartAsync();

        await venue.Accounts.DepositAsync(venue.Account, new Krw(500), default);
        var over = await venue.Accounts.WithdrawAsync(venue.Account, new Krw(10_000_501), default);
        var all = await venue.Accounts.WithdrawAsync(venue.Account, new Krw(10_000_500), default);

        over.Fault!.Kind.Should().Be(ExchangeFaultKind.InsufficientFunds);
        all.Value.Cash.Should().Be(Krw.Zero);
    }

    [Fact]
    public async Task Opening_an_account_twice_gives_no_second_gift()
    {
        await using var venue = await StartAsync();
        await BuyAsync(venue, "1", worst: 1001, quantity: 100);

        await venue.Accounts.OpenAsync(venue.Account, default);

        (await venue.Exchange.BalancesAsync(default)).Value.FreeCash.Should().Be(new Krw(10_000_000 - 100_150.05m));
    }

    [Fact]
    public async Task Without_prices_it_takes_no_orders_but_still_cancels()
    {
        await using var venue = await StartAsync();
        var resting = OrderRequest.Rest(ClientOrderId.From("r"), Xrp, OrderSide.Bid, new Price(990), new Quantity(10));
        await venue.Exchange.SubmitAsync(resting, default);
        venue.Hub.State = FeedState.Down;

        var refused = await venue.Exchange.SubmitAsync(OrderRequest.BuyAtMarket(ClientOrderId.From("b"), Xrp, new Krw(10_000)), default);
        var cancelled = await venue.Exchange.CancelAsync(resting.Key, default);

        refused.Fault!.Kind.Should().Be(ExchangeFaultKind.Busy);
        cancelled.Kind.Should().Be(AnswerKind.Answered);
    }

    [Fact]
    public async Task A_print_where_nothing_rests_reaches_no_account()
    {
        await using var venue = await StartAsync();
        await venue.Exchange.SubmitAsync(OrderRequest.Rest(ClientOrderId.From("r"), Xrp, OrderSide.Bid, new Price(990), new Quantity(10)), default);

        venue.Hub.Print(Xrp, new Price(991), new Quantity(10));
        venue.Hub.Print(MarketCode.From("KRW-ADA"), new Price(100), new Quantity(10));

        venue.Paper.HasPrints.Should().BeFalse();
    }

    [Fact]
    public async Task Left_to_itself_it_fills_resting_orders_on_a_worker()
    {
        await using var venue = await StartAsync();
        using var live = new PaperVenue(venue.Hub, venue.Clock);
        using var exchanges = new PaperExchanges(live, venue.Store, venue.EngineClock, new NoCrashPoints(), NullLogger<PaperExchanges>.Instance);
        var exchange = exchanges.For(venue.Account);
        var filled = new TaskCompletionSource<ExchangeOrder>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stream = exchange.Subscribe(order =>
        {
            if (order.IsFinal) filled.TrySetResult(order);
        });
        await exchange.SubmitAsync(OrderRequest.Rest(ClientOrderId.From("r"), Xrp, OrderSide.Bid, new Price(990), new Quantity(10)), default);

        venue.Hub.Print(Xrp, new Price(989), new Quantity(1));

        (await filled.Task.WaitAsync(TimeSpan.FromSeconds(10))).Executed.Should().Be(new Quantity(10));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_an_unknown_answer()
    {
        var venue = await PaperHarness.OnAsync(DatabaseKind.Sqlite);
        venue.Crashes = new FailsAt(PaperCrashPoint.AfterCommit, point => new PaperStoreUnavailableException(point));
        await venue.RestartAsync();
        venue.Hub.PlaceAt(Xrp, new Price(1000), new Price(1001), new Quantity(1000));

        var answer = await venue.Exchange.SubmitAsync(OrderRequest.BuyAtMarket(ClientOrderId.From("b"), Xrp, new Krw(10_010)), default);

        answer.Kind.Should().Be(AnswerKind.Unknown);
        (await venue.Exchange.FindAsync(ClientOrderId.From("b"), default)).Value.Executed.Should().Be(new Quantity(10));
        await venue.DisposeAsync();
    }

    [Theory, EveryDatabase]
    public async Task Two_processes_on_one_database_accept_a_key_once_and_lose_no_won(DatabaseKind kind)
    {
        await using var here = await PaperHarness.OnAsync(kind);
        here.Hub.PlaceAt(Xrp, new Price(1000), new Price(1001), new Quantity(100_000));
        using var otherVenue = new PaperVenue(here.Hub, here.Clock, stepsByHand: true);
        using var others = new PaperExchanges(otherVenue, here.Store, here.EngineClock, new NoCrashPoints(), NullLogger<PaperExchanges>.Instance);
        var there = others.For(here.Account);

        var orders = Enumerable.Range(0, 20).Select(n => OrderRequest.BuyNow(ClientOrderId.From($"k{n}"), Xrp, new Price(1001), new Quantity(10))).ToList();
        var answers = await Task.WhenAll(
            Task.Run(() => SendAllAsync(here.Exchange, orders)),
            Task.Run(() => SendAllAsync(there, orders)));

        answers.SelectMany(each => each).Count(answer => answer.Kind == AnswerKind.Answered).Should().Be(20);
        answers.SelectMany(each => each).Count(answer => answer.Fault?.Kind == ExchangeFaultKind.DuplicateIdentifier).Should().Be(20);
        foreach (var exchange in new[] { here.Exchange, there })
        {
            var balances = (await exchange.BalancesAsync(default)).Value;
            balances.Of(Xrp.Base).Free.Should().Be(new Quantity(200));
            balances.Cash.Should().Be(new Krw(10_000_000 - 200_200 * 1.0005m));
        }
    }

    [Fact]
    public async Task One_persons_account_cannot_be_read_as_anothers()
    {
        await using var venue = await PaperHarness.OnAsync(DatabaseKind.Sqlite);
        var stranger = PaperHarness.NewAccount(2).Owner;

        (await venue.Store.LoadAsync(stranger, venue.Account.Id, default)).Should().BeNull();
        (await venue.Store.LoadAsync(venue.Account.Owner, venue.Account.Id, default)).Should().NotBeNull();
    }

    private static async Task<PaperHarness> StartAsync()
    {
        var venue = await PaperHarness.InMemoryAsync();
        venue.Hub.PlaceAt(Xrp, new Price(1000), new Price(1001), new Quantity(1000));
        return venue;
    }

    private static async Task<ExchangeOrder> BuyAsync(PaperHarness venue, string key, decimal worst, decimal quantity) =>
        (await venue.Exchange.SubmitAsync(OrderRequest.BuyNow(ClientOrderId.From(key), Xrp, new Price(worst), new Quantity(quantity)), default)).Value;

    private static async Task<List<ExchangeAnswer<ExchangeOrder>>> SendAllAsync(IExchange exchange, IEnumerable<OrderRequest> orders)
    {
        var answers = new List<ExchangeAnswer<ExchangeOrder>>();
        foreach (var order in orders) answers.Add(await exchange.SubmitAsync(order, default));
        return answers;
    }
}
