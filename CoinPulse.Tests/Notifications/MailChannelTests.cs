using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Web.Accounts.Mail;
using CoinPulse.Web.Notifications;
using FluentAssertions;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;
using Xunit;

namespace CoinPulse.Tests.Notifications;

public sealed class MailChannelTests
{
    public static TheoryData<Exception?, AnswerOfChannel> Answers => new()
    {
        { null, AnswerOfChannel.Delivered },
        { new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.MailboxUnavailable, new MailboxAddress("", "kim@example.com"), "no such user"), AnswerOfChannel.RefusedForGood },
        { new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.MailboxBusy, new MailboxAddress("", "kim@example.com"), "later"), AnswerOfChannel.RefusedForNow },
        { new SmtpCommandException(SmtpErrorCode.MessageNotAccepted, SmtpStatusCode.ExceededStorageAllocation, "full"), AnswerOfChannel.RefusedForNow },
        { new MailKit.Security.AuthenticationException("password"), AnswerOfChannel.RefusedForNow },
        { new System.Net.Sockets.SocketException(111), AnswerOfChannel.RefusedForNow },
        { new IOException("cut"), AnswerOfChannel.Unknown },
        { new SmtpProtocolException("garbage"), AnswerOfChannel.Unknown },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Each_fault_of_the_mail_server_is_taken_for_what_it_is(Exception? fault, AnswerOfChannel answer) =>
        (await Channel(new Postman(fault)).SendAsync(Consignment("ko"), default)).Kind.Should().Be(answer);

    [Theory]
    [InlineData("ko", "[CoinPulse] 새 기기에서 로그인했습니다", "Kim님,")]
    [InlineData("en", "[CoinPulse] Sign-in from a new device", "Hello Kim,")]
    public void A_letter_is_in_the_recipients_language_with_a_link_and_a_name_that_stays(string language, string subject, string greeting)
    {
        var (channel, consignment) = (Channel(new Postman(null)), Consignment(language));

        var (letter, again) = (channel.Letter(consignment), channel.Letter(consignment));

        letter.Subject.Should().Be(subject);
        letter.Text.Should().StartWith(greeting).And.Contain("Chrome · 192.0.2.1").And.Contain("https://coinpulse.example/account/devices");
        letter.Id.Should().NotBeNull().And.Be(again.Id);
    }

    private static MailChannel Channel(IMailSender sender) => new(sender, Options.Create(new MailOptions { PublicAddress = "https://coinpulse.example/" }));

    private static Consignment Consignment(string language)
    {
        var owner = new UserId(Guid.CreateVersion7(Story.Now));
        var notice = new Notice(owner, "test:1", NoticeKind.NewDevice, Story.Now, facts: new Dictionary<string, string> { ["device"] = "Chrome", ["address"] = "192.0.2.1" });
        return new Consignment(new Delivery(notice, NoticeChannels.Email, Story.Now), notice, new Recipient(owner, "Kim", language, "kim@example.com", null));
    }

    private sealed class Postman(Exception? fault) : IMailSender
    {
        public bool Reaches => true;

        public Task SendAsync(MailMessage message, CancellationToken cancellationToken) => fault is null ? Task.CompletedTask : Task.FromException(fault);
    }
}
