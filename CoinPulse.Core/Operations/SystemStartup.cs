namespace CoinPulse.Core.Operations;

/// <summary>The gate between start-up and work: jobs and the engine wait on it until the database is migrated and seeded.</summary>
public sealed class SystemStartup
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when work may begin; never fails, because a start-up that fails ends the process.</summary>
    public Task Ready => _ready.Task;

    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    public void Open() => _ready.TrySetResult();
}

/// <summary>Rows that must exist before anything works: roles, switches. Runs at every start under the start-up lock, after the migrations; safe to run again.</summary>
public interface ISeed
{
    Task SeedAsync(CancellationToken cancellationToken);
}

/// <summary>A line for the person at the console, printed once after the start.</summary>
public interface IStartupNotice
{
    /// <param name="address">The first address that the server listens on.</param>
    /// <param name="cancellationToken">The start is given up.</param>
    /// <returns>The line, or null when there is nothing to say.</returns>
    Task<string?> LineAsync(Uri address, CancellationToken cancellationToken);
}

/// <summary>The start cannot go on and the person at the console can mend it. Printed as the one line that it is, without a stack.</summary>
public sealed class StartupRefusedException(string message, Exception? inner = null) : Exception(message, inner);
