using CoinPulse.Core.Accounts;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CoinPulse.Web.Accounts.Admin;

public sealed partial class PeoplePage(
    IUserDirectory directory, IAccountSwitches switches, ICurrentUser current, IDialogService dialogs, VisitorAddress visitor, NavigationManager navigation,
    TimeProvider clock)
    : ComponentBase
{
    private MudTable<PersonLine>? _table;
    private bool _signUpOpen;

    /// <summary>In the address, so that a link or a reload shows the same.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    protected override async Task OnInitializedAsync() => _signUpOpen = await switches.IsSignUpOpenForEveryoneAsync(default);

    private async Task<TableData<PersonLine>> LoadAsync(TableState state, CancellationToken cancellationToken)
    {
        var page = await directory.SearchForEveryoneAsync(Text, state.Page * state.PageSize, state.PageSize, cancellationToken);
        return new TableData<PersonLine> { Items = page.People, TotalItems = page.Total };
    }

    private async Task SearchAsync(string? text)
    {
        navigation.NavigateTo(navigation.GetUriWithQueryParameter("q", string.IsNullOrWhiteSpace(text) ? null : text), replace: true);
        Text = text;
        if (_table is not null) await _table.ReloadServerData();
    }

    private async Task SwitchSignUpAsync(bool open)
    {
        var act = open ? AccountsText.Act_OpenSignUp : AccountsText.Act_CloseSignUp;
        if (await ReasonDialog.AskAsync(dialogs, act, AccountsText.Confirm_SignUp, dangerous: !open) is not { } why) return;
        await switches.SetSignUpOpenForEveryoneAsync(open, await current.GetAsync(), why, clock.GetUtcNow(), visitor.Value, CancellationToken.None);
        _signUpOpen = open;
    }

    private void Open(TableRowClickEventArgs<PersonLine> row)
    {
        if (row.Item is { } person) navigation.NavigateTo(PathOf(person.Id));
    }

    private static string PathOf(UserId person) => $"/admin/people/{person}";
}
