using CoinPulse.Core.Exchanges.Paper;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Paper;

public sealed class ExchangeFaultPlanTests
{
    private static readonly ExchangeFaultRates Bad = new(LosesAnswer: 0.2, NeverArrives: 0.2, Busy: 0.1, TooManyRequests: 0.1, DropsEvent: 0.2, DuplicatesEvent: 0.2, HoldsEvent: 0.2);

    [Fact]
    public void The_same_seed_gives_the_same_accidents() => Accidents(7).Should().Equal(Accidents(7)).And.NotEqual(Accidents(8));

    [Fact]
    public void A_plan_names_its_seed() => new ExchangeFaultPlan(4711, Bad).ToString().Should().Contain("4711");

    [Fact]
    public void What_is_scripted_happens_once_in_order_and_only_to_its_call()
    {
        var plan = new ExchangeFaultPlan().Script(ExchangeCall.Submit, ExchangeAccident.IsBusy, ExchangeAccident.LosesAnswer);

        var calls = new[] { ExchangeCall.Find, ExchangeCall.Submit, ExchangeCall.Submit, ExchangeCall.Submit }.Select(call => plan.Next(call).Kind).ToList();

        calls.Should().Equal(AccidentKind.None, AccidentKind.Refuses, AccidentKind.LosesAnswer, AccidentKind.None);
        plan.Happened.Should().Equal("Submit: Refuses", "Submit: LosesAnswer");
    }

    [Fact]
    public void Turned_off_nothing_goes_wrong_by_chance()
    {
        var plan = new ExchangeFaultPlan(7, Bad with { LosesAnswer = 1 }) { IsOn = false };

        plan.Next(ExchangeCall.Submit).Kind.Should().Be(AccidentKind.None);
    }

    private static IReadOnlyList<string> Accidents(int seed)
    {
        var plan = new ExchangeFaultPlan(seed, Bad);
        for (var call = 0; call < 200; call++)
        {
            plan.Next(ExchangeCall.Submit);
            plan.NextEvent();
        }

        return plan.Happened;
    }
}
