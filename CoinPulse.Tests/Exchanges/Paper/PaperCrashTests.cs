using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Paper;

/// <summary>The process dies at a commit point and everything in memory is gone: what is on disk is all or nothing.</summary>
public sealed class PaperCrashTests
{
    private static readonly MarketCode Xrp = MarketCode.From("KRW-XRP");

    public static TheoryData<string, bool> Points => new()
    {
        { PaperCrashPoint.BeforeCommit, false },
        { PaperCrashPoint.InsideCommit, false },
        { PaperCrashPoint.AfterCommit, true },
        { PaperCrashPoint.AfterStream, true },
    };

    [Theory, MemberData(nameof(Points))]
    public async Task A_market_buy_is_booked_whole_or_not_at_all(string point, bool isBooked)
    {
        await using var venue = await StartAsync(point);
        var order = OrderRequest.BuyAtMarket(ClientOrderId.From("b"), Xrp, new Krw(10_010));

        await CrashAsync(venue, () => venue.Exchange.SubmitAsync(order, default));

        (await venue.Exchange.FindAsync(order.Key, default)).Kind.Should().Be(isBooked ? AnswerKind.Answered : AnswerKind.Refused);
        await ShouldHoldAsync(venue, coins: isBooked ? 10 : 0, cash: isBooked ? 10_000_000 - 10_015.005m : 10_000_000);
    }

    [Theory, MemberData(nameof(Points))]
    public async Task Cancel_and_sell_is_booked_whole_or_not_at_all(string point, bool isBooked)
    {
        await using var venue = await StartAsync(point: null);
        await venue.GiveCoinsAsync(Xrp.Base, new Quantity(10));
        var target = OrderRequest.Rest(ClientOrderId.From("t"), Xrp, OrderSide.Ask, new Price(1010), new Quantity(10));
        await venue.Exchange.SubmitAsync(target, default);
        await DieAtAsync(venue, point);

        await CrashAsync(venue, () => venue.Exchange.CancelAndSellAsync(new CancelAndSell(target.Key, ClientOrderId.From("s"), Xrp), default));

        (await venue.Exchange.FindAsync(target.Key, default)).Value.State.Should().Be(isBooked ? ExchangeOrderState.Cancelled : ExchangeOrderState.Waiting);
        await ShouldHoldAsync(venue, coins: isBooked ? 0 : 10, cash: isBooked ? 10_000_000 + 10_000 - 5 : 10_000_000);
    }

    [Theory, MemberData(nameof(Points))]
    public async Task A_fill_of_a_resting_order_is_booked_whole_or_waits_for_the_next_print(string point, bool isBooked)
    {
        await using var venue = await StartAsync(point: null);
        var bid = OrderRequest.Rest(ClientOrderId.From("r"), Xrp, OrderSide.Bid, new Price(990), new Quantity(100));
        await venue.Exchange.SubmitAsync(bid, default);
        await DieAtAsync(venue, point);

        await CrashAsync(venue, () => venue.PrintAsync(Xrp, new Price(989), new Quantity(1)));

        (await venue.Exchange.FindAsync(bid.Key, default)).Value.State.Should().Be(isBooked ? ExchangeOrderState.Done : ExchangeOrderState.Waiting);
        await venue.PrintAsync(Xrp, new Price(989), new Quantity(1));
        await ShouldHoldAsync(venue, coins: 100, cash: 10_000_000 - 99_000 * 1.0005m);
    }

    private static async Task<PaperHarness> StartAsync(string? point)
    {
        var venue = await PaperHarness.OnAsync(DatabaseKind.Sqlite);
        venue.Hub.PlaceAt(Xrp, new Price(1000), new Price(1001), new Quantity(1000));
        if (point is not null) await DieAtAsync(venue, point);
        return venue;
    }

    private static Task DieAtAsync(PaperHarness venue, string point)
    {
        venue.Crashes = new FailsAt(point, passing => new SimulatedCrashException(passing));
        return venue.RestartAsync();
    }

    private static async Task CrashAsync(PaperHarness venue, Func<Task> act)
    {
        await act.Should().ThrowAsync<SimulatedCrashException>();
        venue.Crashes = new NoCrashPoints();
        await venue.RestartAsync();
    }

    private static async Task ShouldHoldAsync(PaperHarness venue, decimal coins, decimal cash)
    {
        var balances = (await venue.Exchange.BalancesAsync(default)).Value;
        balances.Of(Xrp.Base).Total.Should().Be(new Quantity(coins));
        balances.Cash.Should().Be(new Krw(cash));
    }
}
