using System.ComponentModel.DataAnnotations;
using CoinPulse.Core.Notifications;
using CoinPulse.Data.Accounts;
using CoinPulse.Web.Accounts.Forms;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Accounts.Pages;

/// <summary>Whether a person's chat may stop and sell everything. A phone that lies open must not be enough, so it is allowed here alone, with a code of the authenticator app.</summary>
public sealed partial class TelegramSellingPage(SignIns signIns, ITelegramLinks links, TimeProvider clock) : ComponentBase
{
    private const string Settings = "/settings?tab=notifications";

    private AppUser _user = null!;
    private TelegramChat? _chat;
    private IReadOnlyList<string> _problems = [];
    private string? _done;

    [SupplyParameterFromForm(FormName = "allow")]
    private CodeForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _user = await signIns.PersonAsync();
        Form ??= new CodeForm();
        _chat = await links.FindAsync(_user.UserId, CancellationToken.None);
    }

    private async Task AllowAsync()
    {
        if (await signIns.ProvesSecondFactorAsync(_user, Form!.Code)) await LetAsync(allowed: true, AccountsText.TelegramSellingAllowed);
        else _problems = [AccountsText.CodeWrong];
    }

    private Task ForbidAsync() => LetAsync(allowed: false, AccountsText.TelegramSellingForbidden);

    private async Task LetAsync(bool allowed, string done)
    {
        if (await links.LetSellAsync(_user.UserId, allowed, clock.GetUtcNow(), signIns.Address, CancellationToken.None)) _done = done;
        _chat = await links.FindAsync(_user.UserId, CancellationToken.None);
    }

    public sealed class CodeForm
    {
        [Needed, AtMost(10), Display(Name = nameof(AccountsText.Code), ResourceType = typeof(AccountsText))]
        public string Code { get; set; } = "";
    }
}
