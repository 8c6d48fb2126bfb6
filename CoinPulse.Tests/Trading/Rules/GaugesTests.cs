using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Rules;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Rules;

/// <summary>The meter on the page and the rule of the engine are one computation: full is refused, not full is not.</summary>
public sealed class GaugesTests
{
    public static TheoryData<string, Func<EntryRequest, EntryRequest>, Func<EntryRequest, EntryRequest>> Limits => new()
    {
        { EntryReasons.DailyLoss, r => r.With(a => a with { RealisedToday = new(-300_000), Equity = new(9_700_000) }), r => r.With(a => a with { RealisedToday = new(-299_999), Equity = new(9_700_001) }) },
        { EntryReasons.Drawdown, r => r.With(a => a with { Equity = new(8_500_000) }), r => r.With(a => a with { Equity = new(8_500_001) }) },
        { EntryReasons.PositionsFull, r => r.With(a => a with { Positions = 10 }), r => r.With(a => a with { Positions = 9 }) },
        { EntryReasons.BudgetUsed, r => r.With(a => a with { BudgetUsed = new(10_000_000) }), r => r.With(a => a with { BudgetUsed = new(9_500_000) }) },
    };

    public static TheoryData<string, Func<EntryRequest, EntryRequest>, Func<EntryRequest, EntryRequest>> LimitsOfStrategy => new()
    {
        { EntryReasons.PositionsOfStrategyFull, r => r.With(a => a with { PositionsOfStrategy = 5 }), r => r.With(a => a with { PositionsOfStrategy = 4 }) },
        { EntryReasons.BudgetOfStrategyUsed, r => r.With(a => a with { BudgetUsedOfStrategy = new(5_000_000) }), r => r.With(a => a with { BudgetUsedOfStrategy = new(4_500_000) }) },
        { EntryReasons.StoppedStrategy, r => r.With(a => a with { Stops = EntryStops.Strategy }), r => r },
        { EntryReasons.StopsInRow, r => r.With(a => a with { StopsInRow = 3, LastStopAt = Requests.Now.AddHours(-11) }), r => r.With(a => a with { StopsInRow = 3, LastStopAt = Requests.Now.AddHours(-12) }) },
    };

    [Theory, MemberData(nameof(Limits))]
    public void At_its_limit_the_account_is_held_for_the_reason_that_the_rule_gives(string code, Func<EntryRequest, EntryRequest> full, Func<EntryRequest, EntryRequest> under)
    {
        var (at, below) = (full(Requests.Good), under(Requests.Good));

        RiskRules.HoldsOf(at.Account, at.Risk, at.Now).Should().ContainSingle().Which.Code.Should().Be(code);
        RiskRules.Decide(at).Should().BeOfType<EntryVerdict.Refused>().Which.Why.Should().BeEquivalentTo(RiskRules.HoldsOf(at.Account, at.Risk, at.Now)[0]);
        RiskRules.HoldsOf(below.Account, below.Risk, below.Now).Should().BeEmpty();
        RiskRules.Decide(below).Should().BeOfType<EntryVerdict.Accepted>();
    }

    [Theory, MemberData(nameof(LimitsOfStrategy))]
    public void At_its_limit_a_strategy_is_held_for_the_reason_that_the_rule_gives(string code, Func<EntryRequest, EntryRequest> full, Func<EntryRequest, EntryRequest> under)
    {
        var (at, below) = (full(Requests.Good), under(Requests.Good));

        RiskRules.HoldsOf(at.Account, at.Settings, at.Risk, at.Now).Should().ContainSingle().Which.Code.Should().Be(code);
        RiskRules.Decide(at).Should().BeOfType<EntryVerdict.Refused>().Which.Why.Code.Should().Be(code);
        RiskRules.HoldsOf(below.Account, below.Settings, below.Risk, below.Now).Should().BeEmpty();
        RiskRules.Decide(below).Should().BeOfType<EntryVerdict.Accepted>();
    }

    [Fact]
    public void Whatever_the_account_looks_like_a_full_meter_is_a_refusal_and_an_entry_has_none() => Gen.Select(
        Gen.Int[-600_000, 600_000], Gen.Int[8_000_000, 10_000_000], Gen.Int[0, 12], Gen.Int[0, 11_000_000]).Sample((profit, equity, positions, used) =>
        {
            var request = Requests.Good.With(a => a with { RealisedToday = new(profit), Equity = new(equity), Positions = positions, BudgetUsed = new(used) });
            var full = Gauges.DailyLoss(request.Account, request.Risk).IsFull || Gauges.Drawdown(request.Account, request.Risk).IsFull
                || Gauges.Positions(request.Account, request.Risk).IsFull || Gauges.Budget(request.Account, request.Risk).IsFull;

            full.Should().Be(RiskRules.HoldsOf(request.Account, request.Risk, request.Now).Count > 0);
            if (full) RiskRules.Decide(request).Should().BeOfType<EntryVerdict.Refused>();
        });

    [Fact]
    public void A_profit_is_a_negative_loss_and_no_limit_is_never_full()
    {
        var account = Requests.Good.With(a => a with { RealisedToday = new(50_000) }).Account;
        var none = Requests.Good.Risk with { DailyLoss = 0, DailyLossPercent = 0, Drawdown = 0 };

        Gauges.DailyLoss(account, Requests.Good.Risk).Used.Should().Be(new Krw(-50_000));
        Gauges.DailyLoss(account with { RealisedToday = new(-9_000_000) }, none).Should().Be(new Gauge<Krw>(new(9_000_000), null)).And.Match<Gauge<Krw>>(gauge => !gauge.IsFull);
        Gauges.Drawdown(account with { Equity = new(1) }, none).IsFull.Should().BeFalse();
    }
}
