using System.ComponentModel.DataAnnotations;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Accounts;
using CoinPulse.Web.Accounts.Forms;
using CoinPulse.Web.Accounts.Mail;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace CoinPulse.Web.Accounts.Pages;

public sealed partial class ForgottenPasswordPage(UserManager<AppUser> users, AccountMail mail, IAuditTrail audit, AuditPen pen, SignIns signIns) : ComponentBase
{
    private IReadOnlyList<string> _problems = [];
    private bool _sent;

    [SupplyParameterFromForm]
    private EmailForm? Form { get; set; }

    protected override void OnInitialized() => Form ??= new EmailForm();

    private async Task SendAsync()
    {
        if (signIns.TooManyAttempts is { } tooMany)
        {
            _problems = [tooMany];
            return;
        }

        _sent = true;   // the same answer whether or not the address has an account
        if (await users.FindByEmailAsync(Form!.Email.Trim()) is not { LockedBecause: null } user) return;

        await audit.WriteAsync(pen.Entry(null, user.UserId, AuditActs.PasswordResetAsked, null, null, null, signIns.Address), CancellationToken.None);
        await mail.SendResetAsync(user);
    }

    public sealed class EmailForm
    {
        [Needed, EmailShape, AtMost(254), Display(Name = nameof(AccountsText.Email), ResourceType = typeof(AccountsText))]
        public string Email { get; set; } = "";
    }
}
