using System.ComponentModel.DataAnnotations;

namespace CoinPulse.Web.Accounts.Mail;

/// <summary>The SMTP server for messages about accounts. Without <see cref="Host"/> there is none, and nobody has to confirm an email.</summary>
public sealed class MailOptions : IValidatableObject
{
    public const string Section = "Mail";

    public string? Host { get; set; }

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    public string? User { get; set; }

    public string? Password { get; set; }

    [EmailAddress]
    public string? From { get; set; }

    /// <summary>Where people reach us, as in <c>https://coinpulse.example</c>. Never taken from a request: its host is whatever the asker wrote.</summary>
    [Url]
    public string? PublicAddress { get; set; }

    public bool IsConfigured => !string.IsNullOrEmpty(Host);

    public override string ToString() => IsConfigured ? $"{Host}:{Port}" : "none";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var half = IsConfigured ? Missing() : Superfluous();
        foreach (var (key, why) in half) yield return new ValidationResult(why, [key]);
    }

    private IEnumerable<(string Key, string Why)> Missing()
    {
        if (string.IsNullOrEmpty(From)) yield return (nameof(From), "it is missing.");
        if (string.IsNullOrEmpty(PublicAddress)) yield return (nameof(PublicAddress), "it is missing: links in messages need it.");
        if (string.IsNullOrEmpty(User) != string.IsNullOrEmpty(Password))
        {
            yield return (string.IsNullOrEmpty(User) ? nameof(User) : nameof(Password), "it is missing: give both the user and the password, or neither.");
        }
    }

    private IEnumerable<(string Key, string Why)> Superfluous()
    {
        if (!string.IsNullOrEmpty(From) || !string.IsNullOrEmpty(User) || !string.IsNullOrEmpty(Password))
        {
            yield return (nameof(Host), "it is missing, though other settings of mail are given.");
        }
    }
}
