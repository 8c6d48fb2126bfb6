using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>Coins that are to be sold and whose last attempt was refused: what tells how great the loss is.</summary>
internal sealed record WaitingSale(MarketCode Market, Price Cost)
{
    /// <returns>Null when the position wants nothing sold, or has an order under way.</returns>
    public static WaitingSale? Of(PositionFile file) =>
        file.Position is { ClosedBecause: not null, Held.IsPositive: true } position && file.LiveOf(Leg.Exit) is null ? new WaitingSale(position.Market, position.Cost) : null;
}

/// <summary>A position that wants another look.</summary>
internal readonly record struct DueLook(AccountId Account, PositionId Position, WaitingSale? Sale);

/// <summary>Positions that want another look, by wall time. A position stands here once, at its earliest time.</summary>
internal sealed class DueList(TimeProvider wall)
{
    /// <summary>A lively book asks for nothing sooner than this after the wait began.</summary>
    private static readonly TimeSpan LeastWait = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<PositionId, (DueLook Look, DateTimeOffset At, DateTimeOffset Since)> _due = [];

    public void Add(AccountId account, PositionId position, TimeSpan after, WaitingSale? sale = null)
    {
        var now = wall.GetUtcNow();
        var at = now + after;
        lock (_gate)
        {
            var isKnown = _due.TryGetValue(position, out var known);
            var look = new DueLook(account, position, sale ?? known.Look.Sale);
            _due[position] = isKnown && known.At <= at ? known with { Look = look } : (look, at, now);
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

    public IReadOnlyList<DueLook> TakeDue()
    {
        var now = wall.GetUtcNow();
        lock (_gate)
        {
            var taken = _due.Values.Where(due => due.At <= now).Select(due => due.Look).ToList();
            foreach (var look in taken) _due.Remove(look.Position);
            return taken;
        }
    }
}
