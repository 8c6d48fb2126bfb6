using System.Globalization;
using Microsoft.AspNetCore.Identity;

namespace CoinPulse.Web.Accounts;

internal static class Texts
{
    public static string Format(string text, params object[] arguments) => string.Format(CultureInfo.CurrentCulture, text, arguments);

    /// <summary>Identity's refusals as sentences, each once: the user name is the email, so a taken one is reported twice.</summary>
    public static IReadOnlyList<string> Refusals(this IdentityResult result) => [.. result.Errors.Select(error => error.Description).Distinct(StringComparer.Ordinal)];
}
