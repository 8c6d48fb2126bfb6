namespace CoinPulse.Core.Trading.Journal;

/// <summary>Positions that want another look, by wall time. A position stands here once, at its earliest time.</summary>
internal sealed class DueList(TimeProvider wall)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PositionId, (AccountId Account, DateTimeOffset At)> _due = [];

    public void Add(AccountId account, PositionId position, TimeSpan after)
    {
        var at = wall.GetUtcNow() + after;
        lock (_gate)
        {
            if (!_due.TryGetValue(position, out var known) || at < known.At) _due[position] = (account, at);
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
