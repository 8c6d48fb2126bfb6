using CoinPulse.Core.Notifications;
using CoinPulse.Web.Accounts.Mail;
using CoinPulse.Web.Shared;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Notifications;

/// <summary>Notices by mail, through the sender of the accounts' letters.</summary>
internal sealed class MailChannel(IMailSender sender, IOptions<MailOptions> options) : INoticeChannel
{
    public NoticeChannels Channel => NoticeChannels.Email;

    public bool IsOffered => sender.Reaches;

    public int AtOnce => 1;

    public TimeSpan Pace => TimeSpan.FromMilliseconds(200);

    public async Task<DeliveryAnswer> SendAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var letter = Letter(consignment);
        try
        {
            await sender.SendAsync(letter, cancellationToken);
            return DeliveryAnswer.Delivered;
        }
        catch (Exception trouble) when (MailFaults.Of(trouble) is { } fault)
        {
            return fault switch
            {
                MailFault.Address => DeliveryAnswer.ForGood("address"),
                MailFault.NotTaken => DeliveryAnswer.ForNow("mail-server"),
                MailFault.Unknown => DeliveryAnswer.Unknown("mail-line"),
            };
        }
    }

    internal MailMessage Letter(Consignment consignment)
    {
        using var language = SpokenLanguage.Of(consignment.To.Language);
        var (notice, home) = (consignment.Notice, options.Value.PublicAddress?.TrimEnd('/'));
        var link = home is not null && NoticeWords.PathOf(notice) is { } path ? $"\n\n{home}{path}" : "";
        var second = consignment.Delivery.MayHaveArrived ? $"\n\n{NotificationsText.MayBeSecond}" : "";
        var text = Figures.Words(NotificationsText.MailBody, consignment.To.Name, NoticeWords.Text(notice), Figures.Time(notice.At)) + link + second;

        // The same name at every attempt: a reader that knows it shows one letter.
        return new MailMessage(consignment.To.Email!, $"[CoinPulse] {NoticeWords.Title(notice)}", text, $"notice-{notice.Id}");
    }
}
