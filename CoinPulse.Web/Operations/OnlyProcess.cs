using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Operations;

/// <summary>
/// One process on one SQLite file: two would simulate two markets into one account. The operating system holds the lock and lets go however the process
/// ends. Processes on one PostgreSQL share it by leases and need none.
/// </summary>
internal sealed class OnlyProcess(IDatabaseState database, TimeProvider wall) : IHostedService, IDisposable
{
    /// <summary>A restarted service meets its predecessor while that one still says good-bye.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private FileStream? _held;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (database.Provider != "SQLite") return;
        Directory.CreateDirectory(Path.GetDirectoryName(database.Location)!);
        var began = wall.GetTimestamp();
        while (!TryHold())
        {
            if (wall.GetElapsedTime(began) > Patience)
            {
                throw new StartupRefusedException(
                    $"Another CoinPulse is running on {database.Location}. Stop it, or give this one a folder of its own with Storage__Directory, or use PostgreSQL.");
            }

            await Task.Delay(Poll, wall, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _held?.Dispose();   // not at the stop: until the very end something may still be written

    private bool TryHold()
    {
        try
        {
            _held = new FileStream(RunningFile.Of(database.Location), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException) when (File.Exists(RunningFile.Of(database.Location)))
        {
            return false;
        }
    }
}
