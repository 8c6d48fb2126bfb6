using CoinPulse.Core.Operations;

namespace CoinPulse.Core.Exchanges.Keys;

/// <summary>The daily look at every key: whether it still opens, and how long it will.</summary>
internal sealed class KeyCheckWork(IKeyVault vault, KeyDesk desk) : IJobWork
{
    public string Name => JobNames.KeyCheck;

    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        var keys = await vault.AllForEveryoneAsync(cancellationToken);
        var (working, broken, unknown) = (0, 0, 0);
        foreach (var key in keys)
        {
            var findings = await desk.CheckAsync(key, cancellationToken);
            if (findings is null or { Fault.IsPassing: true }) unknown++;
            else if (findings.Fault is null) working++;
            else broken++;
        }

        return JobReport.Of(("keys", keys.Count), ("working", working), ("broken", broken), ("unknown", unknown));
    }
}
