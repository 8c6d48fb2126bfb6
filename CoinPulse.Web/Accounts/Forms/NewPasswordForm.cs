using System.ComponentModel.DataAnnotations;

namespace CoinPulse.Web.Accounts.Forms;

public class NewPasswordForm
{
    [Needed, AtMost(256), Display(Name = nameof(AccountsText.NewPassword), ResourceType = typeof(AccountsText))]
    public string Password { get; set; } = "";

    [Needed, SamePassword(nameof(Password)), Display(Name = nameof(AccountsText.PasswordAgain), ResourceType = typeof(AccountsText))]
    public string Again { get; set; } = "";
}
