using CoinPulse.Core.Operations;
using CoinPulse.Core.Operations.Backups;
using CoinPulse.Data.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoinPulse.Data.Operations.Start;

/// <summary>
/// The start of everything: wait for the database, be alone with it, keep what was, migrate, seed, open the gate. The server listens only afterwards,
/// because hosted services start first, in the order of their registration.
/// </summary>
internal sealed class DatabaseStart(
    DatabaseInUse database,
    IDbContextFactory<CoinPulseDbContext> contexts,
    IServiceScopeFactory scopes,
    IOptions<DatabaseOptions> options,
    IBackups backups,
    SystemStartup startup,
    TimeProvider wall,
    ILogger<DatabaseStart> log) : IHostedService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var preparation = await WaitForDatabaseAsync(cancellationToken);
        try
        {
            await using (await preparation.AloneAsync(cancellationToken))
            {
                await MigrateAsync(cancellationToken);
                await SeedAsync(cancellationToken);
            }
        }
        catch (Exception fault) when (WhatToDo(StorageFaults.TroubleIn(fault)) is { } advice)
        {
            throw new StartupRefusedException($"{database.Address}: {advice}", fault);
        }

        startup.Open();
        log.LogInformation("{Database} is ready", database.Address);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string? WhatToDo(StorageTrouble trouble) => trouble switch
    {
        StorageTrouble.Full => "the disk is full. Free space there and start again; nothing has been changed.",
        StorageTrouble.Locked => "another program holds the file. Close it (a browser of SQLite files, a copy tool, another CoinPulse) and start again.",
        StorageTrouble.ReadOnly => "it can only be read. Give the user of CoinPulse the right to write it and its folder.",
        StorageTrouble.Unreachable => "it cannot be opened. Look whether the folder is there and may be written to.",
        StorageTrouble.Damaged => "it is damaged, or is no database of CoinPulse. Restore a snapshot or a backup, or name another file.",
        StorageTrouble.None or StorageTrouble.Unknown => null,
    };

    private async Task<IDatabasePreparation> WaitForDatabaseAsync(CancellationToken cancellationToken)
    {
        var preparation = PreparationOf(database.Address);
        var began = wall.GetTimestamp();
        var pause = TimeSpan.FromSeconds(1);
        var patience = TimeSpan.FromSeconds(options.Value.WaitSeconds);
        while (await preparation.WhyAwayAsync(cancellationToken) is { } why)
        {
            if (wall.GetElapsedTime(began) >= patience) return WithoutIt(why);
            log.LogWarning("{Database} does not answer ({Why}); trying again for {Patience}", database.Address, why, patience - wall.GetElapsedTime(began));
            await Task.Delay(pause, wall, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        return preparation;
    }

    private IDatabasePreparation WithoutIt(string why)
    {
        if (!options.Value.FallbackToSqlite)
        {
            throw new StartupRefusedException(
                $"{database.Address} did not answer within {options.Value.WaitSeconds} s ({why}). Start it, or correct ConnectionStrings__CoinPulse or DATABASE_URL. "
                + "Database__FallbackToSqlite=true starts on an own SQLite file instead, with trading held.");
        }

        var told = database.Address;
        database.FallBack();
        log.LogCritical("{Told} does not answer ({Why}); started on {InUse} instead, with trading held", told, why, database.Address);
        return PreparationOf(database.Address);
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var pending = context.Database.GetMigrations().Except(applied, StringComparer.Ordinal).ToList();
        if (applied.Except(context.Database.GetMigrations(), StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
        {
            throw new StartupRefusedException(
                $"{database.Address} was made by a newer CoinPulse (migration {unknown[^1]}). Start that version, or restore a backup that this one made.");
        }

        if (pending.Count == 0) return;
        if (applied.Count > 0) await KeepAsync(cancellationToken);
        if (await AbandonedLock.ClearAsync(context, cancellationToken))
            log.LogWarning("A process was killed while it migrated {Database}; its lock has been cleared", database.Address);
        log.LogInformation("Applying {Count} migrations to {Database}", pending.Count, database.Address);
        await context.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>No table is changed that could not be had again. PostgreSQL migrates in a transaction, so without its programs the start goes on there.</summary>
    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        var kept = await backups.TakeAsync(BackupCause.Migration, cancellationToken);
        if (kept.Succeeded) return;
        var why = string.Join("; ", kept.Problems);
        if (database.Address.Provider == DatabaseProvider.Sqlite) throw new StartupRefusedException($"{database.Address} could not be backed up before its tables change, so nothing was changed: {why}");
        log.LogWarning("{Database} is migrated without a backup ({Why}). Backups__PostgreSqlTools names the folder of pg_dump", database.Address, why);
    }

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var seed in scope.ServiceProvider.GetServices<ISeed>()) await seed.SeedAsync(cancellationToken);
    }

    private IDatabasePreparation PreparationOf(DatabaseAddress address) => address.Provider switch
    {
        DatabaseProvider.Sqlite => new SqlitePreparation(address, wall, log),
        DatabaseProvider.PostgreSql => new PostgreSqlPreparation(address),
    };
}
