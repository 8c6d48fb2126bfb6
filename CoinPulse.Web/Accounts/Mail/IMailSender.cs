namespace CoinPulse.Web.Accounts.Mail;

/// <param name="Id">A name of its own that stays the same when it is sent again; null when it never is.</param>
public sealed record MailMessage(string To, string Subject, string Text, string? Id = null);

/// <summary>Sends one message, or says that there is no way to.</summary>
public interface IMailSender
{
    /// <summary>Whether a person who is told to look into their mail will find something there.</summary>
    bool Reaches { get; }

    Task SendAsync(MailMessage message, CancellationToken cancellationToken);
}
