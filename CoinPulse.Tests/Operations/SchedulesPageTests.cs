using Bunit;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Operations.Jobs;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Operations.Admin;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class SchedulesPageTests : PageTest
{
    private readonly Work _work = new();
    private readonly Exits _exits = new();
    private TestDatabase _database = null!;
    private JobStore _store = null!;

    public override async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        _store = new JobStore(_database);
        var engine = new EngineClock(Wall);
        var startup = new SystemStartup();
        startup.Open();
        var timetable = new Timetable([new TimetableEntry(JobNames.TradingCycle, Cadence.EveryMinutes(1))], engine, Wall);
        var runner = new JobRunner([_work], timetable, _store, new JobLease(_database, Wall), startup, engine, Wall, NullLogger<JobRunner>.Instance);
        Services.AddSingleton(timetable);
        Services.AddSingleton<IJobStore>(_store);
        Services.AddSingleton(engine);
        Services.AddSingleton<IExitTimes>(_exits);
        Services.AddSingleton(new VisitorAddress());
        Services.AddSingleton(new JobDesk(_store, new AuditTrail(_database), runner, new AuditPen(Wall)));
    }

    protected override Task EndAsync() => _database.DisposeAsync().AsTask();

    [Fact]
    public void It_shows_each_job_with_its_next_run_before_it_has_ever_run()
    {
        var page = Render<SchedulesPage>();

        page.WaitForAssertion(() => page.Markup.Should().Contain("매매 사이클").And.Contain("1분마다").And.Contain("아직 실행 안 됨").And.Contain("04-01 12:01:00"));
    }

    [Fact]
    public void In_english_it_speaks_english()
    {
        In("en");

        var page = Render<SchedulesPage>();

        page.WaitForAssertion(() => page.Markup.Should().Contain("Trading cycle").And.Contain("Every minute").And.NotContain("매매"));
    }

    [Fact]
    public async Task Run_now_asks_for_a_reason_runs_and_leaves_an_audit_entry()
    {
        var (page, dialogs) = (Render<SchedulesPage>(), Dialogs());
        page.WaitForElement("[data-test=run-now]").Click();
        dialogs.WaitForElement("[data-test=confirm]").Click();
        dialogs.WaitForAssertion(() => dialogs.Markup.Should().Contain("사유를 입력하세요"));
        _work.Runs.Should().Be(0);

        dialogs.Find("textarea").Input("점검 뒤 확인");
        dialogs.Find("[data-test=confirm]").Click();

        page.WaitForAssertion(() => page.Markup.Should().Contain("진입 2"));
        await using var context = _database.CreateDbContext();
        (await context.Audit.SingleAsync()).Should().Match<AuditEntry>(entry =>
            entry.Act == AuditActs.JobRunNow && entry.Actor == CurrentUser && entry.Target == JobNames.TradingCycle && entry.Why == "점검 뒤 확인");
    }

    [Fact]
    public async Task Pausing_the_trading_cycle_says_what_that_means_and_resume_takes_its_place()
    {
        var (page, dialogs) = (Render<SchedulesPage>(), Dialogs());
        page.WaitForElement("[data-test=pause]").Click();
        dialogs.WaitForElement("[data-test=sentence]").TextContent.Should().Contain("새로 매수하지 않습니다");

        dialogs.Find("textarea").Input("점검");
        dialogs.Find("[data-test=confirm]").Click();

        page.WaitForElement("[data-test=resume]");
        page.WaitForAssertion(() => page.Find("[data-test=state]").TextContent.Should().Contain("일시정지"));
        (await _store.StateForEveryoneAsync(JobNames.TradingCycle, default)).IsPaused.Should().BeTrue();
    }

    [Fact]
    public async Task A_run_of_another_process_appears_without_a_reload()
    {
        var page = Render<SchedulesPage>();
        page.WaitForElement("[data-test=run-now]");
        var run = new JobRun(new JobRunId(Guid.CreateVersion7(Wall.GetUtcNow())), JobNames.TradingCycle, JobTrigger.Timetable, Wall.GetUtcNow(), Wall.GetUtcNow(), "other");
        await _store.TryBeginForEveryoneAsync(run, null, default);
        run.End(Wall.GetUtcNow(), JobOutcome.Failed, "TimeoutException: no answer");
        await _store.EndForEveryoneAsync(run);

        Wall.Advance(TimeSpan.FromSeconds(2));

        page.WaitForAssertion(() => page.Markup.Should().Contain("TimeoutException: no answer").And.Contain("실패"));
    }

    [Fact]
    public void How_fast_exits_were_stands_below_in_percentiles()
    {
        var seen = Wall.GetUtcNow().AddHours(-1);
        _exits.Found = [new ExitStopwatch(seen, seen.AddMilliseconds(2), seen.AddMilliseconds(5), seen.AddMilliseconds(25), seen.AddMilliseconds(40))];

        var page = Render<SchedulesPage>();

        page.WaitForElement("[data-test=leg-Sending]").TextContent.Should().Contain("판단 → 주문 전송").And.Contain("3.0 ms");
        page.Find("[data-test=leg-Whole]").TextContent.Should().Contain("40 ms");
    }

    [Fact]
    public void Without_exits_it_says_what_will_stand_there() =>
        Render<SchedulesPage>().WaitForElement("[data-test=exit-times] p").TextContent.Should().Contain("끝난 매도가 없습니다");

    private sealed class Exits : IExitTimes
    {
        public IReadOnlyList<ExitStopwatch> Found { get; set; } = [];

        public Task<IReadOnlyList<ExitStopwatch>> NewestForEveryoneAsync(DateTimeOffset since, int atMost, CancellationToken cancellationToken) => Task.FromResult(Found);
    }

    private sealed class Work : IJobWork
    {
        public string Name => JobNames.TradingCycle;

        public int Runs { get; private set; }

        public Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
        {
            Runs++;
            return Task.FromResult(JobReport.Of(("entered", 2)));
        }
    }
}
