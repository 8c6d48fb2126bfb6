using CoinPulse.Core.Accounts;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Accounts.Pages;

public sealed partial class AgreementsPage(IAgreements agreements, ICurrentUser current, SignIns signIns, TimeProvider clock, NavigationManager navigation)
    : ComponentBase
{
    private IReadOnlyList<string> _problems = [];
    private IReadOnlyList<AgreementDocument> _asked = [];
    private UserId _owner;

    [SupplyParameterFromQuery(Name = AccountPaths.ReturnUrl)]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromForm]
    private string[]? Agreed { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _owner = await current.GetAsync();
        var missing = await agreements.MissingToEnterAsync(_owner, default);
        var forTrading = await agreements.HasAgreedToTradingAsync(_owner, default) ? [] : new[] { AgreementDocument.AutoTrading };
        _asked = [.. missing, .. forTrading];
    }

    private async Task AgreeAsync()
    {
        var agreed = _asked.Where(document => Agreed?.Contains(document.ToString(), StringComparer.Ordinal) == true).ToList();
        if (agreed.Count > 0) await agreements.AgreeAsync(_owner, agreed, clock.GetUtcNow(), signIns.Address, default);
        if ((await agreements.MissingToEnterAsync(_owner, default)).Count > 0)
        {
            _problems = [AccountsText.AgreementsMissing];
            return;
        }

        navigation.NavigateTo(AccountPaths.Local(ReturnUrl));
    }
}
