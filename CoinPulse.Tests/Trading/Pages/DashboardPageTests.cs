using Bunit;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Yardstick;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Web.Live;
using CoinPulse.Web.Trading;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Trading.Pages;

public sealed class DashboardPageTests : TradingPageTest
{
    public DashboardPageTests()
    {
        Services.AddSingleton<IAccountHistory>(new NoHistory());
        Services.AddSingleton(new BuyAndHold(Hub));
        Services.AddSingleton<IRandomEntryBench>(new NoBench());
    }

    [Fact]
    public void A_new_person_is_led_to_the_strategies()
    {
        Reader.Next = Picture(on: false);

        Render<DashboardPage>().Find("a.cp-button-primary").GetAttribute("href").Should().Be("/trading?tab=strategies");
    }

    [Fact]
    public void Positions_lead_to_their_page_and_say_how_far_stop_and_target_are()
    {
        var story = Story.Holding();
        Reader.Next = Picture([Present(story)]);

        var page = Render<DashboardPage>();

        page.Find("[data-test=position] a").GetAttribute("href").Should().Be($"/trading/positions/{story.Position.Id}");
        page.Find("[data-test=distance]").TextContent.Should().MatchRegex(@"−4\.9\d%.*\+3\.[12]\d%");
        page.FindAll("[data-test=sell]").Should().BeEmpty("selling is done where the numbers are");
    }

    [Fact]
    public void With_trading_on_and_no_strategy_the_strategies_are_still_the_next_step()
    {
        Reader.Next = Picture(on: false);
        Render<DashboardPage>().FindAll("[data-test=turn-trading]").Should().BeEmpty("it would promise something");

        Reader.Next = Picture(on: true);
        Render<DashboardPage>().Find("a.cp-button-primary").GetAttribute("href").Should().Be("/trading?tab=strategies");
    }

    [Fact]
    public void A_strategy_that_waits_for_its_person_says_so_where_one_looks_first()
    {
        Reader.Next = Picture() with { Strategies = [new StrategySetup(Account.Id, StrategyId.From("trend"), "{}", Armed: true, WaitsForPerson: true)] };

        var notice = Render<DashboardPage>().Find("[data-test=waits]");

        notice.TextContent.Should().Contain("추세 추종");
        notice.QuerySelector("a")!.GetAttribute("href").Should().Be("/trading?tab=strategies");
    }

    [Fact]
    public async Task Trading_is_stopped_where_one_looks_first()
    {
        var page = Render<DashboardPage>();
        page.Find("[data-test=health-trading]").TextContent.Should().Contain("켜짐");

        await page.Find("[data-test=turn-trading]").ClickAsync();

        Accounts.Turned.Should().Equal(false);
    }

    [Fact]
    public void A_new_account_says_when_its_curve_begins() =>
        Render<DashboardPage>().Find("[data-test=equity-chart]").TextContent.Should().Contain("5분마다 한 점씩");

    [Fact]
    public void Equity_and_todays_profit_stand_beside_each_other()
    {
        var page = Render<DashboardPage>();

        page.Find("[data-test=equity]").TextContent.Should().Contain("10,010,000원").And.Contain("모의투자");
        page.Find("[data-test=profit-today]").TextContent.Should().Contain("+10,000원");
    }

    [Theory]
    [InlineData(FeedState.Live, 2, 2, "정상", "일치", "2/2 켜짐")]
    [InlineData(FeedState.Stale, 1, 2, "지연", "일치", "1/2 켜짐")]
    [InlineData(FeedState.Live, 0, 0, "정상", "일치", "지킬 코인 없음")]
    public void The_health_line_tells_prices_books_and_guards(FeedState feed, int armed, int holding, string prices, string books, string guards)
    {
        Reader.Next = Picture(health: new TradingHealth(feed, TimeSpan.FromSeconds(4), new TieOut(Story.Now, []), armed, holding));

        var page = Render<DashboardPage>();

        page.Find("[data-test=health-feed]").TextContent.Should().Contain(prices);
        page.Find("[data-test=health-books]").TextContent.Should().Contain(books);
        page.Find("[data-test=health-guards]").TextContent.Should().Contain(guards);
    }

    [Fact]
    public void Books_that_do_not_agree_are_told()
    {
        Reader.Next = Picture(health: new TradingHealth(FeedState.Live, TimeSpan.Zero, new TieOut(Story.Now, [new TieOutDifference(null, 1, 2)]), 0, 0));

        Render<DashboardPage>().Find("[data-test=health-books]").TextContent.Should().Contain("불일치");
    }

    [Fact]
    public void A_price_is_read_from_memory_and_a_trade_from_the_database()
    {
        var story = Story.Holding();
        Reader.Next = Picture([Present(story)]);
        var page = Render<DashboardPage>();
        Reader.Reprice = known => known with { Open = [Present(story, 1_234)] };

        Publish(LiveTopic.Prices);
        page.WaitForAssertion(() => page.Markup.Should().Contain("1,234"));
        Reader.Reads.Should().Be(1);

        Publish(LiveTopic.Positions);
        page.WaitForAssertion(() => Reader.Reads.Should().Be(2));
    }

    private sealed class NoBench : IRandomEntryBench
    {
        public Task<RandomEntryBand?> ReadAsync(UserId owner, AccountId account, DateTimeOffset from, Krw equity, CancellationToken cancellationToken) =>
            Task.FromResult<RandomEntryBand?>(null);
    }

    private sealed class NoHistory : IAccountHistory
    {
        public Task<AccountHistory> ReadAsync(UserId owner, AccountId account, DateOnly day, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<EquityMark> MarkAsync(UserId owner, AccountId account, Krw equity, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Krw?> OpeningAsync(UserId owner, AccountId account, DateOnly day, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Krw?> PeakAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<EquityPoint>> CurveAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<EquityPoint>>([]);

        public Task<int> ThinForEveryoneAsync(DateTimeOffset before, TimeSpan span, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
