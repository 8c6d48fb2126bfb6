using System.ComponentModel.DataAnnotations;
using CoinPulse.Data.Accounts;
using CoinPulse.Web.Accounts.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace CoinPulse.Web.Accounts.Pages;

public sealed partial class SecurityPage(UserManager<AppUser> users, SecondFactor secondFactor, SignIns signIns) : ComponentBase
{
    private const string TurnOff = "off";
    private const string NewCodes = "codes";

    private AppUser _user = null!;
    private IReadOnlyList<string> _problems = [];
    private IReadOnlyList<string>? _codes;
    private SecondFactorOffer? _offer;
    private string _email = "";
    private string? _done;
    private bool _on;
    private int _codesLeft;

    [SupplyParameterFromForm]
    private SecurityForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _user = await signIns.PersonAsync();
        _email = _user.Email!;
        Form ??= new SecurityForm();
        await ShowAsync();
    }

    private async Task TurnOnAsync()
    {
        if (!await PasswordIsRightAsync()) return;
        _codes = await secondFactor.TurnOnAsync(_user, _offer!, Form!.Code, signIns.Address);
        if (_codes is null)
        {
            _problems = [AccountsText.CodeWrong];
            return;
        }

        await signIns.KeepOnlyThisAsync(_user);
    }

    private async Task ChangeAsync()
    {
        if (!await PasswordIsRightAsync()) return;
        if (Form!.Act == NewCodes)
        {
            _codes = await secondFactor.NewCodesAsync(_user, signIns.Address);
        }
        else if (Form.Act == TurnOff)
        {
            await secondFactor.TurnOffAsync(_user, signIns.Address);
            _done = AccountsText.TwoFactorTurnedOff;
            await signIns.KeepOnlyThisAsync(_user);
            await ShowAsync();
        }
    }

    private async Task<bool> PasswordIsRightAsync()
    {
        if (await signIns.ProvesPasswordAsync(_user, Form!.Password)) return true;
        _problems = [AccountsText.Error_PasswordMismatch];
        return false;
    }

    private async Task ShowAsync()
    {
        _on = _user.TwoFactorEnabled;
        _codesLeft = _on ? await users.CountRecoveryCodesAsync(_user) : 0;
        _offer = _on ? null : secondFactor.Reopen(_user, Form!.Offer) ?? secondFactor.Offer(_user);
    }

    public sealed class SecurityForm
    {
        public string? Offer { get; set; }

        public string? Act { get; set; }

        [AtMost(10), Display(Name = nameof(AccountsText.Code), ResourceType = typeof(AccountsText))]
        public string Code { get; set; } = "";

        [Needed, AtMost(256), Display(Name = nameof(AccountsText.CurrentPassword), ResourceType = typeof(AccountsText))]
        public string Password { get; set; } = "";
    }
}
