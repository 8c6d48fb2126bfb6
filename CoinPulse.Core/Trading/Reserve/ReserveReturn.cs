using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading.Reserve;

/// <summary>
/// Brings the reserve into the journal: first thing at every start, before the engine takes anything up, and each second while the journal is away.
/// </summary>
internal sealed class ReserveReturn(
    ReservedJournal journal,
    Reserve reserve,
    IDatabaseState database,
    ITradingAccounts accounts,
    PositionDesk desk,
    EngineLease lease,
    IAuditTrail audit,
    AuditPen pen,
    SystemStartup startup,
    TimeProvider wall,
    ILogger<ReserveReturn> logger) : BackgroundService, ISeed
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Runs under the start-up lock, before anything works.</summary>
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        reserve.Open();

        // A stand-in database knows none of these positions: they wait for the real one.
        if (!database.FellBack && await journal.TryEnterAsync(cancellationToken) is { } entered) await TellAsync(entered, cancellationToken);
    }

    internal async Task TryReturnAsync(CancellationToken cancellationToken)
    {
        if (!reserve.IsOnDisk) reserve.Open();
        if (!journal.IsAway || await database.ProbeAsync(cancellationToken) != StorageTrouble.None) return;

        // The lease has run out meanwhile: without it the first change after the return would be refused.
        await lease.RenewAsync(cancellationToken);
        if (await journal.TryEnterAsync(cancellationToken) is not { } entered) return;
        await TellAsync(entered, cancellationToken);
        foreach (var file in entered)
        {
            if (await accounts.FindAsync(file.Position.Owner, file.Position.Account, cancellationToken) is { } account) await desk.AdvanceAsync(account, file.Position.Id);
        }
    }

    private async Task TellAsync(IReadOnlyList<PositionFile> entered, CancellationToken cancellationToken)
    {
        foreach (var file in entered)
        {
            await audit.WriteAsync(
                pen.Entry(null, file.Position.Owner, AuditActs.ReserveRead, $"position:{file.Position.Id}", null, null, null), cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.Ready.WaitAsync(stoppingToken);
        await StandingLoop.RunAsync(Look, wall, TryReturnAsync, fault => logger.LogError(fault, "The reserve could not be entered; it is tried again"), stoppingToken);
    }
}
