using CoinPulse.Core.Accounts;
using CoinPulse.Data.Accounts;
using CoinPulse.Web.Accounts.Forms;
using CoinPulse.Web.Accounts.Mail;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Accounts.Pages;

public sealed partial class SignUpPage(
    People people, IAccountSwitches switches, SignIns signIns, AccountMail mail, IOptions<MailOptions> mailOptions, NavigationManager navigation) : ComponentBase
{
    private IReadOnlyList<string> _problems = [];
    private bool _open;
    private string? _mailedTo;

    [SupplyParameterFromForm]
    private NewPersonForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Form ??= new NewPersonForm();
        _open = await switches.IsSignUpOpenForEveryoneAsync(default);
    }

    private async Task SignUpAsync()
    {
        if (!_open) return;   // closed between the drawing of the form and its coming back: the page says so
        if (signIns.TooManyAttempts is { } tooMany)
        {
            _problems = [tooMany];
            return;
        }

        var person = Form!.ToPerson();
        var made = await people.SignUpAsync(person, Form.Password, signIns.Address, default);
        if (!made.Succeeded)
        {
            _problems = made.Refusals();
            return;
        }

        await mail.SendConfirmationAsync(person);
        if (mailOptions.Value.IsConfigured)
        {
            _mailedTo = person.Email;
            return;
        }

        await signIns.CompleteAsync(person, remember: false);
        navigation.NavigateTo("/");
    }
}
