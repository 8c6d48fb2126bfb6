using Bunit;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Tests.Trading.Pages;
using CoinPulse.Web.Live;
using CoinPulse.Web.Markets.Charts;
using CoinPulse.Web.Markets;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Markets.Charts;

public sealed class MarketPageTests : TradingPageTest
{
    private static readonly MarketCode Ether = MarketCode.From("KRW-ETH");

    public MarketPageTests()
    {
        Hub.SetMarket(new MarketInfo(Ether, "이더리움", "Ethereum", Warned: true));
        Hub.PlaceAt(Ether, new Price(5_000_000), new Price(5_001_000), new Quantity(1));
    }

    [Theory]
    [InlineData("/markets", "리플,이더리움")]
    [InlineData("/markets?q=ㅇㄷㄹ", "이더리움")]
    [InlineData("/markets?plain=true", "리플")]
    [InlineData("/markets?own=true", "리플")]
    [InlineData("/markets?sort=Price", "이더리움,리플")]
    [InlineData("/markets?sort=nonsense&page=99", "리플,이더리움")]
    public void The_address_says_which_markets_are_listed(string address, string names)
    {
        Reader.Next = Picture([Present(Story.Holding(), 1_050)]);
        Hub.SetValue24Hours(Story.Market, new Krw(9_000_000_000));

        var page = List(address);

        page.WaitForAssertion(() => page.FindAll("[data-test=market-row] .cp-row-link").Select(link => link.TextContent.Split(' ')[0]).Should().Equal(names.Split(',')));
    }

    [Fact]
    public void A_row_shows_price_traded_value_flags_and_what_the_person_has()
    {
        Reader.Next = Picture([Present(Story.Holding(), 1_050)]);
        Hub.SetValue24Hours(Story.Market, new Krw(9_600_000_000));

        var page = List("/markets");

        var rows = page.WaitForElements("[data-test=market-row]");
        rows[0].TextContent.Should().Contain("1,000").And.Contain("96억").And.Contain("1개 보유").And.Contain("+490원");
        rows[1].TextContent.Should().Contain("유의 종목");
    }

    [Fact]
    public void Each_letter_of_a_search_narrows_the_list_and_stands_in_the_address()
    {
        var page = List("/markets");

        page.WaitForElement("[data-test=search]").Input("ㄹㅍ");

        Services.GetRequiredService<NavigationManager>().Uri.Should().EndWith("/markets?q=" + Uri.EscapeDataString("ㄹㅍ"));
    }

    [Fact]
    public async Task A_price_moves_in_the_list_without_reading_the_account_again()
    {
        var page = List("/markets");
        page.WaitForElement("[data-test=market-row]");
        var reads = Reader.Reads;

        Hub.Print(Story.Market, new Price(1_234), new Quantity(1));

        // A list of prices is kept for a second: it follows the second time at the latest.
        await Patience.UntilAsync(() => page.Markup.Contains("1,234", StringComparison.Ordinal), () => Publish(LiveTopic.Prices));
        Reader.Reads.Should().Be(reads);
    }

    [Fact]
    public void A_market_shows_its_chart_book_and_the_persons_trades()
    {
        var story = Story.Holding();
        Reader.Next = Picture([Present(story)]);
        Positions.Next = PictureOf(story);

        var page = Market("KRW-XRP");

        page.WaitForElement("[data-test=price-chart]").GetAttribute("data-live").Should().Contain("\"stop\":950");
        page.FindAll("[data-test=book] .cp-book-ask").Should().HaveCount(5);
        page.Find("[data-test=own-open]").TextContent.Should().NotBeEmpty();
        page.Find("[data-test=surge]").GetAttribute("href").Should().Be("/surge/KRW-XRP");
        page.FindAll(".cp-units a").Select(unit => unit.TextContent).Should().Equal("1분", "3분", "5분", "15분", "30분", "1시간", "4시간", "1일", "1주");
    }

    [Fact]
    public void A_market_that_there_is_not_says_so() =>
        Market("KRW-NONE").WaitForAssertion(() => Market("nonsense").Markup.Should().Contain(MarketsText.UnknownTitle));

    [Fact]
    public void Its_book_is_asked_for_as_long_as_the_page_is_open()
    {
        var page = Market("KRW-XRP");
        page.WaitForElement("[data-test=book]");

        Hub.WatchedBooks.Should().Equal(Story.Market);
        page.Render(parameters => parameters.Add(market => market.Code, "KRW-ETH"));
        Hub.WatchedBooks.Should().Equal(Ether);
        page.Instance.Dispose();

        Hub.WatchedBooks.Should().BeEmpty();
    }

    [Fact]
    public async Task Older_candles_are_added_in_front_and_nothing_is_sent_twice()
    {
        await KeepAsync(0, 1_200);
        var page = Market("KRW-XRP");
        var first = page.WaitForElements("[data-candles]").Select(run => run.GetAttribute("data-candles")).ToList();
        page.Find("[data-test=candle-count]").TextContent.Should().Be("캔들 300개");

        await page.Find("[data-test=older]").ClickAsync();

        var runs = page.FindAll("[data-candles]").Select(run => run.GetAttribute("data-candles")).ToList();
        runs.Should().HaveCount(2).And.EndWith(first);
        page.Find("[data-test=candle-count]").TextContent.Should().Be("캔들 700개");
    }

    [Fact]
    public async Task At_the_beginning_there_is_nothing_to_press()
    {
        await KeepAsync(0, 900);
        var page = Market("KRW-XRP");

        await page.WaitForElement("[data-test=older]").ClickAsync();

        page.FindAll("[data-test=older]").Should().BeEmpty();
        page.Find("[data-test=beginning]").TextContent.Should().NotBeEmpty();
        page.Find("[data-test=candle-count]").TextContent.Should().Be("캔들 900개");
    }

    [Fact]
    public async Task What_the_store_lacks_is_asked_for_and_appears_when_it_has_come()
    {
        SetCandles();
        var fill = new FakeBackfill(new BackfillStatus(BackfillState.Running, Story.Now.AddDays(-3), 10, 700));
        Services.AddSingleton<IBackfill>(fill);
        var page = Market("KRW-XRP");
        page.WaitForElement("[data-test=no-candles]").TextContent.Should().Be(ChartText.Filling);
        fill.Asked.Should().ContainSingle().Which.Unit.Should().Be(CandleUnit.Minute15);

        await KeepAsync(0, 500);
        fill.Status = fill.Status with { State = BackfillState.Done, Known = 700 };
        Publish(LiveTopic.Prices);

        page.WaitForAssertion(() => page.Find("[data-test=candle-count]").TextContent.Should().Be("캔들 500개"));
    }

    [Fact]
    public void Studies_stand_in_the_address_and_have_their_panes()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/markets/KRW-XRP?with=ma20,rsi");
        var page = Market("KRW-XRP");

        page.WaitForElement("[data-test=study-rsi]").GetAttribute("aria-current").Should().Be("true");
        page.Find("[data-test=study-ma20]").GetAttribute("href").Should().Be("/markets/KRW-XRP?unit=15m&with=rsi");
        page.Find("[data-test=price-chart]").GetAttribute("style").Should().Contain("570px");
    }

    private IRenderedComponent<MarketsPage> List(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<MarketsPage>();
    }

    private IRenderedComponent<MarketPage> Market(string code) => Render<MarketPage>(parameters => parameters.Add(page => page.Code, code));

    private async Task KeepAsync(int from, int to)
    {
        SetCandles();
        var length = CandleUnit.Minute15.Length();
        await Candles.AppendAsync(
            PriceSource.Simulated,
            [new CandleBatch(Story.Market, CandleUnit.Minute15, [.. Enumerable.Range(from, to - from).Select(back => new Candle(Story.Now - length * (back + 1), 1_000, 1_010, 990, 1_005, 3, 3_000))])],
            null,
            default);
    }

    private sealed class FakeBackfill(BackfillStatus status) : IBackfill
    {
        public BackfillStatus Status { get; set; } = status;

        public List<(MarketCode Market, CandleUnit Unit, DateTimeOffset From)> Asked { get; } = [];

        public BackfillStatus Ask(MarketCode market, CandleUnit unit, DateTimeOffset from)
        {
            Asked.Add((market, unit, from));
            return Status;
        }

        public BackfillStatus? StatusOf(MarketCode market, CandleUnit unit) => Status;
    }
}
