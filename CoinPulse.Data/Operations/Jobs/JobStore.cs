using CoinPulse.Core.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Operations.Jobs;

internal sealed class JobStore(IDbContextFactory<CoinPulseDbContext> contexts) : IJobStore
{
    public async Task<bool> TryBeginForEveryoneAsync(JobRun run, DateTimeOffset? slot, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var state = await FindOrAddAsync(context, run.Job, cancellationToken);
        if (slot is { } moment)
        {
            if (state.IsPaused || state.LastSlotAt == moment) return false;
            state.Begin(moment);
        }

        // The lease says that nobody else runs this job: what is still marked as running died.
        foreach (var left in await context.Set<JobRun>().Where(r => r.Job == run.Job && r.Outcome == JobOutcome.Running).ToListAsync(cancellationToken))
            left.End(run.StartedAt, JobOutcome.Interrupted, null);

        context.Add(run);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;   // paused, or begun elsewhere, between the reading and the writing
        }
    }

    public async Task ReportForEveryoneAsync(JobRunId run, string did, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Set<JobRun>().Where(kept => kept.Id == run && kept.Outcome == JobOutcome.Running)
            .ExecuteUpdateAsync(row => row.SetProperty(kept => kept.Did, did), cancellationToken);
    }

    public Task EndForEveryoneAsync(JobRun run) => AgainWhenChangedAsync(async context =>
    {
        context.Update(run);
        (await FindOrAddAsync(context, run.Job, CancellationToken.None)).Ended(run.Outcome);
        await context.SaveChangesAsync(CancellationToken.None);
    });

    public async Task<JobState> StateForEveryoneAsync(string job, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<JobState>().AsNoTracking().SingleOrDefaultAsync(state => state.Job == job, cancellationToken) ?? new JobState(job);
    }

    public async Task<IReadOnlyList<JobOverview>> OverviewForEveryoneAsync(
        IReadOnlyCollection<string> jobs, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var states = await context.Set<JobState>().AsNoTracking().Where(state => jobs.Contains(state.Job)).ToListAsync(cancellationToken);
        var counts = await context.Set<JobRun>().Where(run => run.StartedAt >= since).GroupBy(run => run.Job)
            .Select(group => new { Job = group.Key, Runs = group.Count(), Failures = group.Count(run => run.Outcome == JobOutcome.Failed) })
            .ToListAsync(cancellationToken);

        var overviews = new List<JobOverview>();
        foreach (var job in jobs)
        {
            var last = await context.Set<JobRun>().AsNoTracking().Where(run => run.Job == job)
                .OrderByDescending(run => run.StartedAt).FirstOrDefaultAsync(cancellationToken);
            var count = counts.Find(count => count.Job == job);
            overviews.Add(new JobOverview(states.Find(state => state.Job == job) ?? new JobState(job), last, count?.Runs ?? 0, count?.Failures ?? 0));
        }

        return overviews;
    }

    public async Task<IReadOnlyList<JobRun>> RunsForEveryoneAsync(string job, int count, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<JobRun>().AsNoTracking().Where(run => run.Job == job)
            .OrderByDescending(run => run.StartedAt).Take(count).ToListAsync(cancellationToken);
    }

    public Task ChangeForEveryoneAsync(string job, Action<JobState> change, AuditEntry entry, CancellationToken cancellationToken) =>
        AgainWhenChangedAsync(async context =>
        {
            change(await FindOrAddAsync(context, job, cancellationToken));
            context.Add(entry);
            await context.SaveChangesAsync(cancellationToken);
        });

    public async Task<int> ForgetRunsForEveryoneAsync(DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var gone = await contexts.DeleteInBatchesAsync(
            context => context.Set<JobRun>().Where(run => run.Outcome != JobOutcome.Running && run.StartedAt < before).OrderBy(run => run.Id), cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var job in await context.Set<JobRun>().Select(run => run.Job).Distinct().ToListAsync(cancellationToken))
        {
            var oldestKept = await context.Set<JobRun>().Where(run => run.Job == job).OrderByDescending(run => run.StartedAt)
                .Skip(most - 1).Select(run => (DateTimeOffset?)run.StartedAt).FirstOrDefaultAsync(cancellationToken);
            if (oldestKept is not { } kept) continue;
            gone += await contexts.DeleteInBatchesAsync(
                others => others.Set<JobRun>().Where(run => run.Outcome != JobOutcome.Running && run.Job == job && run.StartedAt < kept).OrderBy(run => run.Id),
                cancellationToken);
        }

        return gone;
    }

    // A pause and the end of a run may meet; both are true, so the later one reads again.
    private async Task AgainWhenChangedAsync(Func<CoinPulseDbContext, Task> change)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
                await change(context);
                return;
            }
            catch (DbUpdateConcurrencyException) when (tries < 5)
            {
                // Read again.
            }
        }
    }

    private static async Task<JobState> FindOrAddAsync(CoinPulseDbContext context, string job, CancellationToken cancellationToken)
    {
        if (await context.Set<JobState>().SingleOrDefaultAsync(state => state.Job == job, cancellationToken) is { } found) return found;
        var made = new JobState(job);
        context.Add(made);
        return made;
    }
}
