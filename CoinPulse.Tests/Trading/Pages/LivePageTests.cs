using Bunit;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies.Swing;
using CoinPulse.Core.Trading.Strategies.Trend;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Web.Trading;
using CoinPulse.Web.Trading.GoingLive;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Trading.Pages;

/// <summary>The gate as a person sees it, and the switch between practice and pocket.</summary>
public sealed class LivePageTests : TradingPageTest
{
    private readonly TradingAccount _pocket = new(new AccountId(Guid.CreateVersion7(Story.Now.AddDays(1))), default, AccountKind.Upbit, PriceSource.Upbit, Story.Now);

    [Fact]
    public void What_is_missing_is_said_in_a_sentence_with_the_way_to_it_and_nothing_can_start()
    {
        Gate.Outlook = Outlook(Problem.Of(LiveProblems.NoSecondFactor));

        var page = Render<LivePage>();

        var step = page.Find("[data-test=step-SecondFactor]");
        (step.GetAttribute("data-met"), step.QuerySelector("p")!.TextContent, step.QuerySelector("a")!.GetAttribute("href")).Should().Be(("no", "2단계 인증이 꺼져 있습니다.", "/account/security"));
        page.Find("[data-test=step-Books]").GetAttribute("data-met").Should().Be("yes");
        page.Find("[data-test=go-live]").HasAttribute("disabled").Should().BeTrue();
    }

    [Fact]
    public void The_loss_follows_the_limits_and_is_what_the_gate_is_told()
    {
        Gate.Outlook = Outlook();
        var page = Render<LivePage>();
        page.Find("[data-test=worst]").TextContent.Should().Contain("−201,251원");

        page.Find("[data-test=setting-BudgetOverAll] input").Input("1000000");
        page.Find("[data-test=worst]").TextContent.Should().Contain("−80,501원", "a budget of 1,000,000 lets the strategy have two fifths of what it would");
        page.Find("[data-test=typed] input, input[data-test=typed]").Input("80,501");
        page.Find("[data-test=go-live]").Click();

        var wish = Gate.Wishes.Should().ContainSingle().Subject;
        (wish.Strategy, wish.Limits.BudgetOverAll, wish.TypedLoss, wish.WaivesRun).Should().Be((SwingStrategy.Name, 1_000_000m, "80,501", false));
        Services.GetRequiredService<NavigationManager>().Uri.Should().EndWith("/trading");
    }

    [Fact]
    public void What_the_run_on_paper_came_to_stands_beside_the_loss_and_stops_nobody()
    {
        Gate.Outlook = Outlook(result: new PaperRun(12, 5, new Krw(-3_400), new Krw(9_900), 2, new Krw(-700)));

        var page = Render<LivePage>();

        page.Find("[data-test=few]").TextContent.Should().Contain("12건뿐");
        page.Find("[data-test=paper-run]").TextContent.Should().Contain("−3,400원").And.Contain("12건 (이익 5건)").And.Contain("42%").And.Contain("−9,900원").And.Contain("2개").And.Contain("−700원");
        page.Find("[data-test=go-live]").HasAttribute("disabled").Should().BeFalse("a loss on paper is shown, and the person decides");
        page.Find("[data-test=choose-trend] input").Change(true);
        page.FindAll("[data-test=paper-run]").Should().BeEmpty();
        page.Find("[data-test=no-run]").TextContent.Should().Contain("결과가 없습니다");
    }

    [Fact]
    public void With_enough_trades_nothing_is_said_of_few()
    {
        Gate.Outlook = Outlook(result: new PaperRun(30, 16, new Krw(52_000), new Krw(9_900), 0, Krw.Zero));

        Render<LivePage>().FindAll("[data-test=few]").Should().BeEmpty();
    }

    [Fact]
    public void A_refusal_stays_on_the_page_and_loses_nothing()
    {
        Gate.Outlook = Outlook();
        Gate.Answer = Problem.Of(LiveProblems.LossNotTyped, 201_251m);
        var page = Render<LivePage>();
        page.Find("[data-test=typed] input, input[data-test=typed]").Input("1");

        page.Find("[data-test=go-live]").Click();

        page.Find("[data-test=refused]").TextContent.Should().Be("잃을 수 있는 금액 201,251원을 그대로 입력해 주세요.");
        page.Find("[data-test=typed] input, input[data-test=typed]").GetAttribute("value").Should().Be("1");
    }

    [Fact]
    public void Half_a_position_is_no_limit()
    {
        Gate.Outlook = Outlook();
        var page = Render<LivePage>();

        page.Find("[data-test=setting-MostPositionsOverAll] input").Input("2.5");

        page.Find("[data-test=setting-MostPositionsOverAll]").ClassList.Should().Contain("cp-setting-bad");
        page.Find("[data-test=go-live]").HasAttribute("disabled").Should().BeTrue();
    }

    [Fact]
    public void One_click_leads_back()
    {
        _pocket.TurnTrading(true, Story.Now);
        Gate.Outlook = Outlook();
        var page = Render<LivePage>();

        page.Find("[data-test=back]").Click();

        Gate.Backs.Should().Be(1);
    }

    [Fact]
    public void A_pocket_is_started_through_the_gate_and_stopped_on_the_spot()
    {
        var off = Render<TradingSwitch>(switched => switched.Add(it => it.Account, _pocket).Add(it => it.Agreed, true));
        off.Find("[data-test=go-live]").GetAttribute("href").Should().Be("/trading/live");
        off.FindAll("[data-test=turn-trading]").Should().BeEmpty();

        _pocket.TurnTrading(true, Story.Now);
        Render<TradingSwitch>(switched => switched.Add(it => it.Account, _pocket).Add(it => it.Agreed, true)).Find("[data-test=back-to-paper]").Click();

        (Gate.Backs, Accounts.Turned.Count).Should().Be((1, 0));
    }

    [Fact]
    public void Who_has_a_pocket_chooses_whose_numbers_the_pages_show()
    {
        Render<AccountSwitch>(shown => shown.Add(it => it.Account, Account)).FindAll("input").Should().BeEmpty("there is nothing to choose from");
        Viewed.Others.Add(_pocket);

        Render<AccountSwitch>(shown => shown.Add(it => it.Account, Account)).Find("[data-test=view-Upbit]").Change(true);

        Viewed.Chosen.Should().Equal(_pocket.Id);
    }

    private LiveOutlook Outlook(Problem? secondFactor = null, PaperRun? result = null) => new(
        _pocket,
        [.. Enum.GetValues<LiveStep>().Select(step => new LiveCheck(step, step == LiveStep.SecondFactor ? secondFactor : null))],
        [
            new LiveCandidate(SwingStrategy.Name, new SwingSettings(), TimeSpan.FromHours(30), IsLive: false) { Result = result },
            new LiveCandidate(TrendStrategy.Name, new TrendSettings(), null, IsLive: false),
        ],
        new RiskSettings(),
        new Krw(3_000_000));
}
