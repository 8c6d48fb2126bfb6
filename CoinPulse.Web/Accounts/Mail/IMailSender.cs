namespace CoinPulse.Web.Accounts.Mail;

public sealed record MailMessage(string To, string Subject, string Text);

/// <summary>Sends one message, or says that there is no way to.</summary>
public interface IMailSender
{
    /// <summary>Whether a person who is told to look into their mail will find something there.</summary>
    bool Reaches { get; }

    Task SendAsync(MailMessage message, CancellationToken cancellationToken);
}
