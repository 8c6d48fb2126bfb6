using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CoinPulse.Data.Accounts;

namespace CoinPulse.Web.Accounts.Forms;

/// <summary>What a person gives of themselves, at the set-up as at a sign-up.</summary>
public class NewPersonForm
{
    [Needed, AtMost(50), Plain, Display(Name = nameof(AccountsText.DisplayName), ResourceType = typeof(AccountsText))]
    public string Name { get; set; } = "";

    [Needed, EmailShape, AtMost(254), Display(Name = nameof(AccountsText.Email), ResourceType = typeof(AccountsText))]
    public string Email { get; set; } = "";

    [Needed, AtMost(256), Display(Name = nameof(AccountsText.Password), ResourceType = typeof(AccountsText))]
    public string Password { get; set; } = "";

    [Needed, SamePassword(nameof(Password)), Display(Name = nameof(AccountsText.PasswordAgain), ResourceType = typeof(AccountsText))]
    public string Again { get; set; } = "";

    public AppUser ToPerson() => new()
    {
        Email = Email.Trim(),
        DisplayName = Name.Trim(),
        Language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
    };
}
