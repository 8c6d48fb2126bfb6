using CoinPulse.Data.Providers;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Data.Operations.Start;

internal sealed class SqlitePreparation(DatabaseAddress address, TimeProvider wall, ILogger log) : IDatabasePreparation
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(200);

    public Task<string?> WhyAwayAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(address.Location)!);
        return Task.FromResult<string?>(null);
    }

    /// <remarks>The operating system holds this lock for us and lets go when the process dies, however it dies.</remarks>
    public async Task<IAsyncDisposable> AloneAsync(CancellationToken cancellationToken)
    {
        for (var told = false; ; told = true)
        {
            try
            {
                return new FileStream(address.Location + ".start", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Directory.Exists(Path.GetDirectoryName(address.Location)))
            {
                if (!told) log.LogInformation("Another process is preparing {Database}; waiting for it", address.Location);
                await Task.Delay(LockPoll, wall, cancellationToken);
            }
        }
    }
}
