using CoinPulse.Core.Notifications;
using CoinPulse.Web.Accounts.Mail;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Notifications.Telegram;

/// <summary>Notices to the chat that a person has linked.</summary>
internal sealed class TelegramChannel(TelegramBot bot, IOptions<TelegramOptions> options, IOptions<MailOptions> mail) : INoticeChannel
{
    private const int LongestMessage = 4_000;   // Telegram takes 4,096

    public NoticeChannels Channel => NoticeChannels.Telegram;

    public bool IsOffered => options.Value.IsConfigured;

    /// <summary>One of them may wait for its turn in its chat without keeping the others: <see cref="TelegramPace"/> holds the limits.</summary>
    public int AtOnce => 4;

    public TimeSpan Pace => TimeSpan.Zero;

    public async Task<DeliveryAnswer> SendAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var reply = await bot.TellAsync(consignment.To.Chat!.Value, Message(consignment), cancellationToken);
        return reply.Outcome switch
        {
            TelegramOutcome.Ok => DeliveryAnswer.Delivered,
            TelegramOutcome.TooMany => DeliveryAnswer.ForNow("too-many", reply.Wait),
            TelegramOutcome.Blocked => DeliveryAnswer.ForGood(TelegramAnswers.Blocked),
            TelegramOutcome.Refused => DeliveryAnswer.ForGood("refused"),
            TelegramOutcome.Unauthorized => DeliveryAnswer.ForNow("token"),   // the admin may mend it within the day
            TelegramOutcome.Conflict or TelegramOutcome.Unreachable => DeliveryAnswer.ForNow("unreachable"),
            TelegramOutcome.Unknown => DeliveryAnswer.Unknown("no-answer"),
        };
    }

    internal string Message(Consignment consignment)
    {
        using var language = SpokenLanguage.Of(consignment.To.Language);
        var notice = consignment.Notice;
        var lines = new List<string> { (notice.IsUrgent ? "🚨 " : "") + NoticeWords.Title(notice), NoticeWords.Text(notice) };
        if (mail.Value.PublicAddress?.TrimEnd('/') is { } home && NoticeWords.PathOf(notice) is { } path) lines.Add(home + path);
        if (consignment.Delivery.MayHaveArrived) lines.Add(NotificationsText.MayBeSecond);
        var text = string.Join('\n', lines);
        return text.Length > LongestMessage ? text[..LongestMessage] : text;
    }
}
