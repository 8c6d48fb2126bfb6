using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Accounts;
using CoinPulse.Web.Accounts.Forms;
using CoinPulse.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace CoinPulse.Web.Accounts.Pages;

public sealed partial class ProfilePage(UserManager<AppUser> users, SignIns signIns, IAuditTrail audit, AuditPen pen, NavigationManager navigation) : ComponentBase
{
    private string? _email;
    private string? _done;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    /// <summary>The page after a change of language, which this answer could not speak yet.</summary>
    [SupplyParameterFromQuery]
    private bool Saved { get; set; }

    [SupplyParameterFromForm]
    private ProfileForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var user = await signIns.PersonAsync();
        _email = user.Email;
        Form ??= new ProfileForm { Name = user.DisplayName, Language = user.Language };
        if (Saved) _done = AccountsText.Saved;
    }

    private async Task SaveAsync()
    {
        var user = await signIns.PersonAsync();
        (user.DisplayName, user.Language) = (Form!.Name.Trim(), Form.Language);
        var saved = await users.UpdateAsync(user);
        if (!saved.Succeeded) throw new InvalidOperationException(string.Join(' ', saved.Refusals()));

        await audit.WriteAsync(pen.Own(user.UserId, AuditActs.ProfileChanged, signIns.Address), CancellationToken.None);
        CultureEndpoint.Remember(Http, user.Language);
        _done = AccountsText.Saved;
        if (user.Language != CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) navigation.NavigateTo($"{AccountPaths.Profile}?saved=true");
    }

    public sealed class ProfileForm
    {
        [Needed, AtMost(50), Plain, Display(Name = nameof(AccountsText.DisplayName), ResourceType = typeof(AccountsText))]
        public string Name { get; set; } = "";

        [Needed, RegularExpression("ko|en")]
        public string Language { get; set; } = "ko";
    }
}
