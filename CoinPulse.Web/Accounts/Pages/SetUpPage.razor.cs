using System.ComponentModel.DataAnnotations;
using CoinPulse.Core.Accounts;
using CoinPulse.Data.Accounts;
using CoinPulse.Web.Accounts.Forms;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Accounts.Pages;

public sealed partial class SetUpPage(People people, SetupToken token, SignIns signIns, NavigationManager navigation) : ComponentBase
{
    private IReadOnlyList<string> _problems = [];

    [SupplyParameterFromQuery(Name = "token")]
    private string? PrintedToken { get; set; }

    [SupplyParameterFromForm]
    private SetUpForm? Form { get; set; }

    protected override void OnInitialized() => Form ??= new SetUpForm { Token = PrintedToken ?? "" };

    private async Task SetUpAsync()
    {
        if (signIns.TooManyAttempts is { } tooMany)
        {
            _problems = [tooMany];
            return;
        }

        if (!await token.AcceptsAsync(Form!.Token, default))
        {
            _problems = [AccountsText.SetUpTokenWrong];
            return;
        }

        var admin = Form.ToPerson();
        var made = await people.SetUpAsync(admin, Form.Password, signIns.Address, default);
        if (made is null)
        {
            _problems = [AccountsText.SetUpTaken];
        }
        else if (made.Succeeded)
        {
            await signIns.CompleteAsync(admin, remember: false);
            navigation.NavigateTo("/");
        }
        else
        {
            _problems = made.Refusals();
        }
    }

    public sealed class SetUpForm : NewPersonForm
    {
        [Needed, AtMost(200), Display(Name = nameof(AccountsText.SetUpToken), ResourceType = typeof(AccountsText))]
        public string Token { get; set; } = "";
    }
}
