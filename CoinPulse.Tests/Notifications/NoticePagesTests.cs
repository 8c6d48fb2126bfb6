using System.Text.Encodings.Web;
using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Accounts.Mail;
using CoinPulse.Web.Live;
using CoinPulse.Web.Notifications.Telegram;
using CoinPulse.Web.Notifications;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CoinPulse.Tests.Notifications;

/// <summary>The bell, the centre and the settings, drawn without a browser.</summary>
public sealed class NoticePagesTests : PageTest
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MemoryNotices _notices = new();
    private readonly NoticeNews _news = new();
    private readonly Links _links = new();
    private readonly Face _face = new();
    private readonly Sender _sender = new();
    private readonly LiveUpdates _updates;
    private readonly BunitJSModuleInterop _browser;

    public NoticePagesTests()
    {
        _updates = new LiveUpdates(Wall, NullLogger<LiveUpdates>.Instance);
        Services.AddSingleton(_updates);
        Services.AddSingleton<INotices>(_notices);
        Services.AddSingleton(_news);
        Services.AddSingleton<ITelegramLinks>(_links);
        Services.AddSingleton<ITelegramFace>(_face);
        Services.AddSingleton<IMailSender>(_sender);
        Services.AddSingleton<IUserDirectory>(new People());
        _browser = JSInterop.SetupModule("/js/notices.js");
        _browser.Mode = JSRuntimeMode.Loose;
        _browser.Setup<string>("state").SetResult("off");
    }

    [Fact]
    public void The_bell_counts_what_is_unread_and_follows_at_once()
    {
        Add(NoticeKind.Entered);
        var bell = Render<Bell>();
        bell.Find("[data-test=unread]").TextContent.Should().Be("1");

        Add(NoticeKind.Emergency);
        _updates.Publish(CurrentUser, LiveTopic.Notices);
        Wall.Advance(LiveUpdates.Pace);

        bell.WaitForAssertion(() => bell.Find("[data-test=bell] .cp-visually-hidden").TextContent.Should().Be("알림, 안 읽은 것 2개"));
    }

    [Fact]
    public void The_browser_shows_what_is_new_and_wanted_there()
    {
        Add(NoticeKind.Entered);   // before the page was opened
        var bell = Render<Bell>();
        Wall.Advance(TimeSpan.FromSeconds(5));
        Add(NoticeKind.GuardClear);   // by default nowhere but in the centre
        Add(NoticeKind.KeyBroken);

        _updates.Publish(CurrentUser, LiveTopic.Notices);
        Wall.Advance(LiveUpdates.Pace);

        bell.WaitForAssertion(() => _browser.Invocations["show"].Should().ContainSingle());
        var shown = _browser.Invocations["show"].Single();
        JsonSerializer.Serialize(shown.Arguments[0], Readable)
            .Should().Contain("업비트 키가 듣지 않습니다").And.NotContain("가드").And.NotContain("매수");
    }

    [Theory]
    [InlineData("ko-KR", "XRP 매도 +1,234원 (+1.23%)", "왜 팔았나: 시간이 다 되어")]
    [InlineData("en", "Sold XRP +₩1,234 (+1.23%)", "Why:")]
    public void A_notice_is_told_in_the_readers_language_with_its_figures_and_leads_to_what_it_is_about(string language, string title, string why)
    {
        In(language);
        var position = Guid.CreateVersion7(Wall.GetUtcNow());
        _notices.All.Add(new Notice(
            CurrentUser, "test:1", NoticeKind.Left, Wall.GetUtcNow(), $"position:{position}", Reason.Of(ExitReasons.TimeLimit, ("hours", 3)),
            new Dictionary<string, string> { ["market"] = "KRW-XRP", ["strategy"] = "swing", ["account"] = "Paper", ["profit"] = "1234", ["gain"] = "0.0123", ["held"] = "10800" }));

        var line = Render<NotificationsPage>().Find("[data-test=notice]");

        line.TextContent.Should().Contain(title);
        line.TextContent.Should().Contain(why[..4]);
        line.QuerySelector("a")!.GetAttribute("href").Should().Be($"/trading/positions/{position}");
    }

    [Fact]
    public async Task One_is_read_and_then_all()
    {
        Add(NoticeKind.Entered);
        Add(NoticeKind.KeyBroken);
        Add(NoticeKind.NewDevice);
        var page = Render<NotificationsPage>();

        await page.FindAll("[data-test=read]")[0].ClickAsync(new());
        page.Find("[data-test=unread-count]").TextContent.Should().Be("안 읽은 알림 2개");
        await page.Find("[data-test=read-all]").ClickAsync(new());

        page.Find("[data-test=unread-count]").TextContent.Should().Be("안 읽은 알림 0개");
        page.FindAll("[data-test=read]").Should().BeEmpty();
        page.Find("[data-test=read-all]").HasAttribute("disabled").Should().BeTrue();
    }

    [Fact]
    public void Category_and_page_stand_in_the_address()
    {
        for (var number = 0; number < 30; number++) Add(NoticeKind.Entered);
        Add(NoticeKind.NewDevice);
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/notifications?category=trading&page=2");

        var page = Render<NotificationsPage>();

        page.FindAll("[data-test=notice]").Should().HaveCount(5);
        page.Find("[data-test=category-Trading]").GetAttribute("aria-current").Should().Be("page");
        page.Find("[data-test=previous]").GetAttribute("href").Should().Be("/notifications?category=trading");
    }

    [Theory]
    [InlineData(NoticeKind.Entered)]
    [InlineData(NoticeKind.Digest)]
    public void A_kind_without_its_facts_still_shows(NoticeKind kind)
    {
        Add(kind);

        Render<NotificationsPage>().Find("[data-test=notice]").TextContent.Should().NotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("ko-KR")]
    [InlineData("en")]
    public void Every_kind_has_its_words(string language)
    {
        In(language);
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            var notice = new Notice(CurrentUser, "test:1", kind, Wall.GetUtcNow());
            NoticeWords.Of(kind).Should().NotBe(kind.ToString());
            NoticeWords.Title(notice).Should().NotBe(kind.ToString());
            NoticeWords.Text(notice).Should().NotBe(kind.ToString()).And.NotBeEmpty();
        }
    }

    [Fact]
    public async Task A_choice_is_kept_at_once()
    {
        var settings = Render<NoticeSettings>();

        await settings.Find("[data-test=Entered-Telegram]").ChangeAsync(new() { Value = false });
        await settings.Find("[data-test=quiet]").ChangeAsync(new() { Value = true });
        await settings.Find("[data-test=quiet-until]").ChangeAsync(new() { Value = "8" });
        await settings.Find("[data-test=digest]").ChangeAsync(new() { Value = true });
        await settings.Find("[data-test=digest-hour]").ChangeAsync(new() { Value = "21" });

        _notices.Wishes.ChannelsFor(NoticeKind.Entered).Should().Be(NoticeChannels.Browser);
        _notices.Wishes.Quiet.Should().Be(new QuietHours(23, 8));
        _notices.Wishes.DigestHour.Should().Be(21);
    }

    [Fact]
    public void Who_is_no_admin_chooses_nothing_of_the_system_and_hears_nothing_of_a_bot_that_is_not_there()
    {
        (_face.IsOffered, _sender.Reaches) = (false, false);

        var settings = Render<NoticeSettings>();

        settings.FindAll("[data-test=JobFailing-Browser]").Should().BeEmpty();
        settings.FindAll("[data-test=Entered-Telegram], [data-test=Entered-Email], [data-test=telegram-state]").Should().BeEmpty();
        settings.Find("[data-test=mail-state]").TextContent.Should().Be("이 서버에는 메일 서버가 설정되어 있지 않습니다.");
    }

    [Fact]
    public async Task A_code_is_shown_with_a_link_to_the_bot_and_goes_when_the_chat_is_linked()
    {
        var panel = Render<TelegramPanel>();
        await panel.Find("[data-test=telegram-link]").ClickAsync(new());
        panel.Find("[data-test=telegram-code]").TextContent.Should().Be("/start CODE");
        panel.Find("[data-test=telegram-open]").GetAttribute("href").Should().Be("https://t.me/coinpulse_bot?start=CODE");

        _links.Chat = new TelegramChat(CurrentUser, 7, "@kim", Wall.GetUtcNow());
        _updates.Publish(CurrentUser, LiveTopic.Notices);
        Wall.Advance(LiveUpdates.Pace);

        panel.WaitForAssertion(() => panel.Find("[data-test=telegram-state]").TextContent.Should().Contain("@kim"));
        panel.Find("[data-test=telegram-selling]").TextContent.Should().Contain("팔 수 없습니다");
        panel.Find("[data-test=telegram-selling-open]").GetAttribute("href").Should().Be("/account/telegram-selling");
        await panel.Find("[data-test=telegram-unlink]").ClickAsync(new());
        panel.FindAll("[data-test=telegram-link]").Should().ContainSingle();
    }

    [Fact]
    public async Task The_browser_is_asked_by_a_click_and_never_by_itself()
    {
        _browser.Setup<string>("turnOn", _ => true).SetResult("on");

        var panel = Render<BrowserPanel>();
        panel.WaitForElement("[data-test=browser-on]");
        _browser.Invocations.Should().NotContain(call => call.Identifier == "turnOn");
        await panel.Find("[data-test=browser-on]").ClickAsync(new());

        panel.Find("[data-test=browser-off]").Should().NotBeNull();
    }

    private void Add(NoticeKind kind)
    {
        var notice = new Notice(CurrentUser, $"test:{_notices.All.Count}", kind, Wall.GetUtcNow());
        notice.Tell(Wall.GetUtcNow());
        _notices.All.Add(notice);
    }

    private sealed class MemoryNotices : INotices
    {
        private readonly HashSet<NoticeId> _read = [];

        public List<Notice> All { get; } = [];

        public NoticeWishes Wishes { get; private set; } = new(new UserId(Guid.Parse("01900000-0000-7000-8000-00000000000a")));

        public Task<FoundNotices> PageAsync(UserId owner, NoticeCategory? category, bool unreadOnly, int skip, int take, CancellationToken cancellationToken)
        {
            var asked = All.Where(notice => (category is null || notice.Category == category) && (!unreadOnly || IsUnread(notice))).Reverse().ToList();
            return Task.FromResult(new FoundNotices([.. asked.Skip(skip).Take(take).Select(Shown)], asked.Count, All.Count(IsUnread)));
        }

        public Task<int> UnreadAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(All.Count(IsUnread));

        public Task<IReadOnlyList<Notice>> SinceAsync(UserId owner, DateTimeOffset toldAfter, int most, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Notice>>([.. All.Where(notice => IsUnread(notice) && notice.ToldAt > toldAfter).Take(most)]);

        public Task ReadAsync(UserId owner, NoticeId notice, DateTimeOffset now, CancellationToken cancellationToken)
        {
            _read.Add(notice);
            return Task.CompletedTask;
        }

        public Task<int> ReadAllAsync(UserId owner, NoticeCategory? category, DateTimeOffset now, CancellationToken cancellationToken)
        {
            foreach (var notice in All) _read.Add(notice.Id);
            return Task.FromResult(All.Count);
        }

        public Task<NoticeWishes> WishesAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(Wishes);

        public Task<NoticeWishes> ChangeWishesAsync(UserId owner, Action<NoticeWishes> change, CancellationToken cancellationToken)
        {
            change(Wishes);
            return Task.FromResult(Wishes);
        }

        public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.FromResult(0);

        private bool IsUnread(Notice notice) => !_read.Contains(notice.Id);

        // What the database would give back: read or not.
        private Notice Shown(Notice notice)
        {
            if (!IsUnread(notice)) typeof(Notice).GetProperty(nameof(Notice.ReadAt))!.SetValue(notice, notice.ToldAt);
            return notice;
        }
    }

    private sealed class Links : ITelegramLinks
    {
        public TelegramChat? Chat { get; set; }

        public Task<TelegramChat?> FindAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(Chat);

        public Task<string?> OfferAsync(UserId owner, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult<string?>("CODE");

        public Task<ChatOwner?> LinkForEveryoneAsync(string code, long chat, string? name, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult<ChatOwner?>(null);

        public Task<bool> LetSellAsync(UserId owner, bool allowed, DateTimeOffset now, string? address, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> UnlinkAsync(UserId owner, CancellationToken cancellationToken)
        {
            Chat = null;
            return Task.FromResult(true);
        }

        public Task<ChatOwner?> OwnerForEveryoneAsync(long chat, CancellationToken cancellationToken) => Task.FromResult<ChatOwner?>(null);

        public Task<long> OffsetForEveryoneAsync(CancellationToken cancellationToken) => Task.FromResult(0L);

        public Task KeepOffsetForEveryoneAsync(long offset, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Face : ITelegramFace
    {
        public bool IsOffered { get; set; } = true;

        public Task<string?> NameAsync(CancellationToken cancellationToken) => Task.FromResult<string?>("coinpulse_bot");
    }

    private sealed class Sender : IMailSender
    {
        public bool Reaches { get; set; } = true;

        public Task SendAsync(MailMessage message, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class People : IUserDirectory
    {
        public Task<bool> HasSecondFactorAsync(UserId owner, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<FoundPeople> SearchForEveryoneAsync(string? text, int skip, int take, CancellationToken cancellationToken) => Task.FromResult(new FoundPeople([], 0));

        public Task<PersonAccount?> FindAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult<PersonAccount?>(
            new PersonAccount(new PersonLine(owner, "Kim", "kim@example.com", false, false, null, default, null), true, null, [], [], []));
    }
}
