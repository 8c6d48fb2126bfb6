using CoinPulse.Core.Operations;
using CoinPulse.Core.Operations.Backups;
using CoinPulse.Core.Outcomes;
using CoinPulse.Data.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoinPulse.Data.Operations.Backups;

/// <summary>Backups in a folder, of the database in use.</summary>
internal sealed class BackupStore(
    DatabaseInUse database,
    IDbContextFactory<CoinPulseDbContext> contexts,
    StorageFolder storage,
    PostgreSqlTools tools,
    IOptions<BackupOptions> options,
    TimeProvider wall,
    ILogger<BackupStore> log) : IBackups, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public string Folder => storage.FileAt(options.Value.Directory);

    private IDatabaseCopy Database => database.Address.Provider switch
    {
        DatabaseProvider.Sqlite => new SqliteCopy(database.Address),
        DatabaseProvider.PostgreSql => new PostgreSqlCopy(database.Address, tools),
    };

    public void Dispose() => _one.Dispose();

    public IReadOnlyList<Backup> List() => Directory.Exists(Folder)
        ? [.. new DirectoryInfo(Folder).EnumerateFiles().Select(BackupFile.Describe).OfType<Backup>().OrderByDescending(backup => backup.TakenAt).ThenBy(backup => backup.Name, StringComparer.Ordinal)]
        : [];

    public async Task<Result<Backup>> TakeAsync(BackupCause cause, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await TakeAloneAsync(cause, cancellationToken);
        }
        catch (CopyFailedException fault)
        {
            return Problem.Of(BackupProblems.ToolFailed, fault.Tool ?? database.Address.ToString(), fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Problem.Of(BackupProblems.NotWritten, fault.Message);
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task<Result<BackupCheck>> VerifyAsync(string file, CancellationToken cancellationToken)
    {
        var found = await OpenAsync(file, cancellationToken);
        if (!found.Succeeded) return Result<BackupCheck>.Refused(found.Problems);
        await using var opened = found.Value;
        return await RehearseAsync(file, opened, cancellationToken);
    }

    public async Task<Result<BackupContent>> RestoreAsync(string file, CancellationToken cancellationToken)
    {
        var found = await OpenAsync(file, cancellationToken);
        if (!found.Succeeded) return Result<BackupContent>.Refused(found.Problems);
        await using var opened = found.Value;
        var rehearsed = await RehearseAsync(file, opened, cancellationToken);
        if (!rehearsed.Succeeded) return Result<BackupContent>.Refused(rehearsed.Problems);

        await using var alone = await Database.AloneAsync(cancellationToken);
        if (alone is null) return Problem.Of(BackupProblems.InUse);
        if (await HoldsTablesAsync(cancellationToken))
        {
            var kept = await TakeAsync(BackupCause.Restore, cancellationToken);
            if (!kept.Succeeded) return Result<BackupContent>.Refused(kept.Problems);
        }

        try
        {
            await Database.PlaceAsync(opened.Copy, cancellationToken);
            return Result<BackupContent>.Of(opened.Content);
        }
        catch (CopyFailedException fault)
        {
            return Problem.Of(BackupProblems.ToolFailed, fault.Tool ?? database.Address.ToString(), fault.Message);
        }
    }

    private async Task<Result<Backup>> TakeAloneAsync(BackupCause cause, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        using var scratch = new ScratchFolder(Folder);
        var (at, copy) = (wall.GetUtcNow(), scratch.File(Database.FileName));
        var copied = await Database.CopyAsync(copy, cancellationToken);
        var content = new BackupContent(
            BackupContent.CurrentForm, database.Address.Provider.ToString(), copied.Migration, cause, at, copied.Keys, await BackupFile.HashAsync(copy, cancellationToken), copied.Rows);
        var (packed, name) = (scratch.File("packed.zip"), BackupFile.NameOf(cause, at));
        await BackupFile.WriteAsync(packed, content, copy, Database.FileName, cancellationToken);
        File.Move(packed, Path.Combine(Folder, name), overwrite: true);   // under its own name only when it is whole
        Drop(cause);
        log.LogInformation("Backup {Name}: {Rows} rows, {Bytes} bytes, key ring {Keys}", name, content.AllRows, new FileInfo(Path.Combine(Folder, name)).Length, content.Keys);
        return Result<Backup>.Of(BackupFile.Describe(new FileInfo(Path.Combine(Folder, name)))!);
    }

    private void Drop(BackupCause cause)
    {
        var kept = cause == BackupCause.Nightly ? options.Value.Nightly : options.Value.Others;
        foreach (var old in List().Where(backup => backup.Cause == cause).Skip(kept)) File.Delete(Path.Combine(Folder, old.Name));
    }

    private async Task<Result<OpenedBackup>> OpenAsync(string file, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(file, Folder);
        if (!File.Exists(path)) return Problem.Of(BackupProblems.NotThere, file);
        Directory.CreateDirectory(Folder);
        var scratch = new ScratchFolder(Folder);
        try
        {
            var copy = scratch.File(Database.FileName);
            var content = await BackupFile.UnpackAsync(path, copy, cancellationToken);
            if (content.Provider != database.Address.Provider.ToString())
            {
                scratch.Dispose();
                return Problem.Of(BackupProblems.OtherDatabase, content.Provider, database.Address.Provider.ToString());
            }

            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            if (context.Database.GetMigrations().Contains(content.Migration, StringComparer.Ordinal)) return Result<OpenedBackup>.Of(new(content, copy, scratch));
            scratch.Dispose();
            return Problem.Of(BackupProblems.Newer, content.Migration);
        }
        catch (CopyFailedException fault)
        {
            scratch.Dispose();
            return Problem.Of(BackupProblems.Damaged, file, fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            scratch.Dispose();
            return Problem.Of(BackupProblems.NotWritten, fault.Message);
        }
    }

    private async Task<Result<BackupCheck>> RehearseAsync(string file, OpenedBackup opened, CancellationToken cancellationToken)
    {
        try
        {
            var restored = await Database.RehearseAsync(opened.Copy, cancellationToken);
            return restored is not null && CopiedRows.Missing(opened.Content.Rows, restored.Rows) is { } missing
                ? Problem.Of(BackupProblems.Damaged, file, missing)
                : Result<BackupCheck>.Of(new BackupCheck(opened.Content, restored is not null));
        }
        catch (CopyFailedException fault)
        {
            return fault.Tool is { } tool ? Problem.Of(BackupProblems.ToolFailed, tool, fault.Message) : Problem.Of(BackupProblems.Damaged, file, fault.Message);
        }
    }

    private async Task<bool> HoldsTablesAsync(CancellationToken cancellationToken)
    {
        if (database.Address.Provider == DatabaseProvider.Sqlite && !File.Exists(database.Address.Location)) return false;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Any();
    }

    private sealed record OpenedBackup(BackupContent Content, string Copy, ScratchFolder Scratch) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Scratch.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
