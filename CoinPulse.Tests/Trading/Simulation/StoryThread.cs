namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>
/// The one thread on which a story with waiting in it is told: everything that goes on beside each other goes on here, one piece after another, and time moves only when every piece
/// waits for it. So a seed tells the same story again, and a day of waiting costs nothing.
/// </summary>
internal sealed class StoryThread(StoryTime time) : SynchronizationContext
{
    private readonly Lock _gate = new();
    private readonly Queue<(SendOrPostCallback Act, object? State)> _next = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private string? _stranger;

    /// <summary>Tells it to its end.</summary>
    public static void Tell(StoryTime time, Func<Task> story)
    {
        var before = Current;
        var thread = new StoryThread(time);
        SetSynchronizationContext(thread);
        try
        {
            thread.Run(story());
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Wakes what waits without this context on this very thread, where it would else go to another.</summary>
    public static void Outside(Action wake)
    {
        var inside = Current;
        SetSynchronizationContext(null);
        try
        {
            wake();
        }
        finally
        {
            SetSynchronizationContext(inside);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_gate)
        {
            // Work that was done on another thread comes back at a moment that no seed repeats.
            if (Environment.CurrentManagedThreadId != _thread) _stranger ??= Environment.StackTrace;
            _next.Enqueue((d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    private void Run(Task story)
    {
        while (!story.IsCompleted)
        {
            if (TryTake(out var next)) next.Act(next.State);
            else if (!Wake()) throw new InvalidOperationException("The story waits for nothing that could come.");
            if (_stranger is { } where) throw new InvalidOperationException($"Part of the story was told on another thread: {where}");
        }

        story.GetAwaiter().GetResult();
    }

    private bool Wake()
    {
        var woken = false;
        Outside(() => woken = time.TryWakeNext());
        return woken;
    }

    private bool TryTake(out (SendOrPostCallback Act, object? State) next)
    {
        lock (_gate)
        {
            return _next.TryDequeue(out next);
        }
    }
}

/// <summary>Does what it is given at once, where it is given.</summary>
internal sealed class AtOnceScheduler : TaskScheduler
{
    public static readonly AtOnceScheduler Instance = new();

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    protected override void QueueTask(Task task) => TryExecuteTask(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => TryExecuteTask(task);
}
