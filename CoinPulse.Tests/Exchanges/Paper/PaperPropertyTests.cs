using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Paper;

/// <summary>Whatever people and markets do, no won and no coin is lost or made, and the same story ends the same.</summary>
public sealed class PaperPropertyTests
{
    private static readonly MarketCode Xrp = MarketCode.From("KRW-XRP");

    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (3, Gen.Select(Gen.Int[980, 1020], Gen.Long[1, 300_000_000_000], Gen.Bool, Gen.Enum<SelfMatch>())
            .Select((price, size, sells, mode) => (Step)new Limit(price, size / 100_000_000m, sells, mode))),
        (2, Gen.Select(Gen.Int[980, 1020], Gen.Long[1, 300_000_000_000]).Select((price, size) => (Step)new Ioc(price, size / 100_000_000m))),
        (2, Gen.Select(Gen.Int[1, 3_000_000], Gen.Enum<SelfMatch>()).Select((won, mode) => (Step)new Spend(won, mode))),
        (2, Gen.Select(Gen.Long[1, 300_000_000_000], Gen.Enum<SelfMatch>()).Select((size, mode) => (Step)new Sell(size / 100_000_000m, mode))),
        (2, Gen.Int[0, 40].Select(order => (Step)new Cancel(order))),
        (2, Gen.Int[0, 40].Select(order => (Step)new SellInstead(order))),
        (6, Gen.Select(Gen.Int[980, 1020], Gen.Int[0, 2000]).Select((price, size) => (Step)new Print(price, size))),
        (2, Gen.Select(Gen.Int[985, 1015], Gen.Int[1, 900]).Select((bid, depth) => (Step)new Show(bid, depth))),
        (1, Gen.Select(Gen.Int[1, 500], Gen.Bool).Select((coins, takes) => (Step)new Move(coins, takes))));

    [Fact]
    public Task No_won_and_no_coin_is_lost_or_made() => AnyStep.List[5, 60].SampleAsync(async steps => { await RunAsync(steps, CheckAsync); }, iter: 400);

    [Fact]
    public Task A_story_told_twice_ends_the_same_to_the_last_won() =>
        AnyStep.List[5, 60].SampleAsync(async steps => (await RunAsync(steps, null)).SequenceEqual(await RunAsync(steps, null)), iter: 100);

    private static async Task<List<string>> RunAsync(List<Step> steps, Func<PaperHarness, Quantity, Task>? check)
    {
        await using var venue = await PaperHarness.InMemoryAsync();
        var story = new List<string>();
        using var stream = venue.Exchange.Subscribe(order => story.Add($"{order.Id} {order.State} {order.Executed} {order.PaidFee} {order.CreatedAt:O}"));
        venue.Hub.PlaceAt(Xrp, new Price(1000), new Price(1001), new Quantity(700));
        var given = Quantity.Zero;
        for (var number = 0; number < steps.Count; number++)
        {
            venue.Clock.Advance(TimeSpan.FromSeconds(1));
            given += await steps[number].DoAsync(venue, number);
            await venue.Venue.PumpAsync();
            if (check is not null) await check(venue, given);
        }

        story.Add($"{(await venue.Exchange.BalancesAsync(default)).Value.Cash}");
        return story;
    }

    private static async Task CheckAsync(PaperHarness venue, Quantity given)
    {
        var state = (await venue.Store.LoadAsync(venue.Account.Owner, venue.Account.Id, default))!;
        var closed = await venue.Store.ClosedSinceAsync(venue.Account.Owner, venue.Account.Id, DateTimeOffset.MinValue, default);
        var orders = closed.Concat(state.Resting.Values).ToList();
        var account = state.Account;
        var coins = state.Coins.GetValueOrDefault("XRP");

        var bought = orders.Where(order => order.Side == OrderSide.Bid).SelectMany(order => order.Trades).ToList();
        var sold = orders.Where(order => order.Side == OrderSide.Ask).SelectMany(order => order.Trades).ToList();
        (account.FreeCash + account.LockedCash + account.PaidFees + Won(bought) - Won(sold)).Should().Be(account.NetDeposits);
        ((coins?.Free ?? Quantity.Zero) + (coins?.Locked ?? Quantity.Zero)).Should().Be(given + Coins(bought) - Coins(sold));
        account.PaidFees.Should().Be(orders.Aggregate(Krw.Zero, (sum, order) => sum + order.PaidFee));

        account.LockedCash.Should().Be(state.Resting.Values.Aggregate(Krw.Zero, (sum, order) => sum + order.LockedCash));
        (coins?.Locked ?? Quantity.Zero).Should().Be(state.Resting.Values.Aggregate(Quantity.Zero, (sum, order) => sum + order.LockedCoins));
        account.FreeCash.IsNegative.Should().BeFalse();
        (coins?.Free ?? Quantity.Zero).Should().BeGreaterThanOrEqualTo(Quantity.Zero);
        foreach (var order in orders)
        {
            Coins(order.Trades).Should().Be(order.Executed);
            if (order.Quantity is { } ordered) order.Executed.Should().BeLessThanOrEqualTo(ordered);
            if (order.Funds is { } funds) Won(order.Trades).Should().BeLessThanOrEqualTo(funds);
            order.Trades.Where(trade => order.Side == OrderSide.Bid ? trade.Price > order.Limit : trade.Price < order.Limit).Should().BeEmpty("a limit is a limit");
        }
    }

    private static Krw Won(IEnumerable<PaperTrade> trades) => trades.Aggregate(Krw.Zero, (sum, trade) => sum + trade.Funds);

    private static Quantity Coins(IEnumerable<PaperTrade> trades) => trades.Aggregate(Quantity.Zero, (sum, trade) => sum + trade.Quantity);

    private static ClientOrderId Key(int number) => ClientOrderId.From($"k{number}");

    private abstract record Step
    {
        /// <summary>Does it and says how many coins came in from outside.</summary>
        public abstract Task<Quantity> DoAsync(PaperHarness venue, int number);
    }

    private abstract record Act : Step
    {
        public sealed override async Task<Quantity> DoAsync(PaperHarness venue, int number)
        {
            await ActAsync(venue, number);
            return Quantity.Zero;
        }

        protected abstract Task ActAsync(PaperHarness venue, int number);
    }

    private sealed record Limit(int Price, decimal Size, bool Sells, SelfMatch Mode) : Act
    {
        protected override Task ActAsync(PaperHarness venue, int number) =>
            venue.Exchange.SubmitAsync(OrderRequest.Rest(Key(number), Xrp, Sells ? OrderSide.Ask : OrderSide.Bid, new Price(Price), new Quantity(Size)).With(Mode), default);
    }

    private sealed record Ioc(int Price, decimal Size) : Act
    {
        protected override Task ActAsync(PaperHarness venue, int number) =>
            venue.Exchange.SubmitAsync(OrderRequest.BuyNow(Key(number), Xrp, new Price(Price), new Quantity(Size)), default);
    }

    private sealed record Spend(int Funds, SelfMatch Mode) : Act
    {
        protected override Task ActAsync(PaperHarness venue, int number) => venue.Exchange.SubmitAsync(OrderRequest.BuyAtMarket(Key(number), Xrp, new Krw(Funds)).With(Mode), default);
    }

    private sealed record Sell(decimal Size, SelfMatch Mode) : Act
    {
        protected override Task ActAsync(PaperHarness venue, int number) => venue.Exchange.SubmitAsync(OrderRequest.SellAtMarket(Key(number), Xrp, new Quantity(Size)).With(Mode), default);
    }

    private sealed record Cancel(int Order) : Act
    {
        protected override Task ActAsync(PaperHarness venue, int number) => venue.Exchange.CancelAsync(Key(Order), default);
    }

    private sealed record SellInstead(int Order) : Act
    {
        protected override Task ActAsync(PaperHarness venue, int number) => venue.Exchange.CancelAndSellAsync(new CancelAndSell(Key(Order), Key(number), Xrp), default);
    }

    private sealed record Print(int Price, int Size) : Act
    {
        protected override Task ActAsync(PaperHarness venue, int number) => venue.PrintAsync(Xrp, new Price(Price), new Quantity(Size));
    }

    private sealed record Show(int Bid, int Depth) : Act
    {
        protected override Task ActAsync(PaperHarness venue, int number)
        {
            venue.Hub.PlaceAt(Xrp, new Price(Bid), new Price(Bid + 1), new Quantity(Depth));
            return Task.CompletedTask;
        }
    }

    private sealed record Move(int Amount, bool Takes) : Step
    {
        public override async Task<Quantity> DoAsync(PaperHarness venue, int number)
        {
            var amount = new Quantity(Amount);
            if (!Takes) return (await venue.Accounts.DepositAsync(venue.Account, Xrp.Base, amount, default)).Kind == AnswerKind.Answered ? amount : Quantity.Zero;
            return (await venue.Accounts.WithdrawAsync(venue.Account, Xrp.Base, amount, default)).Kind == AnswerKind.Answered ? -amount : Quantity.Zero;
        }
    }
}
