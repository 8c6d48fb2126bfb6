using Bunit;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Web.Holdings;
using FluentAssertions;
using Xunit;
using static CoinPulse.Tests.Holdings.Told;

namespace CoinPulse.Tests.Holdings;

public sealed class OrdersPageTests : HoldingsPageTest
{
    [Fact]
    public void An_order_shows_its_fills_its_fee_and_the_position_it_was_for()
    {
        var position = new PositionId(Guid.CreateVersion7(Noon));
        Records.Found = new FoundOrders([Line(Order("o1", key: Intent.KeyFor(position, Leg.Entry, 1), trades: [Trade("t1", 1_000, 4), Trade("t2", 1_010, 6)]))], 1);

        var page = At("");

        page.Find("[data-test=position-link]").GetAttribute("href").Should().Be($"/trading/positions/{position}");
        page.FindAll("[data-test=fill]").Should().HaveCount(2);
        page.Find("[data-test=order]").TextContent.Should().Contain("매수").And.Contain("10,060원").And.Contain("1,006").And.Contain("5원");
    }

    [Fact]
    public void A_persons_resting_order_is_seen_with_what_is_left_of_it()
    {
        Records.Found = new FoundOrders([Line(Order("o1", OrderSide.Ask, ExchangeOrderState.Waiting, trades: [Trade("t1", 1_000, 4)]))], 1);

        var order = At("").Find("[data-test=order]");

        order.TextContent.Should().Contain(HoldingsText.State_PartlyResting).And.Contain("/ 10").And.Contain(HoldingsText.Source_External).And.Contain("지정가 1,000");
    }

    [Fact]
    public void What_is_asked_for_stands_in_the_address_and_goes_into_the_files()
    {
        Records.Found = new FoundOrders([Line(Order("o1"))], 60);

        var page = At("?market=KRW-XRP&side=Ask&source=External&state=Open&from=2026-04-01&through=2026-04-30&page=2");

        Records.Queries.Should().ContainSingle().Which.Should().Be(new RecordQuery(
            Xrp, OrderSide.Ask, OrderSource.External, OrderStanding.Open, new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30), Skip: 25, Take: 25));
        page.Find("[data-test=csv-orders]").GetAttribute("href").Should().StartWith("/orders/orders.csv?market=KRW-XRP&side=Ask");
        page.Find("[data-test=page-of]").TextContent.Should().Contain("26").And.Contain("60");
        page.Find("[data-test=clear]").GetAttribute("href").Should().NotContain("market");
    }

    [Fact]
    public void Another_filter_begins_at_the_first_page()
    {
        var page = At("?page=3");

        page.Find("[data-test=filter-state]").Change("Open");

        Navigation.Uri.Should().EndWith("/orders?state=Open");
        page.WaitForAssertion(() => Records.Queries[^1].Should().Be(new RecordQuery(Standing: OrderStanding.Open)));
    }

    [Fact]
    public void Nothing_yet_and_nothing_found_are_told_apart()
    {
        At("").Markup.Should().Contain(HoldingsText.NoOrders);
        At("?side=Bid").Markup.Should().Contain(HoldingsText.NothingFound);
    }

    private static OrderLine Line(ExchangeOrder order)
    {
        var record = new OrderRecord(Owner, Told.Account, order);
        var trades = order.Trades.Select(trade => new TradeRecord(record, trade)).ToList();
        record.Follow(order, trades);
        return new OrderLine(record, trades);
    }

    private IRenderedComponent<OrdersPage> At(string query)
    {
        Navigation.NavigateTo($"/orders{query}");
        return Render<OrdersPage>();
    }
}
