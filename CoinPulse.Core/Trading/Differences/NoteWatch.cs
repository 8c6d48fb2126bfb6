using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading.Differences;

/// <summary>Takes up notes while this process is the engine: those that other processes wrote down, and those that a crash left half booked.</summary>
internal sealed class NoteWatch(
    IBooksNotes notes, NoteClerk clerk, IMarketHub hub, IEngineLease lease, SystemStartup startup, TimeProvider wall, ILogger<NoteWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>One round over everything that has not ended.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        if (lease.Proof is null) return;
        foreach (var note in await notes.LiveForEveryoneAsync(hub.Source, cancellationToken))
        {
            try
            {
                await clerk.CarryOutAsync(note);
            }
#pragma warning disable CA1031 // the per-account step: one account's failure never stops the next
            catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
            {
                logger.LogError(fault, "Note {Note} of account {Account} could not be carried out; it is taken up again", note.Id, note.Account);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.Ready.WaitAsync(stoppingToken);
        await StandingLoop.RunAsync(Beat, wall, LookAsync, fault => logger.LogError(fault, "Notes on differences could not be looked at; they are taken up again"), stoppingToken);
    }
}
