using CoinPulse.Core.Operations;
using CoinPulse.Data.Accounts;
using CoinPulse.Web.Accounts.Mail;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace CoinPulse.Web.Accounts.Pages;

public sealed partial class ConfirmEmailPage(UserManager<AppUser> users, IAuditTrail audit, AuditPen pen, SignIns signIns) : ComponentBase
{
    private bool _confirmed;

    [SupplyParameterFromQuery(Name = "user")]
    private string? Person { get; set; }

    [SupplyParameterFromQuery]
    private string? Code { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var user = Guid.TryParse(Person, out var id) ? await users.FindByIdAsync(id.ToString()) : null;
        if (user is null || AccountMail.TokenOf(Code) is not { } token) return;

        var before = user.EmailConfirmed;
        _confirmed = (await users.ConfirmEmailAsync(user, token)).Succeeded;
        if (_confirmed && !before)   // a mail program that looks ahead opens the link twice
        {
            await audit.WriteAsync(pen.Own(user.UserId, AuditActs.EmailConfirmed, signIns.Address), CancellationToken.None);
        }
    }
}
