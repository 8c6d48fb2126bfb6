using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace CoinPulse.Web.Notifications.Telegram;

/// <summary>The bot that people link their chats with. Without <see cref="BotToken"/> there is none, and pages do not speak of it.</summary>
internal sealed partial class TelegramOptions : IValidatableObject
{
    public const string Section = "Telegram";

    /// <summary>As BotFather gives it. Whoever has it is the bot: it is never logged or shown.</summary>
    public string? BotToken { get; set; }

    public Uri ApiUrl { get; set; } = new("https://api.telegram.org");

    public bool IsConfigured => !string.IsNullOrEmpty(BotToken);

    public override string ToString() => IsConfigured ? $"{ApiUrl.Host} with a token" : "none";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsConfigured && !Token().IsMatch(BotToken!)) yield return new ValidationResult("it is not a token of BotFather: a number, a colon and 35 letters or so.", [nameof(BotToken)]);
        if (!ApiUrl.IsAbsoluteUri || ApiUrl.Scheme is not ("https" or "http"))
        {
            yield return new ValidationResult("it must be an address that begins with https://.", [nameof(ApiUrl)]);
        }
        else if (ApiUrl.Scheme == "http" && !ApiUrl.IsLoopback)
        {
            yield return new ValidationResult("it must begin with https://, because the token travels in the address; http:// only for this very machine.", [nameof(ApiUrl)]);
        }
    }

    [GeneratedRegex("^[0-9]{3,20}:[A-Za-z0-9_-]{20,100}$", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
