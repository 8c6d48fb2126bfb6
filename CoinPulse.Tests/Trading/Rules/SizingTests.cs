using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Rules;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Rules;

public sealed class SizingTests
{
    private static readonly EntryRequest Good = Requests.Good;

    [Fact]
    public void The_budget_of_the_strategy_cuts_the_amount() =>
        Cut(Good.With((AccountFacts a) => a with { BudgetUsedOfStrategy = new Krw(4_800_000) }), 200_000, EntryReasons.ShrunkByBudgetOfStrategy);

    [Fact]
    public void The_budget_of_the_account_cuts_the_amount() =>
        Cut(Good.With((AccountFacts a) => a with { BudgetUsed = new Krw(9_700_000) }), 300_000, EntryReasons.ShrunkByBudget);

    [Fact]
    public void Free_cash_pays_the_fee_too() =>
        Cut(Good.With((AccountFacts a) => a with { FreeCash = new Krw(100_050) }), 100_000, EntryReasons.ShrunkByCash);

    [Fact]
    public void The_exchange_cuts_what_is_over_its_maximum() =>
        Cut(Good with { Venue = VenueFacts.Krw with { Maximum = new Krw(400_000) } }, 400_000, EntryReasons.ShrunkByMaximum);

    [Fact]
    public void The_book_gives_what_lies_within_the_slippage()
    {
        // 0.5 % over 3,000 is 3,015: the third level is beyond.
        var accepted = Cut(Good.On(Requests.Asks((3_000, 90_000), (3_015, 120_600), (3_016, 9_000_000))), 210_600, EntryReasons.ShrunkByBook);

        accepted.Worst.Should().Be(new Price(3_018));
        accepted.ExpectedSlippage.Points.Should().BeApproximately(0.2857m, 0.0001m);
    }

    [Fact]
    public void Every_cut_is_told_in_its_order()
    {
        var accepted = Decide(Good
            .With((AccountFacts a) => a with { BudgetUsedOfStrategy = new Krw(4_800_000), FreeCash = new Krw(150_000) })
            .On(Requests.Asks((3_000, 90_000), (3_100, 9_000_000))));

        accepted.Shrunk.Select(reason => reason.Code).Should().Equal(EntryReasons.ShrunkByBudgetOfStrategy, EntryReasons.ShrunkByCash, EntryReasons.ShrunkByBook);
        accepted.Shrunk.Should().OnlyContain(reason => reason.Facts.Keys.Order().SequenceEqual(ReasonCodes.All.Single(known => known.Code == reason.Code).Facts.Order()));
    }

    [Theory]
    [InlineData(0.1, 3_003)]       // 3,003.0
    [InlineData(0.15, 3_004)]      // 3,004.5 down to the tick
    [InlineData(0, 3_000)]
    [InlineData(0.01, 3_000)]      // 3,000.3: under a tick is no tolerance
    public void The_worst_price_is_the_tolerance_over_the_ask_rounded_down(double tolerance, int worst) =>
        Decide(Good.With((RiskSettings s) => s with { PriceTolerance = (decimal)tolerance })).Worst.Should().Be(new Price(worst));

    [Fact]
    public void The_worst_price_starts_from_the_level_at_which_the_amount_fills() =>
        Decide(Good.On(Requests.Asks((3_000, 400_000), (3_010, 400_000))).With((RiskSettings s) => s with { PriceTolerance = 0 })).Worst.Should().Be(new Price(3_010));

    [Fact]
    public void An_ask_between_two_ticks_is_never_rounded_away()
    {
        // Recorded data of an older tick table.
        var accepted = Decide(Good.On(Requests.Asks((3_000.5m, 100_000), (3_001.5m, 9_000_000))).With((RiskSettings s) => s with { PriceTolerance = 0 }));

        accepted.Worst.Should().Be(new Price(3_001.5m));
        KrwTicks.IsOnTick(accepted.Worst).Should().BeFalse();
    }

    private static EntryVerdict.Accepted Cut(EntryRequest request, decimal amount, string because)
    {
        var accepted = Decide(request);

        accepted.Amount.Should().Be(new Krw(amount));
        accepted.Shrunk.Should().ContainSingle().Which.Code.Should().Be(because);
        return accepted;
    }

    private static EntryVerdict.Accepted Decide(EntryRequest request) => RiskRules.Decide(request).Should().BeOfType<EntryVerdict.Accepted>().Subject;
}
