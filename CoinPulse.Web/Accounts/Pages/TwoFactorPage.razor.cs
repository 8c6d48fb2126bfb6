using System.ComponentModel.DataAnnotations;
using CoinPulse.Web.Accounts.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Accounts.Pages;

/// <summary>The second step of a sign-in: a code of the app, or at the other address a recovery code.</summary>
public sealed partial class TwoFactorPage(SignIns signIns, IOptions<IdentityOptions> options, NavigationManager navigation) : ComponentBase
{
    private IReadOnlyList<string> _problems = [];
    private bool _recovers;

    [SupplyParameterFromQuery(Name = AccountPaths.ReturnUrl)]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromForm]
    private CodeForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Form ??= new CodeForm();
        _recovers = navigation.ToAbsoluteUri(navigation.Uri).AbsolutePath.Equals(AccountPaths.Recovery, StringComparison.OrdinalIgnoreCase);
        if (!await signIns.IsHalfWayAsync()) navigation.NavigateTo(AccountPaths.SignIn);
    }

    private async Task ContinueAsync()
    {
        if (signIns.TooManyAttempts is { } tooMany)
        {
            _problems = [tooMany];
            return;
        }

        var answer = _recovers ? await signIns.WithRecoveryCodeAsync(Form!.Code) : await signIns.WithCodeAsync(Form!.Code);
        if (answer == SignInAnswer.SignedIn)
        {
            navigation.NavigateTo(AccountPaths.Local(ReturnUrl));
            return;
        }

        _problems = [answer == SignInAnswer.Wrong ? AccountsText.CodeWrong : answer.Text(options.Value.Lockout.DefaultLockoutTimeSpan)!];
    }

    public sealed class CodeForm
    {
        [Needed, AtMost(40), Display(Name = nameof(AccountsText.Code), ResourceType = typeof(AccountsText))]
        public string Code { get; set; } = "";
    }
}
