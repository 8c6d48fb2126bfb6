using System.ComponentModel.DataAnnotations;
using CoinPulse.Core.Accounts;
using CoinPulse.Web.Accounts.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Accounts.Pages;

public sealed partial class SignInPage(SignIns signIns, IAccountSwitches switches, IOptions<IdentityOptions> options, NavigationManager navigation)
    : ComponentBase
{
    private IReadOnlyList<string> _problems = [];
    private bool _signUpOpen;

    [SupplyParameterFromQuery(Name = AccountPaths.ReturnUrl)]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromForm]
    private SignInForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Form ??= new SignInForm();
        _signUpOpen = await switches.IsSignUpOpenForEveryoneAsync(default);
    }

    private async Task SignInAsync()
    {
        if (signIns.TooManyAttempts is { } tooMany)
        {
            _problems = [tooMany];
            return;
        }

        var answer = await signIns.WithPasswordAsync(Form!.Email.Trim(), Form.Password, Form.Remember);
        if (answer.Text(options.Value.Lockout.DefaultLockoutTimeSpan) is { } problem)
        {
            _problems = [problem];
            return;
        }

        var to = AccountPaths.Local(ReturnUrl);
        navigation.NavigateTo(answer == SignInAnswer.NeedsCode ? $"{AccountPaths.TwoFactor}?{AccountPaths.ReturnUrl}={Uri.EscapeDataString(to)}" : to);
    }

    public sealed class SignInForm
    {
        [Needed, EmailShape, AtMost(254), Display(Name = nameof(AccountsText.Email), ResourceType = typeof(AccountsText))]
        public string Email { get; set; } = "";

        [Needed, AtMost(256), Display(Name = nameof(AccountsText.Password), ResourceType = typeof(AccountsText))]
        public string Password { get; set; } = "";

        public bool Remember { get; set; }
    }
}
