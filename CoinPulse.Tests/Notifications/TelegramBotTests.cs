using CoinPulse.Core.Notifications;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Web.Notifications.Telegram;
using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CoinPulse.Tests.Notifications;

/// <summary>The Bot API's answers as the outbox and the listener take them, and that its token stays where it is.</summary>
public sealed class TelegramBotTests
{
    private const long Chat = 4711;

    [Theory]
    [InlineData(200, AnswerOfChannel.Delivered)]
    [InlineData(429, AnswerOfChannel.RefusedForNow)]
    [InlineData(403, AnswerOfChannel.RefusedForGood)]
    [InlineData(400, AnswerOfChannel.RefusedForGood)]
    [InlineData(401, AnswerOfChannel.RefusedForNow)]
    [InlineData(500, AnswerOfChannel.Unknown)]
    [InlineData(502, AnswerOfChannel.Unknown)]
    [InlineData(0, AnswerOfChannel.Unknown)]
    [InlineData(-1, AnswerOfChannel.RefusedForNow)]
    public async Task Each_answer_is_taken_for_what_it_is(int status, AnswerOfChannel answer)
    {
        await using var parts = await TelegramParts.StartAsync();
        parts.Fake.Trouble = (context, _) => status == 200 ? Task.FromResult(false) : TroubleAsync(context, status);
        if (status == -1) await parts.Fake.DisposeAsync();

        var said = await parts.Channel.SendAsync(await ConsignmentAsync(parts), default);

        said.Kind.Should().Be(answer);
        if (status == 429) said.After.Should().Be(TimeSpan.FromSeconds(17));
        (said.Why ?? "").Should().NotContain(FakeTelegram.Token);
    }

    [Fact]
    public async Task The_token_shows_in_no_log_and_in_no_fault()
    {
        await using var parts = await TelegramParts.StartAsync();
        await parts.Floor.PersonAsync(chat: Chat);
        foreach (var status in (int[])[200, 401, 404, 409, 429, 500, 0])
        {
            parts.Fake.Trouble = (context, _) => status == 200 ? Task.FromResult(false) : TroubleAsync(context, status);
            await parts.Listener().ListenAsync(default);
            parts.Fake.Write(Chat, "status", parts.Floor.Wall.GetUtcNow());
        }

        await parts.Fake.DisposeAsync();
        await parts.Listener().ListenAsync(default);

        parts.Written.All.Should().Contain("Telegram").And.NotContain(FakeTelegram.Token).And.NotContain(FakeTelegram.Token.Split(':')[1]);
        parts.Options.Value.ToString().Should().NotContain(FakeTelegram.Token.Split(':')[1]);
    }

    [Theory, EveryDatabase]
    public async Task A_message_is_answered_once_whatever_restarts(DatabaseKind kind)
    {
        await using var parts = await TelegramParts.StartAsync(kind);
        await parts.Floor.PersonAsync(chat: Chat);
        var number = parts.Fake.Write(Chat, "도움말", Story.Now);

        await parts.Listener().ListenAsync(default);
        await parts.Listener(parts.NewDesk()).ListenAsync(default);

        parts.Fake.Sent.Should().ContainSingle();
        (await parts.Floor.Links.OffsetForEveryoneAsync(default)).Should().Be(number + 1);
    }

    [Fact]
    public async Task Who_is_not_the_engine_any_more_leaves_what_it_heard_to_who_is()
    {
        await using var parts = await TelegramParts.StartAsync();
        await parts.Floor.PersonAsync(chat: Chat);
        parts.Fake.Write(Chat, "정지", Story.Now);
        parts.Lease.Take();

        await parts.Listener().ListenAsync(default);
        parts.Trading.Stops.Should().BeEmpty();
        parts.Lease.Give(2);
        await parts.Listener().ListenAsync(default);

        parts.Trading.Stops.Should().Equal("stop user");
    }

    [Fact]
    public async Task Asked_to_stay_away_it_sends_nothing_to_anybody_until_then()
    {
        await using var parts = await TelegramParts.StartAsync();
        await parts.Floor.PersonAsync(chat: Chat);
        var asked = 0;
        parts.Fake.Trouble = (context, method) => method == "sendMessage" && asked++ == 0 ? TroubleAsync(context, 429) : Task.FromResult(false);
        await parts.Channel.SendAsync(await ConsignmentAsync(parts), default);

        parts.Floor.Wall.Advance(TimeSpan.FromSeconds(10));
        var early = await parts.Channel.SendAsync(await ConsignmentAsync(parts, "en"), default);
        (await parts.SayAsync(Chat, "도움말")).Should().BeEmpty();

        (early.Kind, early.After, asked).Should().Be((AnswerOfChannel.RefusedForNow, TimeSpan.FromSeconds(7), 1));
        parts.Floor.Wall.Advance(TimeSpan.FromSeconds(7));
        (await parts.SayAsync(Chat, "도움말")).Should().ContainSingle();
    }

    [Fact]
    public async Task Too_many_polls_wait_as_long_as_they_are_told_to()
    {
        await using var parts = await TelegramParts.StartAsync();
        parts.Fake.Trouble = (context, _) => TroubleAsync(context, 429);

        (await parts.Listener().ListenAsync(default)).Should().Be(TimeSpan.FromSeconds(17));
    }

    [Theory]
    [InlineData("ko", "비밀번호가 바뀌었습니다")]
    [InlineData("en", "Your password was changed")]
    public async Task A_notice_is_written_in_the_recipients_language_and_says_when_it_may_be_a_second_time(string language, string title)
    {
        await using var parts = await TelegramParts.StartAsync();

        await parts.Channel.SendAsync(await ConsignmentAsync(parts, language), default);
        parts.Floor.Wall.Advance(TelegramPace.InOneChat);
        await parts.Channel.SendAsync(await ConsignmentAsync(parts, language, again: true), default);

        parts.Fake.Sent.Should().HaveCount(2).And.OnlyContain(sent => sent.Chat == Chat && sent.Text.StartsWith(title, StringComparison.Ordinal));
        parts.Fake.Sent.Last().Text.Should().EndWith(language == "ko" ? "다시 보냅니다.)" : "is not known.)");
    }

    [Theory]
    [InlineData("not-a-token", "https://api.telegram.org", nameof(TelegramOptions.BotToken))]
    [InlineData(null, "http://telegram.example", nameof(TelegramOptions.ApiUrl))]
    [InlineData(null, "ftp://127.0.0.1", nameof(TelegramOptions.ApiUrl))]
    [InlineData(FakeTelegram.Token, "http://127.0.0.1:9", null)]
    [InlineData(FakeTelegram.Token, "https://api.telegram.org", null)]
    public void Settings_that_cannot_work_stop_the_start(string? token, string address, string? refused)
    {
        var options = new TelegramOptions { BotToken = token, ApiUrl = new Uri(address) };

        options.Validate(new System.ComponentModel.DataAnnotations.ValidationContext(options)).SelectMany(refusal => refusal.MemberNames).Should().Equal(refused is null ? [] : [refused]);
    }

    private static async Task<bool> TroubleAsync(HttpContext context, int status)
    {
        if (status == 0) context.Abort();   // after the request was read: it may have been done
        else await FakeTelegram.RefuseAsync(context, status, status == 403 ? "Forbidden: bot was blocked by the user" : "no", status == 429 ? 17 : null);
        return true;
    }

    private static async Task<Consignment> ConsignmentAsync(TelegramParts parts, string language = "ko", bool again = false)
    {
        var owner = await parts.Floor.PersonAsync($"{language}{again}@example.com");
        var notice = new Notice(owner, "test:1", NoticeKind.PasswordChanged, Story.Now);
        var delivery = new Delivery(notice, NoticeChannels.Telegram, Story.Now);
        delivery.Take(Story.Now);
        if (again) delivery.Take(Story.Now + Delivery.LongestSending);
        return new Consignment(delivery, notice, new Recipient(owner, "Kim", language, null, Chat));
    }
}
