using Bunit;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Web.Live;
using CoinPulse.Web.Markets.Charts;
using CoinPulse.Web.Trading.Positions;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Trading.Pages;

public sealed class PositionPageTests : TradingPageTest
{
    private static readonly ExitPlan Limited = Story.Plain with { LongestHold = TimeSpan.FromHours(24) };

    [Fact]
    public void While_it_is_read_the_outline_of_the_page_stands_there()
    {
        Positions.Ready = new TaskCompletionSource().Task;

        Page(Story.Holding()).FindAll("[role=status]").Should().NotBeEmpty();
    }

    [Fact]
    public void A_position_that_is_not_mine_is_not_found()
    {
        Positions.Next = PictureOf(Story.Holding());

        var page = Render<PositionPage>(p => p.Add(x => x.Id, Guid.CreateVersion7(Story.Now)));

        page.Markup.Should().Contain(PositionText.MissingTitle);
        page.FindAll("[data-test=sell]").Should().BeEmpty();
    }

    [Fact]
    public void An_open_position_shows_its_profit_after_fees_its_guard_its_fill_and_its_order()
    {
        var page = Page(Story.Holding(Limited), price: 1_020);

        page.Find("[data-test=state]").TextContent.Should().Be("보유 중");
        page.Find("[data-test=profit]").TextContent.Should().Contain("+190원", "200 won of rise less 5 won and 5.1 won of fees");
        page.Find("[data-test=stop]").TextContent.Should().Contain("손절").And.Contain("−");
        page.FindAll("[data-test=target]").Should().ContainSingle();
        page.Find("[data-test=fill]").TextContent.Should().Contain("매수").And.Contain("10");
        page.Find("[data-test=order]").TextContent.Should().Contain("매수 1차").And.Contain("체결 완료");
        page.Find("[data-test=age]").TextContent.Should().Contain("1시간 30분").And.Contain("시간 만료로 매도");
        page.Find("[data-test=why-sold]").TextContent.Should().Be(PositionText.NotSoldYet);
    }

    [Fact]
    public void In_english_it_speaks_english()
    {
        In("en");

        Page(Story.Holding()).Markup.Should().Contain("Ripple").And.Contain("Raise the stop").And.NotMatchRegex("[가-힣]");
    }

    [Fact]
    public void An_opening_position_has_no_guard_yet_and_no_stop_to_move()
    {
        var page = Page(new Story());

        page.Find("[data-test=state]").TextContent.Should().Be("매수 중");
        page.Markup.Should().Contain(PositionText.GuardNone).And.Contain(PositionText.FillsEmpty);
        page.FindAll("[data-test=move-stop]").Should().BeEmpty();
    }

    [Fact]
    public async Task A_buy_that_has_bought_nothing_yet_can_be_cancelled_and_the_question_says_what_becomes_of_late_fills()
    {
        var story = new Story();
        var dialogs = Dialogs();
        var page = Page(story);
        page.Find("[data-test=sell]").TextContent.Should().Contain("매수 취소");

        var act = page.Find("[data-test=sell]").ClickAsync();
        dialogs.WaitForElement("[data-test=confirm-sentence]").TextContent.Should().Contain("리플 20,000원어치").And.Contain("바로 시장가로 팝니다");
        dialogs.Find("[data-test=confirm-act]").TextContent.Should().Be("매수 취소");
        await dialogs.Find("[data-test=confirm-act]").ClickAsync();
        await act;

        Desk.Sold.Should().Equal(story.Position.Id);
    }

    [Fact]
    public void A_closing_position_tells_the_ladder_in_words()
    {
        var story = Story.Holding();
        story.Leave(10);
        story.File.Refuse(story.Sell(10).Key, FaultNames.Of(ExchangeFaultKind.OverVisibleBook), "too large", Story.Now, Story.Now);

        var page = Page(story);

        page.Find("[role=alert]").TextContent.Should().Contain(PositionText.ClosingTitle).And.Contain("나눠서");
        page.FindAll("[data-test=refusal]").Should().ContainSingle().Which.TextContent.Should().Contain("too large");
        page.Find("[data-test=move-stop]").HasAttribute("disabled").Should().BeTrue();
        page.Find("[data-test=sell]").HasAttribute("disabled").Should().BeFalse();
    }

    [Fact]
    public void A_closed_position_shows_why_and_how_fast_and_offers_no_act()
    {
        var story = Story.Holding();
        story.Fill(story.Exit(10), 10, 940);

        var page = Page(story);

        page.Find("[data-test=state]").TextContent.Should().Contain("종료").And.Contain("손절");
        page.FindAll("[data-test=stopwatch] li").Should().HaveCount(5);
        page.FindAll("[data-test=fill]").Should().HaveCount(2);
        page.FindAll("[data-test=sell], [data-test=move-stop]").Should().BeEmpty();
        page.WaitForElement("[data-test=price-chart]").HasAttribute("data-live").Should().BeFalse("nothing moves any more");
    }

    [Fact]
    public void An_abandoned_position_says_that_nothing_was_bought()
    {
        var story = new Story();
        story.Cancel(story.Entry);

        var page = Page(story);

        page.Find("[data-test=state]").TextContent.Should().Be("체결 없음");
        page.Find("[data-test=why-sold]").TextContent.Should().Be(PositionText.NeverBought);
    }

    [Fact]
    public void Without_a_price_it_says_what_still_works() =>
        Page(Story.Holding(), price: null).Find("[role=alert]").TextContent.Should().Contain(PositionText.NoPriceTitle).And.Contain(PositionText.NoPriceStill);

    [Fact]
    public void A_market_whose_candles_are_gone_says_so()
    {
        SetCandles();

        Page(Story.Holding()).WaitForElement("[data-test=no-candles]").TextContent.Should().Be(ChartText.NoCandles);
    }

    [Fact]
    public void A_guard_that_nobody_watches_is_told()
    {
        var story = Story.Holding();
        Positions.Next = PictureOf(story, watched: false);

        Page(story, keep: true).Markup.Should().Contain(PositionText.GuardAsleep);
    }

    [Fact]
    public void The_candle_length_stands_in_the_address()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/trading/positions/x?unit=1h");

        var page = Page(Story.Holding());

        page.WaitForElement("[data-test=price-chart]").GetAttribute("data-unit").Should().Be("3600");
        page.Find("[data-test=unit-1h]").GetAttribute("aria-current").Should().Be("true");
    }

    [Fact]
    public void A_price_moves_numbers_and_chart_without_reading_anything_again()
    {
        var story = Story.Holding();
        var page = Page(story);
        page.WaitForElement("[data-test=price-chart]");
        var (reads, candleReads) = (Positions.Reads, Candles.Reads);
        Positions.Reprice = known => known with { Present = Present(story, 1_050) };

        Publish(LiveTopic.Prices);

        page.WaitForAssertion(() => page.Find("[data-test=price]").TextContent.Should().Contain("1,050"));
        (Positions.Reads, Candles.Reads).Should().Be((reads, candleReads));
        page.Find("[data-test=price-chart]").GetAttribute("data-live").Should().Contain("\"stop\":950");
    }

    [Fact]
    public void What_another_process_did_is_seen_within_ten_seconds()
    {
        var story = Story.Holding();
        var page = Page(story);
        var reads = Positions.Reads;
        story.Fill(story.Exit(10), 10, 940);
        Positions.Next = PictureOf(story);

        Wall.Advance(TimeSpan.FromSeconds(10));

        page.WaitForAssertion(() => page.Find("[data-test=state]").TextContent.Should().Contain("종료"));
        Positions.Reads.Should().BeGreaterThan(reads);
    }

    [Fact]
    public async Task Selling_asks_first_with_the_numbers_in_it()
    {
        var story = Story.Holding();
        var dialogs = Dialogs();
        var page = Page(story, price: 1_020);

        var act = page.Find("[data-test=sell]").ClickAsync();

        dialogs.WaitForElement("[data-test=confirm-sentence]").TextContent.Should().Contain("리플 10개").And.Contain("1,020원").And.Contain("10,195원").And.Contain("+190원");
        Desk.Sold.Should().BeEmpty();
        await dialogs.Find("[data-test=confirm-act]").ClickAsync();
        await act;
        Desk.Sold.Should().Equal(story.Position.Id);
    }

    [Fact]
    public async Task Selling_can_be_thought_better_of()
    {
        var dialogs = Dialogs();
        var page = Page(Story.Holding());

        var act = page.Find("[data-test=sell]").ClickAsync();
        await dialogs.WaitForElement("[data-test=confirm-cancel]").ClickAsync();
        await act;

        Desk.Sold.Should().BeEmpty();
    }

    [Theory]
    [InlineData("940", "손절선은 올릴 수만 있습니다")]
    [InlineData("1020", "바로 팔리게 됩니다")]
    public async Task A_stop_that_may_not_be_is_refused_while_it_is_typed(string typed, string sentence)
    {
        var dialogs = Dialogs();
        await Page(Story.Holding(), price: 1_020).Find("[data-test=move-stop]").ClickAsync();

        await dialogs.WaitForElement("input").InputAsync(typed);

        dialogs.WaitForAssertion(() => dialogs.Markup.Should().Contain(sentence));
        dialogs.Find("[data-test=move-act]").HasAttribute("disabled").Should().BeTrue();
    }

    [Fact]
    public async Task A_raised_stop_says_what_it_locks_in_and_is_moved_once()
    {
        var dialogs = Dialogs();
        var page = Page(Story.Holding(), price: 1_050);
        await page.Find("[data-test=move-stop]").ClickAsync();

        await dialogs.WaitForElement("input").InputAsync("1020");
        dialogs.WaitForElement("[data-test=locks]").TextContent.Should().Contain("+190원");
        await dialogs.Find("[data-test=move-act]").ClickAsync();

        Desk.Moved.Should().Equal(new Price(1_020));
        page.WaitForAssertion(() => dialogs.FindAll("[data-test=move-act]").Should().BeEmpty());
    }

    [Fact]
    public async Task A_move_that_came_too_late_keeps_what_was_typed()
    {
        Desk.Answer = Result<MovedStop>.Refused(Problem.Of(StopProblems.NotBelowPrice, new Price(1_000)));
        var dialogs = Dialogs();
        await Page(Story.Holding(), price: 1_050).Find("[data-test=move-stop]").ClickAsync();
        await dialogs.WaitForElement("input").InputAsync("1020");

        await dialogs.Find("[data-test=move-act]").ClickAsync();

        dialogs.WaitForElement("input").GetAttribute("value").Should().Be("1020");
    }

    private IRenderedComponent<PositionPage> Page(Story story, decimal? price = 1_000, bool keep = false)
    {
        if (!keep) Positions.Next = PictureOf(story, price);
        return Render<PositionPage>(p => p.Add(page => page.Id, story.Position.Id.Value));
    }
}
