using CoinPulse.Core.Notifications;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Notifications.Telegram;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CoinPulse.Tests.Notifications;

/// <summary>Who writes to the bot, and what comes of it, over real HTTP.</summary>
public sealed class TelegramDeskTests
{
    private const long Chat = 4711;

    [Theory, EveryDatabase]
    public async Task A_code_links_the_chat_once(DatabaseKind kind)
    {
        await using var parts = await TelegramParts.StartAsync(kind);
        var owner = await parts.Floor.PersonAsync();
        var code = await parts.Floor.Links.OfferAsync(owner, parts.Floor.Wall.GetUtcNow(), default);

        var answer = await parts.SayAsync(Chat, $"/start {code!.ToLowerInvariant()}");
        var again = await parts.SayAsync(Chat + 1, $"연결 {code}");

        answer.Should().ContainSingle().Which.Should().StartWith("Kim님과 연결되었습니다.");
        again.Should().ContainSingle().Which.Should().StartWith("그런 코드가 없거나");
        (await parts.Floor.Links.FindAsync(owner, default))!.Chat.Should().Be(Chat);
        (await parts.Floor.Links.OwnerForEveryoneAsync(Chat + 1, default)).Should().BeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_code_runs_out_and_a_newer_one_takes_its_place(DatabaseKind kind)
    {
        await using var parts = await TelegramParts.StartAsync(kind);
        var owner = await parts.Floor.PersonAsync();
        var replaced = await parts.Floor.Links.OfferAsync(owner, parts.Floor.Wall.GetUtcNow(), default);
        var late = await parts.Floor.Links.OfferAsync(owner, parts.Floor.Wall.GetUtcNow(), default);

        await parts.SayAsync(Chat, $"/start {replaced}");
        parts.Floor.Wall.Advance(TelegramCode.Life);
        await parts.SayAsync(Chat, $"/start {late}");

        (await parts.Floor.Links.FindAsync(owner, default)).Should().BeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_person_makes_six_codes_an_hour_and_no_more(DatabaseKind kind)
    {
        await using var parts = await TelegramParts.StartAsync(kind);
        var owner = await parts.Floor.PersonAsync();
        var made = new List<string?>();
        for (var number = 0; number < 7; number++) made.Add(await parts.Floor.Links.OfferAsync(owner, parts.Floor.Wall.GetUtcNow(), default));
        parts.Floor.Wall.Advance(TimeSpan.FromHours(1));

        made.Count(code => code is not null).Should().Be(6);
        (await parts.Floor.Links.OfferAsync(owner, parts.Floor.Wall.GetUtcNow(), default)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_chat_that_guesses_is_not_heard_any_more_even_with_the_right_code()
    {
        await using var parts = await TelegramParts.StartAsync();
        var owner = await parts.Floor.PersonAsync();
        for (var guess = 0; guess < 5; guess++) await parts.SayAsync(Chat, $"/start WRONG{guess}");
        var code = await parts.Floor.Links.OfferAsync(owner, parts.Floor.Wall.GetUtcNow(), default);

        (await parts.SayAsync(Chat, $"/start {code}")).Should().BeEmpty();
        (await parts.Floor.Links.FindAsync(owner, default)).Should().BeNull();
        (await parts.SayAsync(Chat + 1, $"/start {code}")).Should().ContainSingle("another chat may");
    }

    [Theory]
    [InlineData("ko", "상태", "[모의투자] 매매 꺼짐 · 새 매수 가능\n포지션 1개, 평가손익 +1,500원")]
    [InlineData("ko", "/포지션", "[모의투자] 포지션 1개\nXRP +1.50% (+1,500원), 손절까지 −3.00%")]
    [InlineData("ko", "수익", "[모의투자] 오늘 실현 −700원 (거래 3, 이익 2) · 평가손익 +1,500원")]
    [InlineData("en", "/status@coinpulse_test_bot", "[Paper] trading off · new buys allowed\n1 positions, open +₩1,500")]
    [InlineData("en", "Profit", "[Paper] realised today −₩700 (3 trades, 2 won) · open +₩1,500")]
    public async Task It_answers_in_the_persons_language(string language, string said, string answer)
    {
        await using var parts = await TelegramParts.StartAsync();
        await parts.Floor.PersonAsync(chat: Chat, language: language);

        (await parts.SayAsync(Chat, said)).Should().Equal(answer);
    }

    [Theory]
    [InlineData("정지")]
    [InlineData("/stop")]
    public async Task Stop_stops_new_buys_of_every_account(string said)
    {
        await using var parts = await TelegramParts.StartAsync();
        await parts.Floor.PersonAsync(chat: Chat);

        (await parts.SayAsync(Chat, said)).Should().ContainSingle().Which.Should().StartWith("모든 계좌의 새 매수를 멈췄습니다.");

        parts.Trading.Stops.Should().Equal("stop user");
    }

    [Fact]
    public async Task Everything_is_sold_only_after_the_number_was_sent_back()
    {
        await using var parts = await TelegramParts.StartAsync();
        await parts.Floor.PersonAsync(chat: Chat);
        parts.Trading.Panic = new PanicReport(2, 2, TimeSpan.FromSeconds(3.4));

        var asked = (await parts.SayAsync(Chat, "전량매도")).Single();
        parts.Trading.Stops.Should().BeEmpty();
        var sold = await parts.SayAsync(Chat, $"매도확인 {NumberIn(asked)}");
        var again = await parts.SayAsync(Chat, $"매도확인 {NumberIn(asked)}");

        parts.Trading.Stops.Should().Equal("sell user");
        sold.Should().BeEquivalentTo(["팔고 있습니다…", "포지션 2개를 모두 정리했습니다(3.4초)."]);
        again.Should().Equal("확인할 것이 없습니다. 먼저 전량매도를 보내 주세요.");
    }

    [Theory, EveryDatabase]
    public async Task A_chat_sells_nothing_until_that_was_allowed_on_the_page_with_a_second_factor(DatabaseKind kind)
    {
        await using var parts = await TelegramParts.StartAsync(kind);
        var owner = await parts.Floor.PersonAsync(chat: Chat, maySell: false);
        (await parts.SayAsync(Chat, "전량매도")).Should().ContainSingle().Which.Should().StartWith("이 대화에서는 팔 수 없습니다.");
        (await parts.SayAsync(Chat, "정지")).Should().ContainSingle().Which.Should().StartWith("모든 계좌의 새 매수를 멈췄습니다.", "to stop is always allowed");

        await parts.Floor.Links.LetSellAsync(owner, allowed: true, parts.Floor.Wall.GetUtcNow(), null, default);
        (await parts.SayAsync(Chat, "전량매도")).Should().ContainSingle().Which.Should().StartWith("이 대화에서는 팔 수 없습니다.", "the second factor is off");
        await TurnSecondFactorAsync(parts, owner, on: true);
        var number = NumberIn((await parts.SayAsync(Chat, "전량매도")).Single());

        await parts.Floor.Links.LetSellAsync(owner, allowed: false, parts.Floor.Wall.GetUtcNow(), null, default);
        (await parts.SayAsync(Chat, $"매도확인 {number}")).Should().ContainSingle().Which.Should().StartWith("이 대화에서는 팔 수 없습니다.", "it was forbidden after it was asked");
        parts.Trading.Stops.Should().Equal("stop user");
    }

    [Theory, EveryDatabase]
    public async Task A_chat_that_is_linked_anew_may_not_sell(DatabaseKind kind)
    {
        await using var parts = await TelegramParts.StartAsync(kind);
        var owner = await parts.Floor.PersonAsync(chat: Chat);
        var code = await parts.Floor.Links.OfferAsync(owner, parts.Floor.Wall.GetUtcNow(), default);

        await parts.SayAsync(Chat + 1, $"/start {code}");

        (await parts.SayAsync(Chat + 1, "panic")).Should().ContainSingle().Which.Should().StartWith("이 대화에서는 팔 수 없습니다.");
    }

    [Fact]
    public async Task A_confirmation_that_is_heard_again_sells_once_also_in_another_process()
    {
        await using var parts = await TelegramParts.StartAsync();
        await parts.Floor.PersonAsync(chat: Chat);
        var number = NumberIn((await parts.SayAsync(Chat, "panic")).Single());
        parts.Fake.Write(Chat, $"confirm {number}", parts.Floor.Wall.GetUtcNow());
        await parts.Listener().ListenAsync(default);
        await parts.Desk.SettleAsync();

        await parts.Floor.Links.KeepOffsetForEveryoneAsync(0, default);   // who dealt with it died before it was noted
        parts.Fake.Write(Chat, $"confirm {number}", parts.Floor.Wall.GetUtcNow());
        await parts.Listener().ListenAsync(default);
        parts.Fake.Write(Chat, $"confirm {number}", parts.Floor.Wall.GetUtcNow());
        await parts.Listener(parts.NewDesk()).ListenAsync(default);

        parts.Trading.Stops.Should().Equal("sell user");
    }

    [Fact]
    public async Task A_confirmation_that_is_late_wrong_never_asked_for_or_from_another_chat_sells_nothing()
    {
        await using var parts = await TelegramParts.StartAsync();
        await parts.Floor.PersonAsync(chat: Chat);
        await parts.Floor.PersonAsync("other@example.com", chat: Chat + 1);

        await parts.SayAsync(Chat, "confirm 1234");
        await parts.SayAsync(Chat, "panic");
        await parts.SayAsync(Chat, "confirm 0");
        var number = NumberIn((await parts.SayAsync(Chat, "panic")).Single());
        await parts.SayAsync(Chat + 1, $"confirm {number}");
        parts.Floor.Wall.Advance(TelegramDesk.ConfirmWithin + TimeSpan.FromSeconds(1));
        var late = await parts.SayAsync(Chat, $"confirm {number}");

        parts.Trading.Stops.Should().BeEmpty();
        late.Should().ContainSingle().Which.Should().StartWith("시간이 지나 팔지 않았습니다.");
    }

    [Theory]
    [InlineData("정지")]
    [InlineData("전량매도")]
    [InlineData("해제")]
    public async Task What_was_written_long_ago_does_nothing(string said)
    {
        await using var parts = await TelegramParts.StartAsync();
        var owner = await parts.Floor.PersonAsync(chat: Chat);

        (await parts.SayAsync(Chat, said, ago: TimeSpan.FromMinutes(3))).Should().ContainSingle().Which.Should().StartWith("보낸 지 오래된 명령");

        parts.Trading.Stops.Should().BeEmpty();
        (await parts.Floor.Links.FindAsync(owner, default)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_stranger_gets_one_polite_line_an_hour_and_a_group_none()
    {
        await using var parts = await TelegramParts.StartAsync();

        (await parts.SayAsync(Chat, "상태")).Should().ContainSingle().Which.Should().Contain("연결되지 않았습니다").And.Contain("not linked");
        (await parts.SayAsync(Chat, "정지")).Should().BeEmpty();
        (await parts.SayAsync(-100, "상태", type: "group")).Should().BeEmpty();
        parts.Trading.Stops.Should().BeEmpty();
    }

    [Fact]
    public async Task A_chat_that_asks_too_much_is_told_so_once()
    {
        await using var parts = await TelegramParts.StartAsync();
        await parts.Floor.PersonAsync(chat: Chat);
        for (var number = 0; number < 20; number++) await parts.SayAsync(Chat, "도움말");

        (await parts.SayAsync(Chat, "도움말")).Should().Equal("너무 빠릅니다. 잠시 뒤에 다시 보내 주세요.");
        (await parts.SayAsync(Chat, "정지")).Should().BeEmpty();
        parts.Floor.Wall.Advance(TimeSpan.FromMinutes(1));
        (await parts.SayAsync(Chat, "도움말")).Should().ContainSingle();
    }

    [Theory, EveryDatabase]
    public async Task Unlinked_a_chat_is_a_strangers_again(DatabaseKind kind)
    {
        await using var parts = await TelegramParts.StartAsync(kind);
        var owner = await parts.Floor.PersonAsync(chat: Chat);

        await parts.SayAsync(Chat, "unlink");

        (await parts.Floor.Links.FindAsync(owner, default)).Should().BeNull();
        (await parts.SayAsync(Chat, "상태")).Should().ContainSingle().Which.Should().Contain("연결되지 않았습니다");
    }

    private static string NumberIn(string asked) => asked[^4..];

    private static async Task TurnSecondFactorAsync(TelegramParts parts, Core.Accounts.UserId owner, bool on)
    {
        await using var context = parts.Floor.Database.CreateDbContext();
        await context.Users.Where(user => user.Id == owner.Value).ExecuteUpdateAsync(set => set.SetProperty(user => user.TwoFactorEnabled, on));
    }
}
