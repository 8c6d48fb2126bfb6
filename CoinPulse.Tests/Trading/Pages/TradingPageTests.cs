using Bunit;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using CoinPulse.Web.Shell;
using CoinPulse.Web.Trading;
using CoinPulse.Web.Trading.History;
using CoinPulse.Web.Trading.Positions;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Trading.Pages;

public sealed class TradingPageTests : TradingPageTest
{
    public TradingPageTests() => Services.AddSingleton<IRiskReader>(new NoRisk());

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Theory]
    [InlineData("", "positions")]
    [InlineData("?tab=closed", "closed")]
    [InlineData("?tab=decisions", "decisions")]
    [InlineData("?tab=nonsense", "positions")]
    public void The_tab_stands_in_the_address(string query, string tab) =>
        At(query).Find($"[data-test=tab-{tab}]").GetAttribute("aria-current").Should().Be("page");

    [Fact]
    public void Without_positions_it_says_where_they_would_come_from() => At("").Markup.Should().Contain(TradingText.NoPositionsText);

    [Theory]
    [InlineData(GuardTroubles.None, 0)]
    [InlineData(GuardTroubles.Locked | GuardTroubles.Halted, 1)]
    public void A_guard_in_trouble_shows_on_its_row_with_the_reasons_behind_it(GuardTroubles troubles, int chips)
    {
        var story = Story.Holding();
        story.File.Guard!.Meet(troubles);
        Reader.Next = Picture([Present(story)]);

        var found = At("").FindAll("[data-test=guard-trouble]");

        found.Select(chip => chip.GetAttribute("title")).Should()
            .Equal(Enumerable.Repeat($"{PositionWords.Of(GuardTroubles.Locked)} {PositionWords.Of(GuardTroubles.Halted)}", chips));
    }

    [Fact]
    public async Task Selling_from_the_list_asks_with_the_numbers_and_sells_that_one()
    {
        var story = Story.Holding();
        Reader.Next = Picture([Present(story, 1_020)]);
        var dialogs = Dialogs();
        var page = At("");

        var act = page.Find("[data-test=sell]").ClickAsync();
        dialogs.WaitForElement("[data-test=confirm-sentence]").TextContent.Should().Contain("+190원");
        await dialogs.Find("[data-test=confirm-act]").ClickAsync();
        await act;

        Desk.Sold.Should().Equal(story.Position.Id);
    }

    [Fact]
    public void A_buy_under_way_is_cancelled_from_the_list_as_well()
    {
        Reader.Next = Picture([Present(new Story())]);

        var button = At("").Find("[data-test=sell]");

        button.TextContent.Should().Be("매수 취소");
        button.HasAttribute("disabled").Should().BeFalse();
    }

    [Fact]
    public async Task A_column_that_is_put_away_is_gone_and_this_browser_remembers_it()
    {
        History.Trades = new FoundTrades([Closed().Position], 1, 0, Krw.Zero);
        var display = Services.GetRequiredService<DisplayChoice>();
        var page = At("?tab=closed");
        page.FindAll("th").Should().HaveCount(7);

        await page.Find("[data-test=column-stopwatch]").ChangeAsync(false);

        JSInterop.Invocations.Last(call => call.Identifier == "coinpulseDisplay.set").Arguments.Should().Equal("cp-columns", "~closed.stopwatch~");
        RenderTree.Add<CascadingValue<DisplaySettings>>(parameters => parameters.Add(value => value.Value, display.Settings));
        var later = At("?tab=closed");
        later.FindAll("th").Should().HaveCount(6);
        later.Find("[data-test=closed]").QuerySelectorAll("td").Should().HaveCount(6);
        later.Find("[data-test=column-stopwatch]").HasAttribute("checked").Should().BeFalse();
    }

    [Fact]
    public void Trading_without_a_strategy_says_that_nothing_is_bought_and_where_to_choose_one() =>
        At("").Find("[data-test=none-armed] a").GetAttribute("href").Should().Be("/trading?tab=strategies");

    [Fact]
    public async Task Turning_trading_on_is_kept_and_told_to_my_other_pages()
    {
        Reader.Next = Picture(on: false);
        var told = 0;
        using var other = Updates.Subscribe(CurrentUser, LiveTopic.Account, () => Task.FromResult(++told));

        var page = At("");
        await page.Find("[data-test=turn-trading]").ClickAsync();
        Wall.Advance(LiveUpdates.Pace);

        Accounts.Turned.Should().Equal(true);
        told.Should().Be(1);
        page.Find("[data-test=turn-trading]").GetAttribute("data-saves").Should().Be("1", "the browser waits for this before it lets the page go");
    }

    [Fact]
    public void Closed_trades_show_reason_profit_and_stopwatch_and_lead_to_their_page()
    {
        var story = Closed();
        History.Trades = new FoundTrades([story.Position], 1, 0, story.Position.Profit);

        var row = At("?tab=closed").Find("[data-test=closed]");

        row.TextContent.Should().Contain("리플").And.Contain("손절").And.Contain("−").And.Contain("ms");
        row.QuerySelector("a")!.GetAttribute("href").Should().Be($"/trading/positions/{story.Position.Id}");
    }

    [Fact]
    public void The_address_says_which_trades_are_asked_for()
    {
        At("?tab=closed&market=KRW-XRP&strategy=swing&reason=StopLoss&result=lost&from=2026-04-01&through=2026-04-02&sort=Profit&asc=1&page=3");

        History.TradeQueries.Should().ContainSingle().Which.Should().Be(new TradeQuery(
            Story.Market, StrategyId.From("swing"), ExitReason.StopLoss, false, new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 2), TradeSort.Profit, true, 50, 25));
    }

    [Fact]
    public void Words_that_mean_nothing_ask_for_nothing()
    {
        At("?tab=closed&market=<b>&reason=7&result=maybe&from=yesterday&sort=Rank&page=-1");

        History.TradeQueries.Should().ContainSingle().Which.Should().Be(new TradeQuery());
    }

    [Fact]
    public void A_filter_goes_into_the_address_and_begins_at_the_first_page()
    {
        var page = At("?tab=closed&page=2");

        page.Find("[data-test=filter-result]").Change("won");

        Navigation.Uri.Should().Contain("result=won").And.Contain("tab=closed").And.NotContain("page=");
        page.WaitForAssertion(() => History.TradeQueries[^1].Won.Should().BeTrue());
        page.WaitForElement("[data-test=clear]");
    }

    [Fact]
    public void A_second_press_on_a_head_turns_the_order_round()
    {
        History.Trades = new FoundTrades([Closed().Position], 1, 0, Krw.Zero);

        At("?tab=closed&sort=Profit").Find("[data-test=sort-Profit]").GetAttribute("href").Should().Contain("asc=1");
    }

    [Fact]
    public void Many_trades_are_paged()
    {
        History.Trades = new FoundTrades([Closed().Position], 60, 30, Krw.Zero);

        var page = At("?tab=closed&page=2");

        page.Find("[data-test=page-of]").TextContent.Should().Be("26–50 / 전체 60");
        page.Find("[data-test=next]").GetAttribute("href").Should().Contain("page=3");
        page.Find("[data-test=previous]").GetAttribute("href").Should().NotContain("page=");
        page.Find("[data-test=csv]").GetAttribute("href").Should().StartWith("/trading/closed.csv?");
    }

    [Fact]
    public void Nothing_found_is_told_apart_from_nothing_there()
    {
        At("?tab=closed&result=won").Markup.Should().Contain(HistoryText.NothingFoundTitle);
        At("?tab=closed").Markup.Should().Contain(TradingText.NoTrades);
    }

    [Fact]
    public void A_decision_opens_to_what_the_strategy_saw_and_why_it_came_to_this()
    {
        var seen = Reason.Of("TrendAveragesCrossed", ("fast", 101), ("slow", 99));
        History.Found = new FoundDecisions(
            [new Decision(Guid.CreateVersion7(Story.Now), Account, StrategyId.From("trend"), Story.Market, DecisionKind.Refused, seen, Reason.Of(EntryReasons.CashShort, ("cash", 5_000)), Story.Now)], 1);

        var line = At("?tab=decisions").Find("[data-test=decision]");

        line.QuerySelector("[data-test=opinion]")!.TextContent.Should().Contain("101").And.Contain("99");
        line.QuerySelector("[data-test=why]")!.TextContent.Should().Contain("5,000");
        line.TextContent.Should().Contain("사지 않았습니다").And.Contain("추세 추종");
    }

    private static Story Closed()
    {
        var story = Story.Holding();
        story.Fill(story.Exit(10), 10, 940);
        return story;
    }

    private IRenderedComponent<TradingPage> At(string query)
    {
        Navigation.NavigateTo($"/trading{query}");
        return Render<TradingPage>();
    }

    private sealed class NoRisk : IRiskReader
    {
        public Task<RiskPicture?> ReadAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult<RiskPicture?>(null);
    }
}
