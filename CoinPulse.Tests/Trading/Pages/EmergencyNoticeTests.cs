using Bunit;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Web.Trading.Settings;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Pages;

public sealed class EmergencyNoticeTests : TradingPageTest
{
    [Fact]
    public void It_says_what_was_sold_for_how_much_and_that_nothing_more_is_bought()
    {
        var notice = Notice(Sold());

        notice.Find("[role=alert]").TextContent.Should().Contain("XRP").And.Contain("−1,509원").And.Contain(SettingsText.EmergencyText);
        notice.Find("[data-test=release]").TextContent.Should().Be(SettingsText.EmergencySeen);
    }

    [Fact]
    public void A_sale_too_long_ago_to_be_at_hand_leaves_the_notice_and_its_button()
    {
        var notice = Notice(null);

        notice.Markup.Should().Contain(SettingsText.EmergencyTitle).And.NotContain("XRP");
        notice.FindAll("[data-test=release]").Should().ContainSingle();
    }

    [Fact]
    public async Task Having_looked_is_one_press()
    {
        var seen = 0;
        var notice = Render<EmergencyNotice>(parameters => parameters.Add(n => n.Now, Story.Now).Add(n => n.OnRelease, () => seen++));

        await notice.Find("[data-test=release]").ClickAsync();

        seen.Should().Be(1);
    }

    [Fact]
    public void The_sale_that_is_told_is_this_strategys_newest_and_an_emergency()
    {
        var (emergency, target) = (Sold(), Sold(ExitReason.TakeProfit));

        EmergencyNotice.NewestOf(Picture() with { Emergencies = [target, emergency] }, StrategyId.From("swing")).Should().Be(emergency);
        EmergencyNotice.NewestOf(Picture() with { Emergencies = [emergency] }, StrategyId.From("trend")).Should().BeNull();
    }

    private static Position Sold(ExitReason because = ExitReason.Emergency)
    {
        var story = Story.Holding();
        story.Fill(story.Exit(10, because), 10, 850);
        return story.Position;
    }

    private IRenderedComponent<EmergencyNotice> Notice(Position? sold) =>
        Render<EmergencyNotice>(parameters => parameters.Add(notice => notice.Sold, sold).Add(notice => notice.Now, Story.Now.AddMinutes(5)));
}
