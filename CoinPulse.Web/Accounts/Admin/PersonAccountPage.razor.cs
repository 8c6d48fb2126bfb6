using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Time;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CoinPulse.Web.Accounts.Admin;

/// <summary>One person's account on one page, and what an admin can do about it.</summary>
public sealed partial class PersonAccountPage(IUserDirectory directory, IUserActs acts, ICurrentUser current, VisitorAddress visitor, IDialogService dialogs, TimeProvider clock)
    : ComponentBase
{
    private PersonAccount? _account;
    private bool _loaded;
    private bool _busy;
    private string? _problem;

    [Parameter]
    public Guid Id { get; set; }

    private bool IsLockedOut => _account?.LockedOutUntil > clock.GetUtcNow();

    /// <summary>A time in Seoul, the same in every language, so that columns align.</summary>
    public static string Moment(DateTimeOffset? at) =>
        at is { } moment ? Kst.In(moment).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : AccountsText.Never;

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
        var done = await acts.DoAsync(new UserId(Id), act, await current.GetAsync(), why, visitor.Value, CancellationToken.None);
        _problem = done.Succeeded ? null : AccountsText.ResourceManager.GetString($"Problem_{done.Problems[0].Code}", CultureInfo.CurrentUICulture);
        await LoadAsync();
        _busy = false;
    }

    private static IReadOnlyList<string?[]> DevicesOf(PersonAccount account) =>
        [.. account.Sessions.Select(session => new[] { session.Device, session.Address, Moment(session.LastSeenAt) })];

    private static IReadOnlyList<string?[]> AgreementsOf(PersonAccount account) =>
        [.. account.Agreements.Select(agreed => new[] { LegalDocuments.Title(agreed.Document), $"v{agreed.Version}", agreed.Address, Moment(agreed.At) })];

    private static IReadOnlyList<string?[]> AuditOf(PersonAccount account) =>
        [.. account.Audit.Select(entry => new[] { AuditText(entry.Act), AuditWhy(entry.Why), entry.Address, Moment(entry.At) })];

    private IEnumerable<AdminAct> Possible(PersonAccount account)
    {
        yield return account.Person.IsAdmin ? AdminAct.TakeAdmin : AdminAct.GiveAdmin;
        yield return account.Person.LockedBecause is not null || IsLockedOut ? AdminAct.Unlock : AdminAct.Lock;
        if (account.Person.HasTwoFactor) yield return AdminAct.ResetTwoFactor;
        if (account.Sessions.Count > 0) yield return AdminAct.SignOutEverywhere;
    }

    /// <summary>The reason that a person typed; of what the product did by itself, its own reason in words.</summary>
    private static string? AuditWhy(string? why) => AccountsText.ResourceManager.GetString($"SignInAnswer_{why}", CultureInfo.CurrentUICulture)
        ?? AccountsText.ResourceManager.GetString($"AuditWhy_{why}", CultureInfo.CurrentUICulture)
        ?? why;

    private static bool IsDangerous(AdminAct act) => act is AdminAct.Lock or AdminAct.TakeAdmin or AdminAct.ResetTwoFactor;

    private static string ActText(string kind, AdminAct act) =>
        AccountsText.ResourceManager.GetString($"{kind}_{act}", CultureInfo.CurrentUICulture) ?? act.ToString();

    private static string AuditText(string act) =>
        AccountsText.ResourceManager.GetString($"Audit_{act.Replace('.', '_')}", CultureInfo.CurrentUICulture) ?? act;
}
