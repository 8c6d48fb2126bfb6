using System.IO.Compression;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Operations.Backups;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Data;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Operations.Start;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Commands;
using FluentAssertions;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace CoinPulse.Tests.Operations.Backups;

/// <summary>What is backed up comes back whole, on both databases, and what is wrong with a backup is said before anything is changed.</summary>
public sealed class BackupTests : IDisposable
{
    private const string OpenKey = "<key id=\"1\"><value>open</value></key>";
    private const string ClosedKey = "<key id=\"1\"><encryptedSecret decryptorType=\"x\">closed</encryptedSecret></key>";

    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _wall = new(new DateTimeOffset(2026, 4, 1, 17, 0, 0, TimeSpan.Zero));

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Theory, EveryDatabase]
    public async Task What_was_there_comes_back_and_what_is_there_now_is_kept_first(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var services = Services(database);
        var backups = services.GetRequiredService<IBackups>();
        await MarkAsync(database, "before");

        var backup = (await backups.TakeAsync(BackupCause.ByHand, default)).Value;
        await MarkAsync(database, "after");
        var restored = await RestoreAsync(kind, backups, backup.Name);

        backup.Name.Should().Be("coinpulse-20260401T170000Z-byhand.zip");
        restored.Value.AllRows.Should().BePositive();
        (await MarksAsync(database)).Should().Equal("before");
        backups.List().Select(kept => kept.Cause).Should().BeEquivalentTo([BackupCause.ByHand, BackupCause.Restore]);
        Directory.GetDirectories(backups.Folder).Should().BeEmpty("what is unpacked is taken away again");

        (await RestoreAsync(kind, backups, backups.List().Single(kept => kept.Cause == BackupCause.Restore).Name)).Succeeded.Should().BeTrue();
        (await MarksAsync(database)).Should().Equal("before", "after");
    }

    [Theory, EveryDatabase]
    public async Task A_rehearsal_restores_and_counts_and_touches_nothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var services = Services(database);
        var backups = services.GetRequiredService<IBackups>();
        await MarkAsync(database, "before");
        var backup = (await backups.TakeAsync(BackupCause.Nightly, default)).Value;
        await MarkAsync(database, "after");

        var check = (await backups.VerifyAsync(backup.Name, default)).Value;

        check.Rehearsed.Should().BeTrue();
        check.Content.Rows["Audit"].Should().Be(1);
        check.Content.Migration.Should().NotBeEmpty();
        (await MarksAsync(database)).Should().Equal("before", "after");
    }

    [Theory]
    [EveryDatabase(OpenKey, BackedUpKeys.LeftOut)]
    [EveryDatabase(ClosedKey, BackedUpKeys.Protected)]
    public async Task The_key_ring_travels_only_when_it_is_encrypted(DatabaseKind kind, string key, BackedUpKeys expected)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using (var context = database.CreateDbContext())
        {
            context.Add(new DataProtectionKey { FriendlyName = "key", Xml = key });
            await context.SaveChangesAsync();
        }

        await using var services = Services(database);
        var backups = services.GetRequiredService<IBackups>();
        var backup = (await backups.TakeAsync(BackupCause.Nightly, default)).Value;

        var check = (await backups.VerifyAsync(backup.Name, default)).Value;
        (check.Content.Keys, check.Content.Rows["DataProtectionKeys"]).Should().Be((expected, expected == BackedUpKeys.Protected ? 1 : 0));
        if (expected == BackedUpKeys.LeftOut) (await UnpackedAsync(backups, backup)).Should().NotContain("open</value>", "what was deleted is not in a free page either");
    }

    [Theory, EveryDatabase]
    public async Task What_is_wrong_with_a_backup_is_said_before_anything_changes(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var services = Services(database);
        var backups = services.GetRequiredService<IBackups>();
        await MarkAsync(database, "now");
        var whole = Path.Combine(backups.Folder, (await backups.TakeAsync(BackupCause.ByHand, default)).Value.Name);
        await File.WriteAllBytesAsync(_folder.File("half.zip"), (await File.ReadAllBytesAsync(whole))[..2_000]);
        await RewriteAsync(whole, _folder.File("other.zip"), content => content.Replace($"\"{NameOf(kind)}\"", "\"Oracle\"", StringComparison.Ordinal));
        await RewriteAsync(whole, _folder.File("newer.zip"), content => content.Replace("\"Migration\": \"2", "\"Migration\": \"9", StringComparison.Ordinal));
        await RewriteAsync(whole, _folder.File("changed.zip"), content => content.Replace("\"Audit\": 1", "\"Audit\": 2", StringComparison.Ordinal));
        await RewriteAsync(whole, _folder.File("swapped.zip"), content => content.Replace("\"Sha256\": \"", "\"Sha256\": \"0", StringComparison.Ordinal));

        foreach (var (file, problem) in new[]
        {
            ("none.zip", BackupProblems.NotThere), (_folder.File("half.zip"), BackupProblems.Damaged), (_folder.File("other.zip"), BackupProblems.OtherDatabase),
            (_folder.File("newer.zip"), BackupProblems.Newer), (_folder.File("changed.zip"), BackupProblems.Damaged), (_folder.File("swapped.zip"), BackupProblems.Damaged),
        })
        {
            (await RestoreAsync(kind, backups, file)).Problems.Select(one => one.Code).Should().Equal([problem], file);
        }

        (await MarksAsync(database)).Should().Equal("now");
        backups.List().Should().ContainSingle("nothing was about to be replaced");
    }

    [Theory, EveryDatabase]
    public async Task Nobody_restores_under_a_running_program(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var services = Services(database);
        var backups = services.GetRequiredService<IBackups>();
        var backup = (await backups.TakeAsync(BackupCause.ByHand, default)).Value;
        await using var running = await RunningAsync(database);

        (await backups.RestoreAsync(backup.Name, default)).Problems.Select(one => one.Code).Should().Equal(BackupProblems.InUse);
    }

    [Fact]
    public async Task The_oldest_of_a_cause_go_and_the_others_stay()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var services = Services(database, ("Backups:Nightly", "2"), ("Backups:Others", "1"));
        var backups = services.GetRequiredService<IBackups>();
        foreach (var cause in new[] { BackupCause.ByHand, BackupCause.Nightly, BackupCause.Nightly, BackupCause.ByHand, BackupCause.Nightly })
        {
            (await backups.TakeAsync(cause, default)).Succeeded.Should().BeTrue();
            _wall.Advance(TimeSpan.FromHours(1));
        }

        backups.List().Select(backup => (backup.Cause, backup.TakenAt.Hour)).Should().Equal((BackupCause.Nightly, 21), (BackupCause.ByHand, 20), (BackupCause.Nightly, 19));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_and_a_program_that_is_not_there_are_told_and_leave_nothing()
    {
        await using var sqlite = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await File.WriteAllTextAsync(_folder.File("taken"), "a file where the folder should be");
        await using (var services = Services(sqlite, ("Backups:Directory", "taken")))
        {
            (await services.GetRequiredService<IBackups>().TakeAsync(BackupCause.Nightly, default)).Problems.Select(one => one.Code).Should().Equal(BackupProblems.NotWritten);
        }

        await using var postgreSql = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        await using var without = Services(postgreSql, ("Backups:PostgreSqlTools", _folder.File("nowhere")));
        var backups = without.GetRequiredService<IBackups>();
        (await backups.TakeAsync(BackupCause.Nightly, default)).Problems.Should().ContainSingle()
            .Which.Should().Match<Problem>(one => one.Code == BackupProblems.ToolFailed && one.Arguments[0].Equals("pg_dump"));
        Directory.GetFileSystemEntries(backups.Folder).Should().BeEmpty();
    }

    [Fact]
    public async Task After_a_restore_nothing_is_bought_until_a_person_has_looked()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var services = Services(database);
        (await Command.Find(["backup"])!.Work(services, [], default)).Should().Be(0);
        var name = services.GetRequiredService<IBackups>().List().Single().Name;
        SqliteConnection.ClearAllPools();

        (await Command.Find(["verify-backup"])!.Work(services, [name], default)).Should().Be(0);
        (await Command.Find(["restore"])!.Work(services, [name], default)).Should().Be(0);
        (await Command.Find(["restore"])!.Work(services, [], default)).Should().Be(2);
        (await Command.Find(["restore"])!.Work(services, ["none.zip"], default)).Should().Be(2);

        (await services.GetRequiredService<IStopSwitches>().PlatformForEveryoneAsync(default))!.Why.Should().Contain(name);
        (await MarksAsync(database, AuditActs.BackupRestored)).Should().ContainSingle();
    }

    private static string NameOf(DatabaseKind kind) => kind == DatabaseKind.Sqlite ? "Sqlite" : "PostgreSql";

    /// <summary>As the command does it: nothing of this process holds the database open.</summary>
    private static Task<Result<BackupContent>> RestoreAsync(DatabaseKind kind, IBackups backups, string file)
    {
        if (kind == DatabaseKind.Sqlite) SqliteConnection.ClearAllPools();
        else NpgsqlConnection.ClearAllPools();
        return backups.RestoreAsync(file, default);
    }

    private static async Task<IAsyncDisposable> RunningAsync(TestDatabase database)
    {
        if (database.Kind == DatabaseKind.Sqlite)
            return new FileStream(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource + ".running", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task RewriteAsync(string from, string to, Func<string, string> change)
    {
        File.Copy(from, to);
        await using var zip = await ZipFile.OpenAsync(to, ZipArchiveMode.Update);
        var entry = zip.GetEntry("content.json")!;
        string text;
        using (var reader = new StreamReader(await entry.OpenAsync())) text = await reader.ReadToEndAsync();
        change(text).Should().NotBe(text, "the change is one");
        entry.Delete();
        await using var writer = new StreamWriter(await zip.CreateEntry("content.json").OpenAsync());
        await writer.WriteAsync(change(text));
    }

    private static async Task<string> UnpackedAsync(IBackups backups, Backup backup)
    {
        await using var zip = await ZipFile.OpenReadAsync(Path.Combine(backups.Folder, backup.Name));
        await using var copy = await zip.Entries.Single(entry => entry.Name != "content.json").OpenAsync();
        using var reader = new StreamReader(copy, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    private async Task MarkAsync(TestDatabase database, string mark)
    {
        await using var context = database.CreateDbContext();
        context.Add(new AuditPen(_wall).Entry(null, null, "test.mark", mark, null, null, null));
        _wall.Advance(TimeSpan.FromSeconds(mark == "before" ? 0 : 1));
        await context.SaveChangesAsync();
    }

    private static async Task<List<string?>> MarksAsync(TestDatabase database, string act = "test.mark")
    {
        await using var context = database.CreateDbContext();
        return await context.Audit.Where(entry => entry.Act == act).OrderBy(entry => entry.At).Select(entry => entry.Target).ToListAsync();
    }

    private ServiceProvider Services(TestDatabase database, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create("ConnectionStrings:CoinPulse", (string?)database.ConnectionString),
            KeyValuePair.Create("Storage:Directory", (string?)_folder.Path),
            .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)),
        ]).Build();
        return new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_wall).AddSingleton<AuditPen>().AddSingleton<IAuditTrail, AuditTrail>().AddCoinPulseData(configuration).BuildServiceProvider();
    }
}
