using Bunit;
using CoinPulse.Core.Money;
using CoinPulse.Web.Shared;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Shared;

public sealed class GuardBarTests : ComponentTest
{
    [Fact]
    public void The_bar_runs_from_stop_to_target_with_the_price_on_it()
    {
        var bar = GuardBarModel.Of(new Price(90), new Price(100), new Price(105), new Price(110));

        bar.Should().Be(new GuardBarModel(50, 75, IsGain: true, new Percent(90m / 105 - 1), new Percent(110m / 105 - 1)));
        (bar.FillFrom, bar.FillWidth).Should().Be((50, 25));
    }

    [Fact]
    public void Nothing_ever_stands_outside_the_bar() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Int[1, 1000], Gen.Int[0, 2000], Gen.Int[0, 2000]).Sample((stop, cost, price, target) =>
        {
            var bar = GuardBarModel.Of(new Price(stop), new Price(cost), price == 0 ? null : new Price(price), target == 0 ? null : new Price(target));
            return bar.Cost is >= 0 and <= 100 && bar.Price is null or (>= 0 and <= 100) && bar.FillFrom + bar.FillWidth <= 100;
        });

    [Theory]
    [InlineData("ko", GuardStage.Trailing, "손절 970 (추적), 매입 1,000")]
    [InlineData("en", GuardStage.BreakEven, "Stop 970 (Break-even), cost 1,000")]
    public void It_is_read_aloud_with_its_stage(string language, GuardStage stage, string spoken)
    {
        using var reading = new InLanguage(language);

        var bar = Render<GuardBar>(p => p.Add(c => c.Stop, new Price(970)).Add(c => c.Cost, new Price(1_000)).Add(c => c.Price, new Price(1_040)).Add(c => c.Target, new Price(1_080)).Add(c => c.Stage, stage));

        bar.Find("[role=img]").GetAttribute("aria-label").Should().StartWith(spoken).And.Contain("1,080");
    }

    [Fact]
    public void Without_a_price_it_says_so_and_shows_no_marker()
    {
        using var reading = new InLanguage("en");

        var bar = Render<GuardBar>(p => p.Add(c => c.Stop, new Price(97)).Add(c => c.Cost, new Price(100)).Add(c => c.Price, null));

        bar.FindAll(".cp-guard-price").Should().BeEmpty();
        bar.Find("[role=img]").GetAttribute("aria-label").Should().Contain("price unknown");
    }
}
