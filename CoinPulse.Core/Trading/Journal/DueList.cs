namespace CoinPulse.Core.Trading.Journal;

/// <summary>Positions that want another look, by wall time. A position stands here once, at its earliest time.</summary>
internal sealed class DueList(TimeProvider wall)
{
    /// <summary>A lively book asks for nothing sooner than this after the wait began.</summary>
    private static readonly TimeSpan LeastWait = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<PositionId, (AccountId Account, DateTimeOffset At, DateTimeOffset Since)> _due = [];

    public void Add(AccountId account, PositionId position, TimeSpan after)
    {
        var now = wall.GetUtcNow();
        var at = now + after;
        lock (_gate)
        {
            if (!_due.TryGetValue(position, out var known) || at < known.At) _due[position] = (account, at, now);
        }
    }

    /// <summary>A new book of its market: who waits to sell need not wait longer.</summary>
    public void Hasten(PositionId position)
    {
        lock (_gate)
        {
            if (_due.TryGetValue(position, out var known) && known.Since + LeastWait < known.At) _due[position] = known with { At = known.Since + LeastWait };
        }
    }

    public IReadOnlyList<(AccountId Account, PositionId Position)> TakeDue()
    {
        var now = wall.GetUtcNow();
        lock (_gate)
        {
            var taken = _due.Where(due => due.Value.At <= now).Select(due => (due.Value.Account, due.Key)).ToList();
            foreach (var (_, position) in taken) _due.Remove(position);
            return taken;
        }
    }
}
