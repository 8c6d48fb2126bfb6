using System.Collections.Concurrent;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Guards;

/// <summary>A guard has fired.</summary>
/// <param name="Guard">As it stood.</param>
/// <param name="Trigger">What to sell and why.</param>
/// <param name="ReceivedStamp">Our monotonic counter when the price reached us: the start of the stopwatch.</param>
public sealed record GuardFired(Guard Guard, GuardTrigger Trigger, long ReceivedStamp);

/// <summary>
/// Every live guard of this process by market. A price event looks at its own market's guards only, in memory, and never waits: what fires is handed on.
/// </summary>
internal sealed class GuardBook(EngineClock clock) : IBookInterest
{
    private readonly ConcurrentDictionary<MarketCode, ConcurrentDictionary<PositionId, Watch>> _markets = [];

    /// <summary>Called on the feed's thread: it must hand on and return.</summary>
    public event Action<GuardFired>? Fired;

    /// <summary>A new book in the market of a position that is being left; called like <see cref="Fired"/>.</summary>
    public event Action<PositionId>? Stirred;

    public int Count => _markets.Values.Sum(market => market.Count);

    /// <summary>Markets with coins under guard; their prices are watched with more care than others'.</summary>
    public IReadOnlyList<MarketCode> Markets => [.. _markets.Where(market => !market.Value.IsEmpty).Select(market => market.Key)];

    /// <summary>The live guards of a market.</summary>
    public IReadOnlyList<Guard> On(MarketCode market) => _markets.TryGetValue(market, out var watches) ? [.. watches.Values.Select(watch => watch.Guard)] : [];

    /// <summary>A copy of the guard as it is now in memory; null when none is live here.</summary>
    public Guard? Find(MarketCode market, PositionId position)
    {
        if (!_markets.TryGetValue(market, out var watches) || !watches.TryGetValue(position, out var watch)) return null;
        lock (watch)
        {
            return watch.Guard.Copy();
        }
    }

    /// <summary>Takes over what was just committed: a guard that is new, larger, smaller or gone.</summary>
    public void Put(PositionFile file)
    {
        var position = file.Position;
        var watches = _markets.GetOrAdd(position.Market, static _ => []);
        if (file.Guard is not { IsLive: true } guard)
        {
            watches.TryRemove(position.Id, out _);
            return;
        }

        var fresh = new Watch(guard, file.LiveOf(Leg.Target) is not null, position.ClosedBecause, position.ClosedBecause is not null && position.ExitLeaves.IsZero);
        watches.AddOrUpdate(
            position.Id,
            fresh,
            (_, known) =>
            {
                lock (known)
                {
                    fresh.Guard.LearnFrom(known.Guard);
                    fresh.IsDirty = known.IsDirty;
                }

                return fresh;
            });
    }

    /// <summary>Lets a guard fire again: its exit could not be written or sent.</summary>
    public void Rearm(Guard guard)
    {
        if (!_markets.TryGetValue(guard.Market, out var watches) || !watches.TryGetValue(guard.Position, out var watch)) return;
        lock (watch)
        {
            watch.Stay();
        }
    }

    /// <summary>Raises the market's guards by what its prices were while nobody heard them. It fires nothing: that is the next price's affair.</summary>
    /// <param name="market">Whose guards.</param>
    /// <param name="closed">Closed candles; a guard learns from those that opened after it was armed.</param>
    public void LiftBy(MarketCode market, IReadOnlyList<Candle> closed)
    {
        if (!_markets.TryGetValue(market, out var watches)) return;
        foreach (var watch in watches.Values)
        {
            lock (watch)
            {
                var (peak, stop) = (watch.Guard.Peak, watch.Guard.Stop);
                watch.Guard.LiftBy(closed);
                watch.IsDirty |= watch.Guard.Peak != peak || watch.Guard.Stop != stop;
            }
        }
    }

    public void OnPrice(PriceEvent news)
    {
        if (!_markets.TryGetValue(news.Market, out var watches) || watches.IsEmpty) return;
        var price = GuardPrice.Of(news);
        var now = clock.GetUtcNow();
        foreach (var (position, watch) in watches)
        {
            if (news.Kind == PriceEventKind.Book && watch.IsLeaving) Stirred?.Invoke(position);
            if (Look(watch, price, now) is { } trigger) Fired?.Invoke(new GuardFired(watch.Guard, trigger, news.ReceivedStamp));
        }
    }

    /// <summary>Guards whose peak or stop has moved since they were last kept; each is named once.</summary>
    public IReadOnlyList<Guard> TakeMoved()
    {
        var moved = new List<Guard>();
        foreach (var watch in _markets.Values.SelectMany(market => market.Values))
        {
            lock (watch)
            {
                if (!watch.IsDirty) continue;
                watch.IsDirty = false;
                moved.Add(watch.Guard);
            }
        }

        return moved;
    }

    private static GuardTrigger? Look(Watch watch, Money.Price price, DateTimeOffset now)
    {
        lock (watch)
        {
            var (peak, stop) = (watch.Guard.Peak, watch.Guard.Stop);
            var trigger = watch.Guard.See(price, now, watch.TargetRests);
            watch.IsDirty |= watch.Guard.Peak != peak || watch.Guard.Stop != stop;

            if (trigger is null || !watch.IsNews(trigger)) return null;
            watch.Leave(trigger);
            return trigger;
        }
    }

    private sealed class Watch(Guard guard, bool targetRests, ExitReason? leaving, bool leavesNothing)
    {
        private ExitReason? _leaving = leaving;
        private bool _leavesNothing = leavesNothing;

        public Guard Guard { get; } = guard;

        public bool TargetRests { get; } = targetRests;

        public bool IsDirty { get; set; }

        public bool IsLeaving => _leaving is not null;

        /// <summary>While an exit is under way only a graver reason is news, or one that takes the rest which a partial target was to leave.</summary>
        public bool IsNews(GuardTrigger trigger) =>
            _leaving is not { } leaving
            || trigger.Because.Replaces(leaving)
            || (!_leavesNothing && trigger.IsWhole);

        public void Leave(GuardTrigger trigger)
        {
            if (_leaving is not { } leaving || trigger.Because.Replaces(leaving)) _leaving = trigger.Because;
            _leavesNothing |= trigger.IsWhole;
        }

        public void Stay() => (_leaving, _leavesNothing) = (null, false);
    }
}
