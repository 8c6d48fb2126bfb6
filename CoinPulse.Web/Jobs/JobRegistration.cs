using System.Globalization;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using Coravel;
using Coravel.Scheduling.Schedule.Interfaces;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Jobs;

internal static class JobRegistration
{
    public static void AddCoinPulseJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<JobOptions>(configuration, JobOptions.Section);
        services.AddOperations(configuration);
        services.AddSingleton(provider => new Timetable(
            [.. WithWork(provider).Select(line => new TimetableEntry(line.Job, line.Cadence))],
            provider.GetRequiredService<EngineClock>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<JobLeasesGivenBack>();
        services.AddScheduler();
        foreach (var line in Schedule.All) services.AddTransient(line.Rung);
    }

    public static void UseCoinPulseJobs(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<JobOptions>>().Value.Run) return;
        var followsEngine = app.Services.GetRequiredService<Timetable>().FollowsEngine;
        app.Services
            .UseScheduler(scheduler =>
            {
                // At the start too: what came due while nobody was there.
                foreach (var line in WithWork(app.Services)) Ring(scheduler, line, followsEngine).RunOnceAtStart();
            })
            .OnError(fault => app.Logger.LogError(fault, "The timetable could not ring"));
    }

    /// <summary>A line of the timetable whose work is not part of this build does not stand on the page and rings nothing.</summary>
    internal static IEnumerable<ScheduledJob> WithWork(IServiceProvider services)
    {
        var works = services.GetServices<IJobWork>().Select(work => work.Name).ToHashSet(StringComparer.Ordinal);
        return Schedule.All.Where(line => works.Contains(line.Job));
    }

    internal static IScheduledEventConfiguration Ring(IScheduler scheduler, ScheduledJob line, bool followsEngine)
    {
        if (scheduler is Coravel.Scheduling.Schedule.Scheduler lanes) lanes.OnWorker(line.Worker.ToString());
        var interval = scheduler.ScheduleInvocableType(line.Rung);

        // In simulated time a minute of the market may be a second: ring often, the runner knows what is due.
        var rung = (followsEngine, line.Cadence) switch
        {
            (true, _) => interval.EverySecond(),
            (false, { Minutes: { } minutes }) => interval.Cron(string.Create(CultureInfo.InvariantCulture, $"*/{minutes} * * * *")),
            _ when line.IsCaughtUp => interval.Cron("*/10 * * * *"),
            (false, { At: var at }) => interval.DailyAt(at!.Value.Hour, at.Value.Minute).Zoned(Kst.Zone),
        };
        return rung.PreventOverlapping(line.Job);
    }

    /// <summary>At a stop the next process need not wait until our leases run out.</summary>
    private sealed class JobLeasesGivenBack(JobRunner runner) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => runner.LetGoAsync(cancellationToken);
    }
}
