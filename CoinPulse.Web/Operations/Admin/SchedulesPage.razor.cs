using System.Data.Common;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CoinPulse.Web.Operations.Admin;

/// <summary>The timetable as it is kept: last and next runs, failures, and the three things an admin may do to a job.</summary>
public sealed partial class SchedulesPage(IJobStore store, JobDesk desk, Timetable timetable, VisitorAddress visitor, TimeProvider wall, IDialogService dialogs, ISnackbar snackbar)
    : ComponentBase, IDisposable
{
    private const int RunsShown = 20;

    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<JobOverview>? _jobs;
    private IReadOnlyList<JobRun>? _runs;
    private string? _runsOf;
    private string? _busy;
    private bool _trouble;
    private ITimer? _refreshing;

    [CascadingParameter(Name = nameof(CurrentUser))]
    public UserId CurrentUser { get; set; }

    public void Dispose()
    {
        _refreshing?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await ReloadAsync();
        _refreshing = wall.CreateTimer(_ => _ = InvokeAsync(RefreshAsync), null, Refresh, Refresh);
    }

    private async Task RefreshAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        await ReloadAsync();
        StateHasChanged();
    }

    private async Task ReloadAsync()
    {
        try
        {
            var jobs = timetable.Entries.Select(entry => entry.Job).ToList();
            _jobs = await store.OverviewForEveryoneAsync(jobs, wall.GetUtcNow().AddDays(-1), _leaving.Token);
            if (_runsOf is not null) _runs = await store.RunsForEveryoneAsync(_runsOf, RunsShown, _leaving.Token);
            _trouble = false;
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page is left.
        }
        catch (DbException)
        {
            _trouble = true;   // what was shown stays, and the next refresh tries again
        }
    }

    private async Task ShowRunsAsync(string job)
    {
        _runsOf = _runsOf == job ? null : job;   // a second click closes them
        _runs = null;
        await ReloadAsync();
    }

    private async Task RunNowAsync(string job)
    {
        if (await AskAsync(job, OperationsText.RunNow, OperationsText.RunNowSentence) is not { } why) return;
        _busy = job;
        var answer = await desk.RunNowAsync(CurrentUser, job, why, visitor.Value, _leaving.Token);
        _busy = null;
        Tell(answer, run => JobWords.Answer(run), run => run is RunAnswer.Done ? Severity.Success : run is RunAnswer.Failed ? Severity.Error : Severity.Warning);
        await ReloadAsync();
    }

    private async Task PauseAsync(string job)
    {
        var sentence = job == JobNames.TradingCycle ? OperationsText.PauseTradingSentence : OperationsText.PauseSentence;
        if (await AskAsync(job, OperationsText.Pause, sentence) is not { } why) return;
        Tell(await desk.PauseAsync(CurrentUser, job, why, visitor.Value, _leaving.Token), _ => OperationsText.Paused, _ => Severity.Success);
        await ReloadAsync();
    }

    private async Task ResumeAsync(string job)
    {
        if (await AskAsync(job, OperationsText.Resume, OperationsText.ResumeSentence) is not { } why) return;
        Tell(await desk.ResumeAsync(CurrentUser, job, why, visitor.Value, _leaving.Token), _ => OperationsText.Resumed, _ => Severity.Success);
        await ReloadAsync();
    }

    private Task<string?> AskAsync(string job, string act, string sentence) => ReasonDialog.AskAsync(dialogs, act, Figures.Words(sentence, JobWords.Name(job)));

    private void Tell<T>(Result<T> result, Func<T, string> words, Func<T, Severity> severity)
    {
        if (result.Succeeded) snackbar.Add(words(result.Value), severity(result.Value));
        else foreach (var problem in result.Problems) snackbar.Add(JobWords.Problem(problem), Severity.Warning);
    }
}
