using Bunit;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Web.Live;
using CoinPulse.Web.Trading;
using CoinPulse.Web.Trading.Settings;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Trading.Pages;

public sealed class RiskMetersTests : TradingPageTest
{
    private readonly Risk _risk = new();

    public RiskMetersTests() => Services.AddSingleton<IRiskReader>(_risk);

    [Fact]
    public void While_it_is_read_four_meters_are_outlined()
    {
        _risk.Ready = new TaskCompletionSource().Task;

        Render<RiskMeters>().FindAll("[role=status] .cp-meter").Should().HaveCount(4);
    }

    [Fact]
    public void Without_balances_it_says_why_nothing_is_computed_and_that_guards_go_on()
    {
        _risk.Next = null;

        var meters = Render<RiskMeters>();

        meters.Markup.Should().Contain(SettingsText.MetersUnknown);
        meters.FindAll("[role=meter]").Should().BeEmpty();
    }

    [Fact]
    public void Each_limit_of_the_account_says_how_much_of_it_is_used()
    {
        var meters = Render<RiskMeters>();

        meters.Find("[data-test=meter-daily-loss]").TextContent.Should().Contain("오늘 손실").And.Contain("270,000원 / 한도 300,000원");
        meters.Find("[data-test=meter-daily-loss] [role=meter]").GetAttribute("aria-valuenow").Should().Be("90");
        meters.Find("[data-test=meter-daily-loss] .cp-meter-near").Should().NotBeNull("a limit that is nearly reached looks so");
        meters.Find("[data-test=meter-slots] .cp-meter-full").TextContent.Should().Contain("5개 / 한도 5개");
        meters.FindAll("[data-test=holds]").Should().BeEmpty();
    }

    [Fact]
    public void A_profit_is_no_negative_loss()
    {
        _risk.Next = Picture() with { DailyLoss = new(new Krw(-50_000), new Krw(300_000)) };

        Render<RiskMeters>().Find("[data-test=meter-daily-loss]").TextContent.Should().Contain("0원 / 한도 300,000원");
    }

    [Fact]
    public void What_has_no_limit_says_so_and_draws_no_bar()
    {
        _risk.Next = Picture() with { Drawdown = new(Percent.Of(1.5m), null) };

        var meter = Render<RiskMeters>().Find("[data-test=meter-drawdown]");

        meter.TextContent.Should().Contain("1.5%").And.Contain("한도 없음");
        meter.QuerySelectorAll("[role=meter]").Should().BeEmpty();
    }

    [Fact]
    public void The_limits_of_each_strategy_stand_under_its_name()
    {
        var own = Render<RiskMeters>().Find("[data-test=strategy-meters]");

        own.QuerySelector("h3")!.TextContent.Should().Be("스윙");
        own.QuerySelector("[data-test=meter-budget-swing]")!.TextContent.Should().Contain("1,000,000원 / 한도 5,000,000원");
    }

    [Theory]
    [InlineData("JournalAway", false, "지금은 새로 사지 않습니다")]
    [InlineData(null, true, "쉬고 있는 전략이 있습니다")]
    public void What_keeps_from_buying_is_said_and_for_whom(string? heldBecause, bool strategyHeld, string title)
    {
        var picture = Picture();
        _risk.Next = picture with
        {
            HeldBecause = heldBecause,
            Strategies = strategyHeld ? [picture.Strategies[0] with { Holds = [Reason.Of(EntryReasons.PositionsOfStrategyFull, ("most", 5))] }] : picture.Strategies,
        };

        var holds = Render<RiskMeters>().Find("[data-test=holds]");

        holds.QuerySelector("strong")!.TextContent.Should().Be(title);
        holds.QuerySelectorAll("li").Should().ContainSingle().Which.TextContent.Should().NotBeNullOrWhiteSpace();
    }

    [Fact]
    public void A_trade_moves_the_meters_without_a_reload()
    {
        var meters = Render<RiskMeters>();
        _risk.Next = Picture() with { Positions = new(2, 5) };

        Publish(LiveTopic.Positions);

        meters.WaitForAssertion(() => meters.Find("[data-test=meter-slots]").TextContent.Should().Contain("2개 / 한도 5개"));
    }

    [Fact]
    public void Where_limits_are_changed_no_link_leads_there() =>
        Render<RiskMeters>(parameters => parameters.Add(meters => meters.WithLink, false)).FindAll("a").Should().BeEmpty();

    private static RiskPicture Picture() => new(
        new(new Krw(270_000), new Krw(300_000)),
        new(Percent.Of(1), Percent.Of(15)),
        new(5, 5),
        new(new Krw(2_000_000), new Krw(10_000_000)),
        [new StrategyRisk(StrategyId.From("swing"), new(1, 5), new(new Krw(1_000_000), new Krw(5_000_000)), [])],
        null,
        []);

    private sealed class Risk : IRiskReader
    {
        public RiskPicture? Next { get; set; } = Picture();

        public Task Ready { get; set; } = Task.CompletedTask;

        public async Task<RiskPicture?> ReadAsync(UserId owner, CancellationToken cancellationToken)
        {
            await Ready;
            return Next;
        }
    }
}
