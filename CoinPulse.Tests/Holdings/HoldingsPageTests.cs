using Bunit;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Web.Holdings;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Holdings;

public sealed class HoldingsPageTests : HoldingsPageTest
{
    private static readonly CoinCost Bought = CoinCost.None.Buy(new Quantity(10), new Krw(9_995), new Krw(5));

    [Fact]
    public void Each_coin_says_what_it_cost_what_it_is_worth_and_whose_it_is()
    {
        Reader.Next = Picture(coins: Ripple());

        var coin = At("").Find("[data-test=coin]");

        coin.TextContent.Should().Contain("리플").And.Contain("1,000거래소 999.5").And.Contain("1,100").And.Contain("+1,000원").And.Contain("+10.00%");
        coin.QuerySelector("[data-test=parts]")!.TextContent.Should().Contain("봇 4").And.Contain("내 것 6");
        coin.QuerySelector("[data-test=difference-Fees]")!.GetAttribute("title").Should().Be(HoldingsText.Difference_Fees);
    }

    [Fact]
    public void What_an_order_has_reserved_is_told_apart_from_what_is_free()
    {
        Reader.Next = Picture(coins: Ripple() with { Free = new Quantity(7), Locked = new Quantity(3) });

        var page = At("");

        page.Find("[data-test=cash]").TextContent.Should().Contain("5,100,000원").And.Contain("5,000,000원").And.Contain("100,000원");
        page.Find("[data-test=coin]").TextContent.Should().Contain("주문 중 3");
    }

    [Fact]
    public void Dust_is_put_together_and_a_guarded_coin_is_never_dust()
    {
        var crumb = new Holding(Asset.From("ADA"), null, new Quantity(1), Quantity.Zero, Quantity.Zero, CoinCost.None, new Price(700), null);
        Reader.Next = Picture(coins: [crumb, crumb with { Coin = Asset.From("TRX"), OfEngine = new Quantity(1) }]);

        var page = At("");

        page.FindAll("[data-test=coin]").Should().ContainSingle().Which.TextContent.Should().Contain("TRX");
        page.Find("[data-test=dust] summary").TextContent.Should().Be("소액 1종 · 700원");
    }

    [Fact]
    public void The_reading_of_the_past_shows_how_far_it_is()
    {
        Reader.Next = Picture(PartlyRead());

        var progress = At("").Find("[data-test=sync-progress]");

        progress.QuerySelector("[role=progressbar]")!.GetAttribute("aria-valuenow").Should().Be("42");
        progress.TextContent.Should().Contain("2026-02-18").And.Contain("2025-12-22");
    }

    [Fact]
    public void A_key_that_hides_transfers_and_an_exchange_that_is_silent_are_told()
    {
        var mark = Whole();
        mark.HideTransfers();
        mark.Fail(ExchangeFaultKind.NoAnswer);
        Reader.Next = Picture(mark, known: false);

        var page = At("");

        page.FindAll("[data-test=transfers-hidden]").Should().ContainSingle();
        page.FindAll("[data-test=sync-trouble]").Should().ContainSingle();
        page.Find("[role=alert]").TextContent.Should().Contain(HoldingsText.UnknownWhat);
    }

    [Fact]
    public void Prices_move_without_a_look_at_the_database_and_orders_with_one()
    {
        Reader.Next = Picture(coins: Ripple());
        var page = At("");
        Reader.Reprice = known => known with { Coins = [Ripple() with { Last = new Price(1_200) }] };

        Publish(LiveTopic.Prices);
        page.WaitForAssertion(() => page.Find("[data-test=coin]").TextContent.Should().Contain("+2,000원"));
        Reader.Reads.Should().Be(1);

        Publish(LiveTopic.Orders);
        page.WaitForAssertion(() => Reader.Reads.Should().Be(2));
    }

    [Fact]
    public void The_history_compares_with_bitcoin_and_says_what_was_computed()
    {
        var today = Kst.DayOf(Told.Noon);
        DayBalance Day(int back, decimal equity, bool computed) => new(today.AddDays(-back), Told.Noon.AddDays(-back), new Krw(equity), Krw.Zero, Krw.Zero, computed);
        var deposit = new TransferRecord(Told.Owner, Told.Account, new ExchangeTransfer("d1", TransferDirection.Deposit, Asset.Krw, 1_000_000, 0, Told.Noon.AddDays(-2)));
        History.Next = new BalanceHistory(
            [Day(2, 1_000_000, true), Day(1, 1_050_000, false), Day(0, 1_100_000, false)], [new ValuedTransfer(deposit, new Krw(1_000_000))], Percent.Of(10), [], Percent.Of(4));

        var page = At("?tab=history&range=30");

        History.Asked.Should().Equal(today.AddDays(-30));
        page.Find("[data-test=return]").TextContent.Should().Contain("+10.00%");
        page.Find("[data-test=bitcoin]").TextContent.Should().Contain("+4.00%").And.Contain("+6.00%");
        page.Find("[data-test=deposits]").TextContent.Should().Contain("1,000,000원");
        page.FindAll("[data-test=computed-note]").Should().ContainSingle();
        page.FindAll("[data-test=day]").Select(row => row.TextContent).Should().HaveCount(2).And.Subject.Last().Should().Contain(HoldingsText.Computed);
        page.Find("[data-test=csv]").GetAttribute("href").Should().Be("/holdings/days.csv?range=30");
    }

    [Fact]
    public void What_came_and_went_is_listed_and_a_persons_word_is_marked_as_one()
    {
        var at = Told.Noon.AddDays(-2);
        var deposit = new TransferRecord(Told.Owner, Told.Account, new ExchangeTransfer("d1", TransferDirection.Deposit, Asset.Krw, 1_000_000, 0, at));
        var note = new BooksNote(Told.Owner, new NoteDraft(NoteId.At(at), Told.Account, Told.Xrp.Base, -3.5m, NoteKind.PocketMove, "둘째 포켓으로"), PriceSource.Upbit, null, at);
        note.Begin(new BooksDifference(Told.Owner, Told.Account, new TieOutDifference(Told.Xrp, 10, 6.5m), Sought.Everything, null, at.AddHours(1)));
        note.End(at);
        History.Next = BalanceHistory.Empty with { Transfers = [new ValuedTransfer(deposit, new Krw(1_000_000)), new ValuedTransfer(new TransferRecord(note), new Krw(3_500))] };

        var rows = At("?tab=history").FindAll("[data-test=transfer]");

        rows.Should().HaveCount(2, "on the first day too");
        rows[0].TextContent.Should().Contain("포켓 이동").And.Contain("−3.5 XRP").And.Contain("3,500원").And.Contain("둘째 포켓으로");
        rows[0].QuerySelector("[data-test=word]")!.TextContent.Should().Be(HoldingsText.OnYourWord);
        rows[1].TextContent.Should().Contain("입금").And.Contain("+1,000,000원");
        rows[1].QuerySelector("[data-test=word]").Should().BeNull();
    }

    [Fact]
    public void The_calendar_adds_days_to_months_and_years_and_a_day_opens_its_trades()
    {
        var story = Story.Holding();
        Days.Profit.AddRange([new(new DateOnly(2026, 2, 3), new Krw(500), 1, 1), new(new DateOnly(2026, 4, 1), new Krw(123_456), 3, 2), new(new DateOnly(2026, 4, 2), new Krw(-3_000), 1, 0)]);
        Trades.Trades = new FoundTrades([story.Position], 1, 1, Krw.Zero);

        var page = At("?tab=calendar&month=2026-04&day=2026-04-01");

        page.Find("[data-test=month]").TextContent.Should().Contain("+120,456원").And.Contain("50%");
        page.Find("[data-test=year]").TextContent.Should().Contain("+120,956원").And.Contain("60%");
        page.Find("[data-test='day-2026-04-01']").TextContent.Should().Contain("+12.3만");
        page.Find("[data-test='day-2026-04-02']").ClassList.Should().Contain("cp-down");
        page.FindAll(".cp-calendar tbody tr").Should().HaveCount(5);
        page.FindAll("[data-test=day-trade]").Should().ContainSingle();
        Trades.TradeQueries.Should().ContainSingle().Which.Should().BeEquivalentTo(new { From = new DateOnly(2026, 4, 1), Through = new DateOnly(2026, 4, 1) });
        page.Find("[data-test=day-orders]").GetAttribute("href").Should().Be("/orders?from=2026-04-01&through=2026-04-01");
        page.Find("[data-test=previous-month]").GetAttribute("href").Should().Be("/holdings?tab=calendar&month=2026-03");
    }

    [Theory]
    [InlineData("ko-KR", 9_999, "+9,999")]
    [InlineData("ko-KR", -12_345_678, "−1,235만")]
    [InlineData("ko-KR", 250_000_000, "+2.5억")]
    [InlineData("en-US", 12_345, "+12.3K")]
    [InlineData("en-US", -2_500_000, "−2.5M")]
    [InlineData("en-US", 0, "0")]
    public void Won_is_short_where_there_is_no_room(string culture, double won, string text)
    {
        In(culture);
        HoldingsWords.ShortWon(new Krw((decimal)won)).Should().Be(text);
    }

    private void Publish(LiveTopic topic)
    {
        Updates.Publish(CurrentUser, topic);
        Wall.Advance(LiveUpdates.Pace);
    }

    private static Holding Ripple() => new(
        Told.Xrp.Base, new MarketInfo(Told.Xrp, "리플", "Ripple"), new Quantity(10), Quantity.Zero, new Quantity(4), Bought, new Price(999.5m), new Price(1_100));

    private IRenderedComponent<HoldingsPage> At(string query)
    {
        Navigation.NavigateTo($"/holdings{query}");
        return Render<HoldingsPage>();
    }
}
