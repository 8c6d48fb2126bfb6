using CoinPulse.Core.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>
/// Holds the lease <c>engine</c>: ten seconds long, renewed every three. The exchange checks no fencing number, so a holder that could not renew counts itself out
/// after eight seconds of its own monotonic clock, before another can come in.
/// </summary>
internal sealed class EngineLease(IJobLease leases, TimeProvider wall, SystemStartup startup, ILogger<EngineLease> logger) : BackgroundService, IEngineLease
{
    public const string Name = "engine";

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan OwnDeadline = TimeSpan.FromSeconds(8);

    private readonly string _holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7(wall.GetUtcNow()):N}";
    private volatile Held? _held;

    public LeaseProof? Proof => _held is { } held && wall.GetElapsedTime(held.Stamp) < OwnDeadline ? held.Proof : null;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_held is not { } held) return;
        _held = null;
        await leases.ReleaseAsync(held.Proof, cancellationToken);   // the next process need not wait for it to run out
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
            var proof = await leases.TryTakeAsync(Name, _holder, Length, cancellationToken);
            if (proof is not null && _held?.Proof.Fence != proof.Fence) logger.LogInformation("This process is the engine now (fence {Fence})", proof.Fence);
            if (proof is null && _held is not null) logger.LogWarning("Another process is the engine now");
            _held = proof is null ? null : new Held(proof, stamp);
        }
#pragma warning disable CA1031 // the supervisor of a standing loop: a database that is away for a moment must not end the renewal
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogError(fault, "The engine's lease could not be renewed");
        }
    }

    private sealed record Held(LeaseProof Proof, long Stamp);
}
