using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Accounts;
using CoinPulse.Web.Accounts.Forms;
using CoinPulse.Web.Accounts.Mail;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace CoinPulse.Web.Accounts.Pages;

public sealed partial class ResetPasswordPage(
    UserManager<AppUser> users, ISignInSessions sessions, IAuditTrail audit, AuditPen pen, SignIns signIns, TimeProvider clock) : ComponentBase
{
    private IReadOnlyList<string> _problems = [];
    private bool _done;

    [SupplyParameterFromQuery(Name = "user")]
    private string? Person { get; set; }

    [SupplyParameterFromQuery]
    private string? Code { get; set; }

    [SupplyParameterFromForm]
    private NewPasswordForm? Form { get; set; }

    protected override void OnInitialized() => Form ??= new NewPasswordForm();

    private async Task ResetAsync()
    {
        if (signIns.TooManyAttempts is { } tooMany)
        {
            _problems = [tooMany];
            return;
        }

        var user = Guid.TryParse(Person, out var id) ? await users.FindByIdAsync(id.ToString()) : null;
        if (user is null || AccountMail.TokenOf(Code) is not { } token)
        {
            _problems = [AccountsText.Error_InvalidToken];
            return;
        }

        var reset = await users.ResetPasswordAsync(user, token, Form!.Password);
        if (!reset.Succeeded)
        {
            _problems = reset.Refusals();
            return;
        }

        // Who reads the mail of the address has proved it, and is no longer the guesser that the lock-out was for.
        await users.SetLockoutEndDateAsync(user, null);
        await users.ResetAccessFailedCountAsync(user);
        await audit.WriteAsync(pen.Own(user.UserId, AuditActs.PasswordReset, signIns.Address), CancellationToken.None);
        await sessions.EndAllAsync(user.UserId, except: null, clock.GetUtcNow(), signIns.Address, CancellationToken.None);
        _done = true;
    }
}
