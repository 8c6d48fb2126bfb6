using Bunit;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Markets.Surge.Record;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Data.Markets.Surge;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Live;
using CoinPulse.Web.Markets.Surge;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CoinPulse.Tests.Markets.Surge;

public sealed class SurgePageTests : PageTest
{
    private readonly SurgeFloor _floor = new();
    private TestDatabase _database = null!;
    private SurgeRecordStore _record = null!;
    private SurgeMonitor _monitor = null!;

    public override async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        _record = new SurgeRecordStore(_database);
        _monitor = new SurgeMonitor(_floor.Hub, _record, _floor.Clock);
        var engine = new EngineClock(_floor.Clock);
        Services.AddSingleton<IMarketHub>(_floor.Hub);
        Services.AddSingleton<ISurgeRecord>(_record);
        Services.AddSingleton(_monitor);
        Services.AddSingleton(engine);
        Services.AddSingleton(new SurgeScoreboard(_floor.Hub, _record, engine, _floor.Clock));
        Services.AddSingleton(new LiveUpdates(Wall, NullLogger<LiveUpdates>.Instance));
    }

    protected override Task EndAsync() => _database.DisposeAsync().AsTask();

    [Fact]
    public void Before_the_first_scan_it_says_what_will_be_here()
    {
        var page = Show("/surge");

        page.WaitForAssertion(() => page.Markup.Should().Contain("아직 점수가 없습니다").And.Contain("아직 기록을 시작하지 않았습니다"));
    }

    [Fact]
    public void Every_market_stands_with_three_scores_and_their_reasons()
    {
        Scan();

        var page = Show("/surge");

        var rows = page.WaitForElements("[data-test=surge-row]");
        rows.Should().HaveCount(2);
        rows[0].TextContent.Should().Contain("LIVE").And.Contain("80").And.Contain("40").And.Contain("RSI 25 / 25점");
        page.Markup.Should().Contain("오를지 내릴지는 알 수 없습니다").And.Contain("시뮬레이션 기록입니다").And.NotContain("81.25");
    }

    [Fact]
    public void With_few_calls_it_says_that_nothing_is_known_yet()
    {
        Scan();

        var page = Show("/surge");

        page.WaitForElements("[data-test=not-enough]").Should().HaveCount(3).And.OnlyContain(line => line.TextContent == "아직 데이터가 부족합니다: 결과가 나온 신호 0건 / 255건, 0일 / 30일");
    }

    [Theory]
    [InlineData("/surge?q=calm", "CALM")]
    [InlineData("/surge?q=LIVE", "LIVE")]
    [InlineData("/surge?calls=true", "LIVE")]
    [InlineData("/surge?asc=true", "CALM,LIVE")]
    [InlineData("/surge?sort=Name", "CALM,LIVE")]
    [InlineData("/surge?sort=Value", "LIVE,CALM")]
    [InlineData("/surge?plain=true", "CALM")]
    [InlineData("/surge?sort=nonsense&page=99", "LIVE,CALM")]
    public void The_address_says_what_is_shown(string address, string markets)
    {
        _floor.Hub.SetMarket(_floor.Hub.Find(SurgeFloor.Lively)! with { Cautions = ["PRICE_FLUCTUATIONS"] });
        _floor.Hub.SetValue24Hours(SurgeFloor.Lively, new Krw(9_600_000_000));
        Scan();

        var page = Show(address);

        page.WaitForAssertion(() => page.FindAll("[data-test=surge-row] a").Select(link => link.TextContent).Should().Equal(markets.Split(',')));
    }

    [Fact]
    public void A_filter_is_an_address()
    {
        Scan();
        var page = Show("/surge");

        page.WaitForElement("[data-test=only-calls]").Change(true);

        Services.GetRequiredService<NavigationManager>().Uri.Should().EndWith("/surge?calls=true");
        new SurgeFilter("비트 & 코인", SurgeSort.V2, true, true, true, 3).Address().Should().Be("/surge?q=%EB%B9%84%ED%8A%B8%20%26%20%EC%BD%94%EC%9D%B8&sort=V2&asc=true&calls=true&plain=true&page=3");
    }

    [Fact]
    public void Cautions_of_the_exchange_are_said_in_words()
    {
        _floor.Hub.SetMarket(_floor.Hub.Find(SurgeFloor.Lively)! with { Warned = true, Cautions = ["PRICE_FLUCTUATIONS", "SOMETHING_NEW"], DelistedOn = new DateOnly(2026, 5, 1) });
        Scan();

        Show("/surge").WaitForElements("[data-test=surge-row]")[0].TextContent.Should()
            .Contain("유의 종목").And.Contain("가격 급등락").And.Contain("SOMETHING_NEW").And.Contain("2026-05-01 거래 종료 예정");
    }

    [Fact]
    public async Task The_record_shows_every_call_with_its_outcome_failures_too()
    {
        await WithFailureAsync();

        var page = Show("/surge?view=record");

        page.WaitForElement("[data-test=call]").TextContent.Should().Contain("LIVE").And.Contain("80").And.Contain("손절 먼저").And.Contain("−5.09%");
        page.Find("[data-test=record-V1]").TextContent.Should().Contain("0.0%").And.Contain("신호 1건 중 0건 적중").And.Contain("95% 구간 0.0%~79.3%").And.Contain("부족합니다");
    }

    [Fact]
    public async Task A_market_shows_its_parts_with_their_inputs_and_what_became_of_its_calls()
    {
        await WithFailureAsync();
        Scan();

        var page = Render<SurgeMarketPage>(parameters => parameters.Add(market => market.Code, "KRW-LIVE"));

        page.WaitForElement("[data-test=v1]").TextContent.Should().Contain("앞선 15일의 8배").And.Contain("나흘 동안 16%").And.Contain("20 / 20점");
        page.Find("[data-test=v1-penalised]").TextContent.Should().Contain("−25 / −25점").And.Contain("30일 최고가의 100%");
        page.Find("[data-test=v2]").TextContent.Should().Contain("매집형").And.Contain("과매도 반등형").And.Contain("추천이 아닙니다");
        page.Find("[data-test=call]").TextContent.Should().Contain("손절 먼저");
    }

    [Fact]
    public void A_market_that_is_not_scored_says_why()
    {
        Scan();

        foreach (var code in new[] { "KRW-NEW", "nonsense" })
        {
            var page = Render<SurgeMarketPage>(parameters => parameters.Add(market => market.Code, code));
            page.WaitForAssertion(() => page.Markup.Should().Contain("이 마켓에는 점수가 없습니다"));
        }
    }

    [Fact]
    public void The_dashboard_gets_the_highest_three_and_nothing_when_there_are_none()
    {
        Render<SurgeTopThree>().Markup.Trim().Should().BeEmpty();
        Scan();

        var top = Render<SurgeTopThree>();

        top.WaitForElements("li").Select(line => line.QuerySelector("a")!.TextContent).Should().Equal("LIVE", "CALM");
    }

    [Fact]
    public void In_english_it_speaks_english()
    {
        In("en");
        Scan();

        var page = Show("/surge");

        page.WaitForAssertion(() => page.Markup.Should().Contain("Not enough data yet: 0 of 255").And.Contain("Whether it goes up or down is not known").And.NotContain("급등"));
    }

    private IRenderedComponent<SurgePage> Show(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<SurgePage>();
    }

    private SurgeBoard Scan()
    {
        var board = _floor.Scan.Look(null, _floor.Now)!;
        _monitor.Keep(board);
        return board;
    }

    /// <summary>One call of V1, stopped out, and every market of its day undecided or stopped.</summary>
    private async Task WithFailureAsync()
    {
        await new SurgeRecorder(_floor.Hub, _record).WriteAsync(_floor.Scan.Look(null, _floor.Now)!, _floor.Now, default);
        var candles = new GivenCandles();
        candles.Store(PriceSource.Simulated, SurgeFloor.Lively, CandleUnit.Hour1, [.. Enumerable.Range(0, 72).Select(hour => new Candle(SurgeFloor.Hour.AddHours(hour), 116, 116, hour == 5 ? 100 : 116, 116, 1, 116))]);
        await new SurgeSettlement(_record, candles).SettleAsync(PriceSource.Simulated, SurgeFloor.Hour.AddDays(4), default);
    }
}
