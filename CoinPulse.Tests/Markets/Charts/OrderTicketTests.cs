using Bunit;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Tests.Trading.Pages;
using CoinPulse.Web.Live;
using CoinPulse.Web.Markets.Order;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Markets.Charts;

public sealed class OrderTicketTests : TradingPageTest
{
    [Fact]
    public void Cost_and_fee_are_shown_before_and_a_press_is_one_order()
    {
        var page = Ticket();
        page.Find("input[data-test=price-field]").Input("1000");
        page.Find("input[data-test=amount-field]").Input("20");

        page.Find("[data-test=cost]").TextContent.Should().Contain("20,000원").And.Contain("10원").And.Contain("20,010원");
        page.Find("[data-test=place]").Click();

        Manual.Placed.Should().ContainSingle().Which.Draft.Should().Be(new ManualDraft(OrderSide.Bid, false, new Price(1_000), Quantity: new Quantity(20)));
        page.Find("[data-test=outcome]").TextContent.Should().Contain("걸렸습니다");
    }

    [Fact]
    public void After_an_order_a_fresh_ticket_is_taken_and_after_a_doubt_the_same_one_is_kept()
    {
        var page = Ticket();
        Manual.Answer = Problem.Of(ManualProblems.JournalAway);
        Press(page);
        Manual.Answer = null;
        page.Find("[data-test=place]").Click();
        Press(page);

        Manual.Placed.Select(placed => placed.Ticket.Number).Should().Equal([1, 1, 2], "what may have been handed in is asked after, not ordered anew");
    }

    [Fact]
    public void A_look_that_began_before_the_order_does_not_bring_its_ticket_back()
    {
        var page = Ticket();
        Manual.Looking = new TaskCompletionSource();
        Publish(LiveTopic.Account);
        Press(page);
        var looking = Manual.Looking;
        Manual.Looking = null;
        looking.SetResult();

        page.WaitForAssertion(() => page.FindAll("[data-test=outcome]").Should().ContainSingle());
        Press(page);

        page.WaitForAssertion(() => Manual.Placed.Select(placed => placed.Ticket.Number).Should().Equal(1, 2));
    }

    [Fact]
    public void While_it_is_under_way_the_button_takes_no_second_press()
    {
        var page = Ticket();
        Manual.Held = new TaskCompletionSource();
        Press(page);

        page.Find("[data-test=place]").HasAttribute("disabled").Should().BeTrue();
        Manual.Held.SetResult();
        page.WaitForAssertion(() => page.FindAll("[data-test=outcome]").Should().ContainSingle());
        Manual.Placed.Should().ContainSingle();
    }

    [Fact]
    public void What_is_wrong_is_said_in_a_sentence_and_one_click_sets_it_right()
    {
        var page = Ticket();
        page.Find("input[data-test=price-field]").Input("1000.5");
        page.Find("input[data-test=amount-field]").Input("20");

        page.Find("[data-test=fault]").TextContent.Should().Contain("주문 단위는 1원");
        page.Find("[data-test=place]").HasAttribute("disabled").Should().BeTrue();
        page.Find("[data-test=correct]").Click();

        page.FindAll("[data-test=fault]").Should().BeEmpty();
        page.Find("[data-test=place]").HasAttribute("disabled").Should().BeFalse();
    }

    [Fact]
    public void A_part_counts_the_persons_own_coins_and_the_engines_are_named()
    {
        var page = Ticket();
        Choose(page, "cp-side", 1);

        page.Find("[data-test=free]").TextContent.Should().Contain("내 코인 20").And.Contain("엔진이 산 10");
        page.Find("[data-test=part-50]").Click();

        page.Find("[data-test=cost]").TextContent.Should().Contain("10");
        page.FindAll("[data-test=from-engine]").Should().BeEmpty();
    }

    [Fact]
    public async Task More_than_the_persons_own_is_said_and_asked_before_it_is_sold()
    {
        var dialogs = Dialogs();
        var page = Ticket();
        Choose(page, "cp-side", 1);
        page.Find("input[data-test=amount-field]").Input("26");

        page.Find("[data-test=from-engine]").TextContent.Should().Contain("6개");
        page.Find("[data-test=place]").Click();
        Manual.Placed.Should().BeEmpty();
        dialogs.WaitForElement("[data-test=confirm-sentence]").TextContent.Should().Contain("직접 매도");
        await dialogs.Find("[data-test=confirm-act]").ClickAsync();

        page.WaitForAssertion(() => Manual.Placed.Should().ContainSingle());
    }

    [Fact]
    public async Task With_real_won_it_asks_once_more_and_says_which_account()
    {
        var dialogs = Dialogs();
        Viewed.Account = new TradingAccount(new AccountId(Guid.CreateVersion7(Story.Now)), CurrentUser, AccountKind.Upbit, PriceSource.Upbit, Story.Now);
        var page = Ticket();
        page.Find(".cp-chip-live").TextContent.Should().Contain("실거래");

        Press(page);
        Manual.Placed.Should().BeEmpty();
        dialogs.WaitForElement("[data-test=confirm-sentence]").TextContent.Should().Contain("실거래").And.Contain("20,000원");
        await dialogs.Find("[data-test=confirm-cancel]").ClickAsync();
        Manual.Placed.Should().BeEmpty();

        page.WaitForAssertion(() => page.Find("[data-test=place]").HasAttribute("disabled").Should().BeFalse());
        page.Find("[data-test=place]").Click();
        dialogs.WaitForElement("[data-test=confirm-act]");
        await dialogs.Find("[data-test=confirm-act]").ClickAsync();
        page.WaitForAssertion(() => Manual.Placed.Should().ContainSingle());
    }

    [Fact]
    public void An_open_order_is_listed_with_whose_it_is_and_only_ones_own_is_cancelled()
    {
        var ticket = new ManualTicket(Guid.CreateVersion7(Story.Now), Account.Id, Story.Market, 1);
        var mine = new ManualOrder(ticket, CurrentUser, PriceSource.Simulated, OrderRequest.Rest(ticket.Key, Story.Market, OrderSide.Bid, new Price(990), new Quantity(20)), Story.Now);
        Manual.Open =
        [
            new OpenOrder(OrderSource.Manual, mine.Key, Story.Market, OrderSide.Bid, OrderKind.Limit, mine.Limit, mine.Quantity, null, Quantity.Zero, Story.Now, mine),
            new OpenOrder(OrderSource.Bot, ClientOrderId.From("cp-x"), Story.Market, OrderSide.Ask, OrderKind.Limit, new Price(1_200), new Quantity(10), null, Quantity.Zero, Story.Now, null),
            new OpenOrder(OrderSource.External, null, Story.Market, OrderSide.Ask, OrderKind.Limit, new Price(1_300), new Quantity(1), null, Quantity.Zero, Story.Now, null),
        ];
        var page = Ticket();

        page.FindAll("[data-test=open-order]").Should().HaveCount(3);
        page.Find("[data-test=cancel]").Click();

        Manual.Cancelled.Should().Equal(mine.Key);
    }

    [Fact]
    public void A_silent_exchange_is_told_and_nothing_can_be_ordered()
    {
        Manual.Facts = Problem.Of(ManualProblems.NoFacts);
        Manual.Open = null;

        var page = Ticket();

        page.Find("[data-test=ticket-trouble]").TextContent.Should().Contain("거래소가 응답하지 않아");
        page.FindAll("[data-test=place]").Should().BeEmpty();
        page.FindAll("[data-test=open-unknown]").Should().ContainSingle();
    }

    [Theory]
    [InlineData("ko")]
    [InlineData("en")]
    public void Every_problem_and_state_has_words(string culture)
    {
        var texts = OrderText.ResourceManager.GetResourceSet(new System.Globalization.CultureInfo(culture == "ko" ? "" : culture), true, false)!;
        var keys = ManualProblems.All.Select(code => $"Problem_{code}")
            .Concat(Enum.GetNames<IntentState>().Select(state => $"State_{state}"))
            .Concat(Enum.GetNames<OrderSource>().Select(source => $"Source_{source}"))
            .Append($"Refusal_{ManualOrder.NeverSent}");

        keys.Where(key => string.IsNullOrWhiteSpace(texts.GetString(key))).Should().BeEmpty();
    }

    private IRenderedComponent<OrderTicket> Ticket()
    {
        var page = Render<OrderTicket>(parameters => parameters.Add(ticket => ticket.Market, Story.Market).Add(ticket => ticket.Name, "리플"));
        page.WaitForElement("[data-test=ticket]");
        return page;
    }

    private static void Press(IRenderedComponent<OrderTicket> page)
    {
        page.Find("input[data-test=price-field]").Input("1000");
        page.Find("input[data-test=amount-field]").Input("20");
        page.Find("[data-test=place]").Click();
    }

    private static void Choose(IRenderedComponent<OrderTicket> page, string name, int option) => page.FindAll($"input[name={name}]")[option].Change("on");
}
