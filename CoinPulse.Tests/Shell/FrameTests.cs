using Bunit;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Time;
using CoinPulse.Tests.Shared;
using CoinPulse.Web.Shell;
using CoinPulse.Web.Shell.Banners;
using CoinPulse.Web.Shared;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Extensions.Options;
using Xunit;

namespace CoinPulse.Tests.Shell;

public sealed class FrameTests : ComponentTest
{
    private static readonly UserId Minji = new(Guid.Parse("0190a000-0000-7000-8000-000000000001"));

    private readonly StillHub _hub = new();
    private readonly CandleFile _candles = new();
    private readonly FakeTimeProvider _wall = new();

    [Theory]
    [InlineData("ko", "시뮬레이션 시세 · ×60")]
    [InlineData("en", "Simulated prices · ×60")]
    public void Simulated_prices_are_named_with_their_speed(string language, string expected)
    {
        using var reading = new InLanguage(language);

        Banner().For(Minji).Should().ContainSingle().Which.Text.Should().StartWith(expected);
    }

    [Theory]
    [InlineData(FeedState.WarmingUp, BannerSeverity.Warning)]
    [InlineData(FeedState.Stale, BannerSeverity.Warning)]
    [InlineData(FeedState.Down, BannerSeverity.Danger)]
    public void A_feed_that_is_not_live_is_told(FeedState state, BannerSeverity severity)
    {
        _hub.State = state;

        Banner().For(Minji).Should().ContainSingle(notice => notice.Key == "feed" && notice.Severity == severity);
    }

    [Theory]
    [InlineData(FeedState.WarmingUp, FeedTrouble.NoAnswer, "Upbit cannot be reached; CoinPulse keeps trying. Prices are being prepared")]
    [InlineData(FeedState.Stale, FeedTrouble.Silent, "The line to Upbit is open, but no live prices arrive. Stops and targets are watched")]
    [InlineData(FeedState.Down, FeedTrouble.Blocked, "Upbit is limiting our requests for a while. The price feed is down")]
    [InlineData(FeedState.Down, FeedTrouble.Maintenance, "Upbit is under maintenance or its answers cannot be read. The price feed is down")]
    public void What_keeps_the_prices_away_is_said_before_what_it_means(FeedState state, FeedTrouble trouble, string sentence)
    {
        using var reading = new InLanguage("en");
        (_hub.Source, _hub.State, _hub.Trouble) = (PriceSource.Upbit, state, trouble);

        Banner().For(Minji).Should().ContainSingle().Which.Text.Should().StartWith(sentence);
    }

    [Theory]
    [InlineData("en", 300, "This server's clock is 5 min behind Upbit's.")]
    [InlineData("en", -90, "This server's clock is 1 min ahead of Upbit's.")]
    [InlineData("ko", 300, "이 서버의 시계가 업비트보다 5분 느립니다.")]
    [InlineData("ko", 9, null)]
    public void A_clock_that_is_wrong_is_told_with_by_how_much(string language, int aheadSeconds, string? sentence)
    {
        using var reading = new InLanguage(language);
        (_hub.Source, _hub.ClockAhead) = (PriceSource.Upbit, TimeSpan.FromSeconds(aheadSeconds));

        var told = Banner().For(Minji).Select(notice => notice.Text).ToList();

        told.Should().HaveCount(sentence is null ? 0 : 1);
        if (sentence is not null) told[0].Should().StartWith(sentence);
    }

    [Fact]
    public void A_recording_says_its_day_and_that_it_is_over()
    {
        using var reading = new InLanguage("en");
        (_hub.Source, _hub.State, _hub.Trouble) = (PriceSource.Replay, FeedState.Down, FeedTrouble.RecordingOver);

        var told = Banner(speed: 0).For(Minji).ToList();

        told[0].Text.Should().Contain("as fast as it goes").And.Contain(Figures.Time(_wall.GetUtcNow()));
        (told[1].Severity, told[1].Text).Should().Be((BannerSeverity.Info, "The recording has been played to its end. Prices no longer move."));
    }

    [Theory]
    [InlineData("ko", "지난 시세를 아직 다 받지 못해")]
    [InlineData("en", "Part of the past prices is still missing, so nothing new is bought until it is here.")]
    public void Prices_that_come_while_their_past_is_missing_are_told(string language, string sentence)
    {
        using var reading = new InLanguage(language);
        (_hub.Source, _hub.ClosedThrough) = (PriceSource.Upbit, null);

        Banner().For(Minji).Should().ContainSingle().Which.Text.Should().StartWith(sentence);
    }

    [Theory]
    [InlineData("ko", "캔들 파일을 쓸 수 없어 candles-broken-1.db")]
    [InlineData("en", "The file of candles could not be used. It lies as candles-broken-1.db beside a new one")]
    public void A_file_of_candles_that_was_set_aside_is_told(string language, string sentence)
    {
        using var reading = new InLanguage(language);
        (_hub.Source, _candles.SetAside) = (PriceSource.Upbit, "candles-broken-1.db");

        Banner().For(Minji).Should().ContainSingle().Which.Text.Should().StartWith(sentence);
    }

    [Fact]
    public void Real_live_prices_need_no_banner()
    {
        _hub.Source = PriceSource.Upbit;

        Banner().For(Minji).Should().BeEmpty();
    }

    [Fact]
    public void A_banner_that_is_danger_is_an_alert_and_its_action_a_link()
    {
        var line = Render<BannerLine>(p => p.Add(c => c.Notices, [new("held", BannerSeverity.Danger, "Trading is held", new("Why", "/trading"))]));

        line.Find("[role=alert]").TextContent.Should().Contain("Trading is held");
        line.Find("a").GetAttribute("href").Should().Be("/trading");
    }

    [Fact]
    public void The_frame_follows_the_feed_each_second_and_draws_only_changes()
    {
        Services.AddSingleton<IMarketHub>(_hub);
        Services.AddSingleton<TimeProvider>(_wall);
        Services.AddSingleton<IBannerSource>(Banner());
        var host = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        Services.AddSingleton<IHostApplicationLifetime>(host);
        var drawn = new List<FeedState>();
        RenderFragment<FrameState> content = state => builder =>
        {
            drawn.Add(state.Feed);
            builder.AddContent(0, state.Feed.ToString());
        };
        var pulse = Render<Pulse>(p => p.Add(c => c.ChildContent, content));

        _wall.Advance(TimeSpan.FromSeconds(5));
        drawn.Should().Equal(FeedState.Live);
        _hub.State = FeedState.Down;
        _wall.Advance(TimeSpan.FromSeconds(1));

        pulse.WaitForAssertion(() => pulse.Markup.Should().Be("Down"));
        drawn.Should().Equal(FeedState.Live, FeedState.Down);

        host.StopApplication();
        _hub.State = FeedState.Stale;
        _wall.Advance(TimeSpan.FromSeconds(5));
        drawn.Should().HaveCount(2, "a server that stops draws its pages no more: what they are made of is gone");
    }

    [Theory]
    [InlineData("ko", FeedState.Stale, "시세 지연")]
    [InlineData("en", FeedState.Down, "Prices down")]
    public void The_feed_chip_says_state_and_age(string language, FeedState state, string expected)
    {
        using var reading = new InLanguage(language);

        var chip = Render<FeedStatus>(p => p.Add(c => c.State, state).Add(c => c.Age, TimeSpan.FromSeconds(42)));

        chip.Markup.Should().Contain(expected).And.Contain("42");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_an_admin_sees_the_administration(bool admin)
    {
        using var reading = new InLanguage("ko");
        var person = AddAuthorization().SetAuthorized("minji");
        if (admin) person.SetRoles("Admin");

        var hrefs = Render<NavMenu>().FindAll("a").Select(link => link.GetAttribute("href")).ToList();

        hrefs.Should().StartWith(["/", "/trading", "/surge", "/markets", "/holdings", "/orders", "/settings"]);
        hrefs.Contains("/admin/people").Should().Be(admin);
    }

    [Fact]
    public void A_slot_draws_what_a_feature_put_there()
    {
        Services.AddShellSlot<NotFoundPage>(ShellSlot.StopSwitch);

        Render<Slot>(p => p.Add(c => c.Place, ShellSlot.StopSwitch)).Markup.Should().NotBeEmpty();
        Render<Slot>(p => p.Add(c => c.Place, ShellSlot.AccountBadge)).Markup.Should().BeEmpty();
    }

    private FeedBanner Banner(double speed = 60) => new(_hub, _candles, new EngineClock(_wall, 60), Options.Create(new MarketOptions { Speed = speed }));
}
