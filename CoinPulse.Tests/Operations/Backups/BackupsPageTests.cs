using System.Net;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Operations.Backups;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Data;
using CoinPulse.Tests.Accounts;
using CoinPulse.Web.Operations.Admin;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CoinPulse.Tests.Operations.Backups;

public sealed class BackupsPageTests : IDisposable
{
    private readonly AccountsApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task The_job_takes_a_backup_and_rehearses_it()
    {
        await _app.WithAdminAsync();

        (await _app.Get<JobRunner>().RunNowAsync(JobNames.Backup, default)).Should().Be(RunAnswer.Done);

        var run = (await _app.Get<IJobStore>().RunsForEveryoneAsync(JobNames.Backup, 1, default)).Single();
        JobReport.Parse(run.Did!).Counts.Should().Contain(("rehearsed", 1)).And.Contain(count => count.Name == "rows" && count.Count > 0);
        _app.Get<IBackups>().List().Should().ContainSingle().Which.Cause.Should().Be(BackupCause.Nightly);
    }

    [Fact]
    public async Task Only_an_admin_downloads_a_backup_and_only_one_of_the_list()
    {
        var admin = await _app.WithAdminAsync();
        var backup = (await _app.Get<IBackups>().TakeAsync(BackupCause.ByHand, default)).Value;
        var visitor = _app.Visitor();

        (await visitor.GetAsync(BackupDownload.PathOf(backup.Name))).StatusCode.Should().NotBe(HttpStatusCode.OK);
        await visitor.SignInAsync("admin@example.com");
        (await visitor.GetAsync(BackupDownload.PathOf("../people.db"))).StatusCode.Should().Be(HttpStatusCode.NotFound);
        var file = await visitor.GetAsync(BackupDownload.PathOf(backup.Name));

        file.Content.Headers.ContentLength.Should().Be(backup.Bytes);
        await using var context = _app.Get<IDbContextFactory<CoinPulseDbContext>>().CreateDbContext();
        context.Audit.Single(entry => entry.Act == AuditActs.BackupDownloaded).Should().Match<AuditEntry>(entry => entry.Actor == admin && entry.Target == backup.Name);
    }

    [Fact]
    public async Task An_admin_stops_everybodys_buys_and_allows_them_again()
    {
        var admin = await _app.WithAdminAsync();
        var switches = _app.Get<IStopSwitches>();

        await switches.SetPlatformForEveryoneAsync(stopped: true, admin, "looking", default);
        (await switches.PlatformForEveryoneAsync(default))!.Why.Should().Be("looking");
        await switches.SetPlatformForEveryoneAsync(stopped: false, admin, "looked", default);

        (await switches.PlatformForEveryoneAsync(default)).Should().BeNull();
    }

    [Fact]
    public async Task A_trader_does_not_download_everybodys_records()
    {
        await _app.WithAdminAsync();
        await _app.WithTraderAsync("trader@example.com");
        var backup = (await _app.Get<IBackups>().TakeAsync(BackupCause.ByHand, default)).Value;
        var visitor = _app.Visitor();
        await visitor.SignInAsync("trader@example.com");

        (await visitor.GetAsync(BackupDownload.PathOf(backup.Name))).StatusCode.Should().NotBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_500, "1.5 kB")]
    [InlineData(123_456_789, "123 MB")]
    public void Sizes_are_short(long bytes, string words) => BackupWords.Size(bytes).Should().Be(words);
}
