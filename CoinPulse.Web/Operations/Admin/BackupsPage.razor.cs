using System.Data.Common;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Operations.Backups;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CoinPulse.Web.Operations.Admin;

/// <summary>The folder of backups, and what may be done without stopping: one more, and the rehearsal of a restore.</summary>
public sealed partial class BackupsPage(
    IBackups backups, IJobStore jobs, JobDesk desk, IAuditTrail audit, AuditPen pen, VisitorAddress visitor, IDialogService dialogs, ISnackbar snackbar) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<Backup>? _list;
    private DateTimeOffset? _tested;
    private string? _failure;
    private bool _busy;

    [CascadingParameter(Name = nameof(CurrentUser))]
    public UserId CurrentUser { get; set; }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override Task OnInitializedAsync() => ReloadAsync();

    private async Task ReloadAsync()
    {
        _list = backups.List();
        try
        {
            var runs = await jobs.RunsForEveryoneAsync(JobNames.Backup, 20, _leaving.Token);
            _tested = runs.FirstOrDefault(run => run.Outcome == JobOutcome.Done)?.EndedAt;
            _failure = runs.FirstOrDefault(run => run.EndedAt is not null) is { Outcome: JobOutcome.Failed, Did: var why } ? why : null;
        }
        catch (Exception fault) when (fault is DbException or OperationCanceledException)
        {
            // The files are there without the runs.
        }
    }

    private async Task BackUpAsync()
    {
        if (await ReasonDialog.AskAsync(dialogs, OperationsText.BackupNow, OperationsText.BackupNowSentence) is not { } why) return;
        await WhileBusyAsync(async () =>
        {
            var answer = await desk.RunNowAsync(CurrentUser, JobNames.Backup, why, visitor.Value, _leaving.Token);
            if (answer.Succeeded) snackbar.Add(JobWords.Answer(answer.Value), answer.Value == RunAnswer.Done ? Severity.Success : Severity.Warning);
            else foreach (var problem in answer.Problems) snackbar.Add(JobWords.Problem(problem), Severity.Warning);
        });
    }

    private Task VerifyAsync(Backup backup) => WhileBusyAsync(async () =>
    {
        await audit.WriteAsync(pen.Entry(CurrentUser, null, AuditActs.BackupVerified, backup.Name, null, null, visitor.Value), _leaving.Token);
        var check = await backups.VerifyAsync(backup.Name, _leaving.Token);
        if (check.Succeeded) snackbar.Add(BackupWords.Check(check.Value), Severity.Success);
        else foreach (var problem in check.Problems) snackbar.Add(BackupWords.Problem(problem), Severity.Error);
    });

    private async Task WhileBusyAsync(Func<Task> act)
    {
        _busy = true;
        StateHasChanged();
        try
        {
            await act();
        }
        finally
        {
            _busy = false;
        }

        await ReloadAsync();
    }
}
