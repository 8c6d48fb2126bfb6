using CoinPulse.Core.Operations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CoinPulse.Web.Operations.Health;

/// <summary>Whether a row can be written, asked at most every few seconds whoever asks us.</summary>
internal sealed class DatabaseHealth(IDatabaseState database, TimeProvider wall) : IHealthCheck, IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private (HealthCheckResult Result, long At)? _last;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && wall.GetElapsedTime(last.At) < Fresh) return last.Result;
            var result = Judge(await database.ProbeAsync(cancellationToken));
            _last = (result, wall.GetTimestamp());
            return result;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private HealthCheckResult Judge(StorageTrouble trouble) => trouble switch
    {
        StorageTrouble.None when database.FellBack => HealthCheckResult.Degraded(
            "PostgreSQL did not answer at the start; this is a stand-in file and trading is held. Start PostgreSQL, then restart CoinPulse."),
        StorageTrouble.None => HealthCheckResult.Healthy($"{database.Provider} {database.Location}"),
        StorageTrouble.Full => HealthCheckResult.Unhealthy("The disk of the database is full. Free space there; entries stay stopped until a row can be written."),
        StorageTrouble.Locked => HealthCheckResult.Unhealthy("Another program holds the database. Close it (a browser of SQLite files, a copy tool)."),
        StorageTrouble.ReadOnly => HealthCheckResult.Unhealthy("The database can only be read. Give the user of CoinPulse the right to write it."),
        StorageTrouble.Unreachable => HealthCheckResult.Unhealthy("The database does not answer. Start it, or look at the network to it."),
        StorageTrouble.Damaged => HealthCheckResult.Unhealthy("The database is damaged. Stop CoinPulse and restore the newest backup."),
        StorageTrouble.Unknown => HealthCheckResult.Unhealthy("The database refuses to write; the log says why."),
    };
}
