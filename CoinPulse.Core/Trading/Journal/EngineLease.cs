using CoinPulse.Core.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>
/// Holds the lease <c>engine</c>: ten seconds long, renewed every three. The exchange checks no fencing number, so a holder that could not renew counts itself out
/// after eight seconds of its own monotonic clock, before another can come in. Where it has the seat of its machine (SQLite) nobody can, and it stays.
/// </summary>
internal sealed class EngineLease(IJobLease leases, ILeaseBook book, IEngineSeat seat, TimeProvider wall, SystemStartup startup, ILogger<EngineLease> logger) : BackgroundService, IEngineLease
{
    public const string Name = LeaseNames.Engine;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan OwnDeadline = TimeSpan.FromSeconds(8);

    private readonly string _holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7(wall.GetUtcNow()):N}";
    private readonly Lock _stopping = new();
    private Held? _held;
    private Task? _release;

    public LeaseProof? Proof => Volatile.Read(ref _held) is { } held && (wall.GetElapsedTime(held.Stamp) < OwnDeadline || seat.IsTaken) ? held.Proof : null;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // A host may be stopped from two sides at once: both wait for the same release.
        Task release;
        lock (_stopping)
        {
            release = _release ??= ReleaseAsync(cancellationToken);
        }

        await release;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.Ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Renewal, wall);
        do
        {
            await RenewAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task RenewAsync(CancellationToken cancellationToken)
    {
        // Counted from before the request: the lease may have begun at any moment after it.
        var stamp = wall.GetTimestamp();
        try
        {
            if (!seat.TryTake()) return;
            if (_held is null && seat.IsTaken) await FreeAsync(cancellationToken);
            var proof = await leases.TryTakeAsync(Name, _holder, Length, cancellationToken);
            if (proof is not null && _held?.Proof.Fence != proof.Fence) logger.LogInformation("This process is the engine now (fence {Fence})", proof.Fence);
            if (proof is null && _held is not null) logger.LogWarning("Another process is the engine now");
            Volatile.Write(ref _held, proof is null ? null : new Held(proof, stamp));
        }
#pragma warning disable CA1031 // the supervisor of a standing loop: a database that is away for a moment must not end the renewal
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogError(fault, "The engine's lease could not be renewed");
        }
    }

    /// <summary>We sit in the seat, so whoever is written down as the holder is dead: a restart need not wait for the lease to run out.</summary>
    private async Task FreeAsync(CancellationToken cancellationToken)
    {
        var written = (await book.LeasesForEveryoneAsync(cancellationToken)).FirstOrDefault(lease => lease.Name == Name);
        if (written is { Holder: { } dead }) await leases.ReleaseAsync(new LeaseProof(Name, dead, written.Fence), cancellationToken);
    }

    /// <summary>So that the next process need not wait for it to run out.</summary>
    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _held, null) is not { } held) return;
        try
        {
            await leases.ReleaseAsync(held.Proof, cancellationToken);
        }
        catch (ObjectDisposedException)
        {
            // Everything else is already gone; in ten seconds the lease is too.
        }
        finally
        {
            seat.Leave();
        }
    }

    private sealed record Held(LeaseProof Proof, long Stamp);
}
