using System.Text.Json;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Operations.Jobs;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Operations.Health;
using FluentAssertions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class HealthTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _wall = new(Now);

    [Fact]
    public async Task Ready_looks_at_the_database_the_feed_the_lease_and_the_jobs()
    {
        await using var app = new CoinPulseApp();
        using var client = app.CreateClient();

        using var body = JsonDocument.Parse(await client.GetStringAsync("/health/ready"));

        body.RootElement.GetProperty("checks").EnumerateObject().Select(check => check.Name).Should().Contain(["database", "feed", "lease", "jobs"]);
    }

    [Theory, EveryDatabase]
    public async Task The_lease_is_healthy_while_a_process_is_the_engine_and_not_after(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var health = new LeaseHealth(new LeaseBook(database, _wall));
        var leases = new JobLease(database, _wall);

        var before = await health.CheckHealthAsync(new HealthCheckContext());
        var proof = await leases.TryTakeAsync(LeaseNames.Engine, "process one", TimeSpan.FromDays(30_000), default);
        var held = await health.CheckHealthAsync(new HealthCheckContext());
        await leases.ReleaseAsync(proof!, default);
        var released = await health.CheckHealthAsync(new HealthCheckContext());

        (before.Status, held.Status, released.Status).Should().Be((HealthStatus.Degraded, HealthStatus.Healthy, HealthStatus.Degraded));
        held.Description.Should().Contain("process one");
    }

    [Fact]
    public async Task A_trading_cycle_that_has_not_run_for_minutes_is_told()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var store = new JobStore(database);
        var timetable = new Timetable([new TimetableEntry(JobNames.TradingCycle, Cadence.EveryMinutes(1))], new EngineClock(_wall), _wall);
        var health = new JobsHealth(store, new LeaseBook(database, _wall), timetable, _wall);
        await new JobLease(database, _wall).TryTakeAsync($"job:{JobNames.TradingCycle}", "process one", TimeSpan.FromHours(1), default);

        var never = await health.CheckHealthAsync(new HealthCheckContext());
        await RunAsync(store);
        var fresh = await health.CheckHealthAsync(new HealthCheckContext());
        _wall.Advance(TimeSpan.FromMinutes(4));
        var silent = await health.CheckHealthAsync(new HealthCheckContext());

        (never.Status, fresh.Status, silent.Status).Should().Be((HealthStatus.Degraded, HealthStatus.Healthy, HealthStatus.Degraded));
        silent.Description.Should().Contain("The trading cycle last ran 2026-04-01 03:00:00Z");
    }

    private async Task RunAsync(JobStore store)
    {
        var run = new JobRun(new JobRunId(Guid.CreateVersion7(Now)), JobNames.TradingCycle, JobTrigger.Timetable, Now, Now, "process one");
        await store.TryBeginForEveryoneAsync(run, Now, default);
        run.End(_wall.GetUtcNow(), JobOutcome.Done, null);
        await store.EndForEveryoneAsync(run);
    }
}
