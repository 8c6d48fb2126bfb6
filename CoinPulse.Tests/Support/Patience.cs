namespace CoinPulse.Tests.Support;

/// <summary>Waits for what another thread or a socket brings; the limit only ends a test that would never end.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The same for a question that has to be waited for.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        while (!await isSo()) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
    }

    /// <param name="each">Done between two looks.</param>
    public static async Task UntilAsync(Func<bool> isSo, Action? each = null)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        while (!isSo())
        {
            each?.Invoke();
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }
    }
}
