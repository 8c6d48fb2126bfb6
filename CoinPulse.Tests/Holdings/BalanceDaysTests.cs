using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CsCheck;
using FluentAssertions;
using Xunit;
using static CoinPulse.Tests.Holdings.Told;

namespace CoinPulse.Tests.Holdings;

public sealed class BalanceDaysTests
{
    private static readonly DateOnly Today = Kst.DayOf(Noon);
    private static readonly IReadOnlyDictionary<DateOnly, SeenDay> NobodyLooked = new Dictionary<DateOnly, SeenDay>();

    /// <summary>What happens, an hour after another: how many hours later, and how many coins or thousands of won, minus for what goes.</summary>
    private static readonly Gen<(int Hours, int Kind, int Amount)[]> Lives = Gen.Select(Gen.Int[1, 40], Gen.Int[0, 2], Gen.Int[-50, 80]).Array[0, 30];

    /// <summary>A price that is another each hour and known at every one.</summary>
    private static Price? PriceAt(Asset asset, DateTimeOffset at) => new Price(500 + (at - Noon.AddDays(-60)).Ticks / TimeSpan.TicksPerHour % 97 * 10);

    [Fact]
    public void Days_that_nobody_saw_are_what_a_look_would_have_said() => Lives.Sample(life =>
    {
        var (cash, coins) = (1_000_000m, 0m);
        var (trades, transfers) = (new List<TradeRecord>(), new List<TransferRecord> { Transfer("opening", TransferDirection.Deposit, Asset.Krw, 1_000_000, Noon.AddDays(-50)) });
        var (at, lookedAt) = (Noon.AddDays(-50), Kst.StartOf(Kst.DayOf(Noon.AddDays(-50)).AddDays(1)));
        var seen = new List<(DateOnly On, Krw Worth)>();
        foreach (var (hours, kind, amount) in life)
        {
            var next = at.AddHours(hours).AddMinutes(7);
            if (next >= Noon) break;
            at = next;
            LookUntil(at);
            Happen(kind, amount, $"n{trades.Count + transfers.Count}");
        }

        LookUntil(Noon);
        var balances = new AccountBalances(new Krw(cash), Krw.Zero, [new CoinBalance(Xrp.Base, new Quantity(coins), Quantity.Zero, default)]);
        var worthNow = new Krw(cash + coins * PriceAt(Xrp.Base, Noon)!.Value.Value);

        var days = new BalanceDays(balances, Noon, worthNow, PriceAt).Since(Today.AddDays(-55), trades, transfers, NobodyLooked);

        days.SkipLast(1).Select(day => (day.On, day.Equity)).Should().Equal(seen);
        days[^1].Equity.Should().Be(worthNow);

        void LookUntil(DateTimeOffset moment)
        {
            for (; lookedAt <= moment; lookedAt = lookedAt.AddDays(1)) seen.Add((Kst.DayOf(lookedAt), new Krw(cash + coins * PriceAt(Xrp.Base, lookedAt)!.Value.Value)));
        }

        void Happen(int kind, int amount, string id)
        {
            var price = PriceAt(Xrp.Base, at)!.Value.Value;
            if (kind == 0)
            {
                amount = Math.Max(amount, (int)-coins);
                if (amount == 0 || amount * price * 1.0005m > cash) return;
                var trade = Record(id, amount > 0 ? OrderSide.Bid : OrderSide.Ask, price, Math.Abs(amount), at);
                trades.Add(trade);
                (cash, coins) = (cash + trade.Cash.Value, coins + amount);
                return;
            }

            var (isWon, change) = (kind == 1, kind == 1 ? Math.Max(amount * 1_000m, -cash) : Math.Max(amount, -coins));
            if (change == 0) return;
            transfers.Add(Transfer(id, change > 0 ? TransferDirection.Deposit : TransferDirection.Withdrawal, isWon ? Asset.Krw : Xrp.Base, Math.Abs(change), at));
            (cash, coins) = isWon ? (cash + change, coins) : (cash, coins + change);
        }
    });

    [Fact]
    public void A_day_that_was_seen_stays_as_it_was_seen()
    {
        var at = Kst.StartOf(Today.AddDays(-1)).AddHours(2);
        var seen = new Dictionary<DateOnly, SeenDay> { [Today.AddDays(-1)] = new(Today.AddDays(-1), at, new Krw(777)) };

        var days = Of(new Krw(900)).Since(Today.AddDays(-2), [], [], seen);

        days.Select(day => (day.On, day.Equity, day.IsComputed)).Should().Equal(
            (Today.AddDays(-2), new Krw(900), true), (Today.AddDays(-1), new Krw(777), false), (Today, new Krw(900), true), (Today, new Krw(900), false));
        days[1].At.Should().Be(at);
    }

    [Fact]
    public void Days_before_there_was_anything_are_left_out_and_what_came_is_told_on_its_day()
    {
        var opening = Transfer("d1", TransferDirection.Deposit, Asset.Krw, 900, Kst.StartOf(Today.AddDays(-3)).AddHours(1));
        var more = Transfer("d2", TransferDirection.Deposit, Asset.Krw, 100, Kst.StartOf(Today.AddDays(-1)).AddHours(1));

        var days = Of(new Krw(1_000)).Since(Today.AddDays(-30), [], [opening, more], NobodyLooked);

        days.Select(day => (day.Equity, day.In)).Should().Equal(
            (new Krw(900), Krw.Zero), (new Krw(900), new Krw(100)), (new Krw(1_000), Krw.Zero), (new Krw(1_000), Krw.Zero));
    }

    [Fact]
    public void A_coin_whose_price_of_then_nobody_knows_is_left_out_and_said()
    {
        var balances = new AccountBalances(new Krw(1_000), Krw.Zero, [new CoinBalance(Xrp.Base, new Quantity(5), Quantity.Zero, default)]);

        var days = new BalanceDays(balances, Noon, new Krw(6_000), (_, _) => null).Since(Today.AddDays(-1), [], [], NobodyLooked);

        days.SkipLast(1).Should().OnlyContain(day => day.LacksPrices && day.Equity == new Krw(1_000));
    }

    [Fact]
    public void Deposits_and_withdrawals_move_no_return()
    {
        DayBalance Day(int number, decimal equity, decimal came = 0, decimal went = 0) =>
            new(Today.AddDays(number), Noon.AddDays(number), new Krw(equity), new Krw(came), new Krw(went), false);

        Growth.TimeWeighted([Day(0, 100), Day(1, 110), Day(2, 99)])!.Value.Points.Should().BeApproximately(-1, 0.000001m);
        Growth.TimeWeighted([Day(0, 100, came: 900), Day(1, 1_100), Day(2, 1_100, went: 550), Day(3, 550)])!.Value.Points.Should().BeApproximately(10, 0.000001m);
        Growth.TimeWeighted([Day(0, 0, came: 100), Day(1, 120)])!.Value.Points.Should().BeApproximately(20, 0.000001m);
        Growth.TimeWeighted([Day(0, 0), Day(1, 0)]).Should().BeNull();
    }

    [Fact]
    public void A_coin_that_is_left_out_of_a_day_is_no_profit_on_the_next()
    {
        var lacking = new DayBalance(Today, Noon, new Krw(1_000), Krw.Zero, Krw.Zero, IsComputed: true, LacksPrices: true);
        var whole = new DayBalance(Today.AddDays(1), Noon.AddDays(1), new Krw(6_000), Krw.Zero, Krw.Zero, IsComputed: false);
        var present = whole with { On = Today.AddDays(2), At = Noon.AddDays(2), Equity = new Krw(6_600) };

        Growth.TimeWeighted([lacking, whole, present]).Should().BeNull("a return over days of which one is not known is not known");
        Growth.TimeWeighted([whole, present])!.Value.Points.Should().BeApproximately(10, 0.000001m);
        Growth.InOneCoin([lacking, whole, present], _ => new Price(100)).Select(point => point.Worth).Should().Equal(new Krw(6_000), new Krw(6_000));
    }

    [Fact]
    public void The_same_won_in_one_coin_buys_more_with_every_deposit()
    {
        var days = new[]
        {
            new DayBalance(Today, Noon, new Krw(1_000), new Krw(500), Krw.Zero, false),
            new DayBalance(Today.AddDays(1), Noon.AddDays(1), new Krw(9), Krw.Zero, new Krw(4_000), false),
            new DayBalance(Today.AddDays(2), Noon.AddDays(2), new Krw(9), Krw.Zero, Krw.Zero, false),
        };

        var line = Growth.InOneCoin(days, at => at == Noon ? new Price(100) : at == Noon.AddDays(1) ? new Price(200) : new Price(300));

        line.Select(point => point.Worth).Should().Equal(new Krw(1_000), new Krw(3_000), Krw.Zero);
    }

    private static BalanceDays Of(Krw cash) => new(new AccountBalances(cash, Krw.Zero, []), Noon, cash, PriceAt);
}
