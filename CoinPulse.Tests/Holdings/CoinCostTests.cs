using System.Numerics;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CsCheck;
using FluentAssertions;
using Xunit;
using static CoinPulse.Tests.Holdings.Told;

namespace CoinPulse.Tests.Holdings;

public sealed class CoinCostTests
{
    private enum Kind
    {
        Buy,
        Sell,
        Deposit,
        Withdraw,
    }

    /// <summary>What happens to one coin: a kind, millionths of a coin, and a price in hundredths of a won.</summary>
    private static readonly Gen<(Kind Kind, int Coins, int Price)[]> Lives = Gen.Select(
        Gen.Int[0, 3].Select(kind => (Kind)kind), Gen.Int[1, 50_000_000], Gen.Int[1, 2_000_000_000]).Array[1, 40];

    [Fact]
    public void The_average_is_that_of_exact_fractions_whatever_is_bought_sold_and_moved() => Lives.Sample(life =>
    {
        var cost = CoinCost.None;
        var (held, spent) = (BigInteger.Zero, new Fraction(0, 1));
        foreach (var (kind, coins, hundredths) in life)
        {
            var (quantity, price) = (new Quantity(coins / 1_000_000m), new Price(hundredths / 100m));
            if (kind is Kind.Buy or Kind.Deposit)
            {
                var fee = kind == Kind.Buy ? price * quantity * 0.0005m : Krw.Zero;
                cost = kind == Kind.Buy ? cost.Buy(quantity, price * quantity, fee) : cost.Receive(quantity, price);
                held += coins;
                spent = spent.Plus(Fraction.Of((price * quantity + fee).Value));
            }
            else
            {
                cost = cost.Remove(quantity);
                spent = coins >= held ? new Fraction(0, 1) : spent.Times(held - coins, held);
                held = coins >= held ? 0 : held - coins;
            }

            ((decimal)held).Should().Be(cost.Held.Value * 1_000_000m);
            Fraction.Of(cost.Cost.Value).MillionthsFrom(spent).Should().BeLessThanOrEqualTo(1);
        }
    });

    [Fact]
    public void Nothing_is_lost_between_what_was_taken_and_what_is_left() => Lives.Sample(life =>
    {
        var cost = CoinCost.None;
        var (paid, taken) = (Krw.Zero, Krw.Zero);
        foreach (var (kind, coins, hundredths) in life)
        {
            var (quantity, price) = (new Quantity(coins / 1_000_000m), new Price(hundredths / 100m));
            var before = cost;
            cost = kind is Kind.Buy or Kind.Deposit ? cost.Buy(quantity, price * quantity, Krw.Zero) : cost.Remove(quantity);
            if (kind is Kind.Buy or Kind.Deposit) paid += price * quantity;
            else taken += before.Cost - cost.Cost;
        }

        (taken + cost.Cost).Should().Be(paid);
    });

    [Fact]
    public void A_purchase_counts_with_its_fee_and_a_sale_leaves_the_average_as_it_is()
    {
        var cost = CoinCost.Of(
            [
                Record("t1", OrderSide.Bid, 1_000, 10, Noon, fee: 5),
                Record("t2", OrderSide.Bid, 2_000, 10, Noon.AddMinutes(1), fee: 10),
                Record("t3", OrderSide.Ask, 9_999, 5, Noon.AddMinutes(2)),
            ],
            [],
            _ => null);

        cost.Average.Should().Be(new Price(1_500.75m));
        cost.AverageWithoutFees.Should().Be(new Price(1_500));
        (cost.Held, cost.Cost).Should().Be((new Quantity(15), new Krw(22_511.25m)));
    }

    [Fact]
    public void Trades_and_transfers_count_in_the_order_of_time_and_what_comes_goes_first()
    {
        var cost = CoinCost.Of(
            [Record("t2", OrderSide.Ask, 1_000, 10, Noon), Record("t1", OrderSide.Bid, 1_000, 10, Noon), Record("t3", OrderSide.Bid, 3_000, 1, Noon.AddDays(1), fee: 0)],
            [Transfer("d1", TransferDirection.Deposit, Xrp.Base, 1, Noon.AddHours(1))],
            _ => new Price(1_000));

        cost.Should().BeEquivalentTo(new { Held = new Quantity(2), Cost = new Krw(4_000), HasTransfers = true, IsGuess = false });
    }

    [Fact]
    public void Coins_that_came_at_a_price_that_nobody_knows_make_the_average_a_guess_until_all_are_gone()
    {
        var guess = CoinCost.None.Buy(new Quantity(1), new Krw(1_000), Krw.Zero).Receive(new Quantity(1), null);

        (guess.IsGuess, guess.Average).Should().Be((true, new Price(1_000)));
        guess.Remove(new Quantity(2)).Should().Be(CoinCost.None);
    }

    [Fact]
    public void A_withdrawal_takes_its_fee_in_coins_with_it()
    {
        var cost = CoinCost.Of(
            [Record("t1", OrderSide.Bid, 1_000, 10, Noon, fee: 0)], [Transfer("w1", TransferDirection.Withdrawal, Xrp.Base, 4, Noon.AddHours(1), fee: 1)], _ => null);

        (cost.Held, cost.Cost).Should().Be((new Quantity(5), new Krw(5_000)));
    }

    [Theory]
    [InlineData(1_000, 0, CostDifference.None)]
    [InlineData(999.5, 0, CostDifference.Fees)]
    [InlineData(950, 0, CostDifference.Unexplained)]
    [InlineData(950, 1, CostDifference.Unread)]
    [InlineData(0, 0, CostDifference.None)]
    public void A_difference_from_the_exchanges_average_has_a_reason(double theirs, int more, CostDifference reason)
    {
        var cost = CoinCost.None.Buy(new Quantity(10), new Krw(9_995), new Krw(5));

        var holding = new Holding(Xrp.Base, null, new Quantity(10 + more), Quantity.Zero, Quantity.Zero, cost, new Price((decimal)theirs), new Price(1_100));

        holding.Difference.Should().Be(reason);
        holding.IsOurs.Should().Be(more == 0);
    }

    [Fact]
    public void Profit_is_what_the_coins_would_bring_over_what_they_cost_and_dust_is_never_the_engines()
    {
        var cost = CoinCost.None.Buy(new Quantity(10), new Krw(9_995), new Krw(5));
        var own = new Holding(Xrp.Base, null, new Quantity(7), new Quantity(3), new Quantity(4), cost, new Price(999.5m), new Price(1_100));
        var dust = new Holding(Asset.From("ADA"), null, new Quantity(1), Quantity.Zero, Quantity.Zero, CoinCost.None, new Price(4_999), null);
        var guarded = dust with { Coin = Asset.From("TRX"), OfEngine = new Quantity(1) };
        var account = new Core.Trading.TradingAccount(Account, Owner, Core.Trading.AccountKind.Paper, PriceSource.Simulated, Noon);
        var picture = new HoldingsPicture(account, true, new Krw(1_000), new Krw(2), [own, dust, guarded], null, Noon);

        (own.Profit, own.Gain, own.OfPerson).Should().Be((new Krw(1_000), Percent.Of(10), new Quantity(6)));
        (picture.Total, picture.Profit, picture.Invested).Should().Be((new Krw(1_002 + 11_000 + 4_999 * 2), new Krw(1_000), new Krw(10_000)));
        picture.Dust.Should().Equal(dust);
    }

    /// <summary>An exact fraction.</summary>
    private readonly record struct Fraction(BigInteger Over, BigInteger Under)
    {
        public static Fraction Of(decimal value) => new(new BigInteger(value * 1_000_000_000_000m), new BigInteger(1_000_000_000_000));

        public Fraction Plus(Fraction other) => new Fraction(Over * other.Under + other.Over * Under, Under * other.Under).Shortened();

        public Fraction Times(BigInteger over, BigInteger under) => new Fraction(Over * over, Under * under).Shortened();

        /// <summary>How far apart, in millionths begun: a double is too coarse for billions of won.</summary>
        public BigInteger MillionthsFrom(Fraction other)
        {
            var (apart, under) = (BigInteger.Abs(Over * other.Under - other.Over * Under) * 1_000_000, Under * other.Under);
            return (apart + under - 1) / under;
        }

        private Fraction Shortened()
        {
            var common = BigInteger.GreatestCommonDivisor(Over, Under);
            return common <= 1 ? this : new Fraction(Over / common, Under / common);
        }
    }
}
