using System.Globalization;
using System.Text;
using CoinPulse.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Accounts.Mail;

/// <summary>The two messages that an account needs, each with a link that proves who opened it.</summary>
public sealed class AccountMail(UserManager<AppUser> users, IMailSender sender, IOptions<MailOptions> options, IHttpContextAccessor http, ILogger<AccountMail> log)
{
    public bool Reaches => sender.Reaches;

    public async Task SendConfirmationAsync(AppUser user)
    {
        var link = Link(AccountPaths.ConfirmEmail, user, await users.GenerateEmailConfirmationTokenAsync(user));
        await SendAsync(user, nameof(AccountsText.MailConfirmSubject), nameof(AccountsText.MailConfirmBody), link);
    }

    public async Task SendResetAsync(AppUser user)
    {
        var link = Link(AccountPaths.ResetPassword, user, await users.GeneratePasswordResetTokenAsync(user));
        await SendAsync(user, nameof(AccountsText.MailResetSubject), nameof(AccountsText.MailResetBody), link);
    }

    /// <summary>The token of a link as Identity made it; null when the link is damaged.</summary>
    public static string? TokenOf(string? code)
    {
        try
        {
            return code is null ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>In the language of who reads it: whoever asked for it may be somebody else, in another.</summary>
    private async Task SendAsync(AppUser user, string subject, string body, string link)
    {
        var language = CultureInfo.GetCultureInfo(user.Language);
        try
        {
            await sender.SendAsync(new MailMessage(user.Email!, Text(subject, language), string.Format(language, Text(body, language), user.DisplayName, link)), CancellationToken.None);
        }
        catch (Exception trouble) when (MailFaults.Of(trouble) is not null)
        {
            // The page's answer is the same: whether a message could be sent must not tell whether the address has an account.
            log.LogError(trouble, "A message ({Subject}) could not be sent", subject);
        }
    }

    private static string Text(string key, CultureInfo language) => AccountsText.ResourceManager.GetString(key, language)!;

    private string Link(string path, AppUser user, string token)
    {
        var request = http.HttpContext!.Request;
        var home = options.Value.PublicAddress?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}";
        return $"{home}{path}?user={user.Id}&code={WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token))}";
    }
}
