using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CoinPulse.Web.Accounts.Mail;

internal sealed class SmtpMailSender(IOptions<MailOptions> options) : IMailSender
{
    private const int ImplicitTlsPort = 465;

    public bool Reaches => true;

    public async Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        var mail = options.Value;   // host and sender are there: checked at the start
        using var letter = new MimeMessage { Subject = message.Subject, Body = new TextPart("plain") { Text = message.Text } };
        letter.From.Add(new MailboxAddress("CoinPulse", mail.From!));
        letter.To.Add(MailboxAddress.Parse(message.To));
        if (message.Id is { } id) letter.MessageId = $"{id}@{mail.From!.Split('@')[^1]}";

        using var client = new SmtpClient();
        var security = mail.Port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect
            : string.IsNullOrEmpty(mail.User) ? SecureSocketOptions.StartTlsWhenAvailable
            : SecureSocketOptions.StartTls;   // a password never travels in the clear
        await client.ConnectAsync(mail.Host!, mail.Port, security, cancellationToken);
        if (!string.IsNullOrEmpty(mail.User)) await client.AuthenticateAsync(mail.User, mail.Password!, cancellationToken);
        await client.SendAsync(letter, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }
}

/// <summary>Writes messages to the log, links and all: for Development alone.</summary>
internal sealed class LogMailSender(ILogger<LogMailSender> log) : IMailSender
{
    public bool Reaches => true;

    public Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        log.LogInformation("Mail to {To}: {Subject}\n{Text}", message.To, message.Subject, message.Text);
        return Task.CompletedTask;
    }
}

/// <summary>No server is configured. The message is dropped, and the log says so without its link.</summary>
internal sealed class NoMailSender(ILogger<NoMailSender> log) : IMailSender
{
    public bool Reaches => false;

    public Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        log.LogWarning("A message ({Subject}) was not sent: {Section}:Host is not configured", message.Subject, MailOptions.Section);
        return Task.CompletedTask;
    }
}
