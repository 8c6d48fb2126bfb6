using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Time;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CoinPulse.Web.Accounts.Admin;

/// <summary>One person's account on one page, and what an admin can do about it.</summary>
public sealed partial class PersonAccountPage(IUserDirectory directory, IUserActs acts, ICurrentUser current, IDialogService dialogs, TimeProvider clock)
    : ComponentBase
{
    private PersonAccount? _account;
    private bool _loaded;
    private bool _busy;
    private string? _problem;

    [Parameter]
    public Guid Id { get; set; }

    private bool IsLockedOut => _account?.LockedOutUntil > clock.GetUtcNow();

    /// <summary>A time in Seoul, as the reader's language writes it.</summary>
    public static string Moment(DateTimeOffset? at) =>
        at is { } moment ? Kst.In(moment).ToString("g", CultureInfo.CurrentCulture) : AccountsText.Never;

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _account = await directory.FindAsync(new UserId(Id), default);
        _loaded = true;
    }

    private async Task DoAsync(AdminAct act)
    {
        var sentence = Texts.Format(ActText("Confirm", act), _account!.Person.Name);
        if (await ReasonDialog.AskAsync(dialogs, ActText("Act", act), sentence, IsDangerous(act)) is not { } why) return;

        _busy = true;
        var done = await acts.DoAsync(new UserId(Id), act, await current.GetAsync(), why, null, CancellationToken.None);
        _problem = done.Succeeded ? null : AccountsText.ResourceManager.GetString($"Problem_{done.Problems[0].Code}", CultureInfo.CurrentUICulture);
        await LoadAsync();
        _busy = false;
    }

    private IEnumerable<AdminAct> Possible(PersonAccount account)
    {
        yield return account.Person.IsAdmin ? AdminAct.TakeAdmin : AdminAct.GiveAdmin;
        yield return account.Person.LockedBecause is not null || IsLockedOut ? AdminAct.Unlock : AdminAct.Lock;
        if (account.Person.HasTwoFactor) yield return AdminAct.ResetTwoFactor;
        if (account.Sessions.Count > 0) yield return AdminAct.SignOutEverywhere;
    }

    private static bool IsDangerous(AdminAct act) => act is AdminAct.Lock or AdminAct.TakeAdmin or AdminAct.ResetTwoFactor;

    private static string ActText(string kind, AdminAct act) =>
        AccountsText.ResourceManager.GetString($"{kind}_{act}", CultureInfo.CurrentUICulture) ?? act.ToString();

    // Acts of trading have their texts with trading; their bare name says more than nothing.
    private static string AuditText(string act) =>
        AccountsText.ResourceManager.GetString($"Audit_{act.Replace('.', '_')}", CultureInfo.CurrentUICulture) ?? act;
}
