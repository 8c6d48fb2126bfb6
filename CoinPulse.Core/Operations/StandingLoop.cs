namespace CoinPulse.Core.Operations;

/// <summary>One look, made again and again for as long as the process lives. What fails is told, and the next look is made all the same.</summary>
public static class StandingLoop
{
    /// <param name="every">Wall time between two looks.</param>
    /// <param name="wall">The clock of machines and people.</param>
    /// <param name="look">The look.</param>
    /// <param name="failed">Told of each failure.</param>
    /// <param name="stopping">The process stops.</param>
    /// <exception cref="OperationCanceledException">The process stops.</exception>
    public static async Task RunAsync(TimeSpan every, TimeProvider wall, Func<CancellationToken, Task> look, Action<Exception> failed, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(every, wall);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                await look(stopping);
            }
#pragma warning disable CA1031 // the supervisor of a standing loop: a database that is away for a moment must not end it
            catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
            {
                failed(fault);
            }
        }
    }
}
