using System.ComponentModel.DataAnnotations;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Accounts;
using CoinPulse.Web.Accounts.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace CoinPulse.Web.Accounts.Pages;

public sealed partial class PasswordPage(UserManager<AppUser> users, SignIns signIns, IAuditTrail audit, AuditPen pen) : ComponentBase
{
    private IReadOnlyList<string> _problems = [];
    private string? _done;

    [SupplyParameterFromForm]
    private ChangeForm? Form { get; set; }

    protected override void OnInitialized() => Form ??= new ChangeForm();

    private async Task ChangeAsync()
    {
        var user = await signIns.PersonAsync();
        if (!await signIns.ProvesPasswordAsync(user, Form!.Current))
        {
            _problems = [AccountsText.Error_PasswordMismatch];
            return;
        }

        var changed = await users.ChangePasswordAsync(user, Form.Current, Form.Password);
        if (!changed.Succeeded)
        {
            _problems = changed.Refusals();
            return;
        }

        await audit.WriteAsync(pen.Own(user.UserId, AuditActs.PasswordChanged, signIns.Address), CancellationToken.None);
        await signIns.KeepOnlyThisAsync(user);
        _done = AccountsText.PasswordChanged;
    }

    public sealed class ChangeForm : NewPasswordForm
    {
        [Needed, AtMost(256), Display(Name = nameof(AccountsText.CurrentPassword), ResourceType = typeof(AccountsText))]
        public string Current { get; set; } = "";
    }
}
