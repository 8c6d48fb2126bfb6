using System.Collections.Concurrent;

namespace CoinPulse.Core.Trading;

/// <summary>Work that is begun and that nobody waits for, until a shutdown or a test does. What fails is told and ends nothing else.</summary>
/// <param name="failed">Told of each failure.</param>
internal sealed class BackgroundWork(Action<Exception> failed)
{
    private readonly ConcurrentDictionary<Task, byte> _underWay = [];

    /// <summary>How work is begun. A simulation puts it into an order that it can repeat.</summary>
    public Func<Func<Task>, Task> Begins { get; init; } = Task.Run;

    public void Begin(Func<Task> work)
    {
        var task = Begins(async () =>
        {
            try
            {
                await work();
            }
#pragma warning disable CA1031 // the supervisor of work in the background: one thing's trouble is told, the others go on
            catch (Exception fault)
#pragma warning restore CA1031
            {
                failed(fault);
            }
        });
        _underWay.TryAdd(task, 0);
        _ = task.ContinueWith(done => _underWay.TryRemove(done, out _), TaskScheduler.Default);
        if (task.IsCompleted) _underWay.TryRemove(task, out _);
    }

    /// <summary>Waits until everything that was begun is done.</summary>
    public async Task SettleAsync()
    {
        while (!_underWay.IsEmpty) await Task.WhenAll(_underWay.Keys);
    }
}
