namespace CoinPulse.Core.Markets.Hub;

/// <summary>
/// The closed candles of one market and unit, and the one that is still forming. One thread writes; any number reads the closed part
/// without a lock, because an array that has been shown is only ever written beyond its shown end.
/// </summary>
internal sealed class CandleSeries(CandleUnit unit, int kept)
{
    private Candle[] _items = new Candle[64];
    private Shown _shown = new([], 0);
    private int _count;
    private long _storedThroughTicks;
    private bool _isRewritten;
    private Candle _forming;
    private bool _isForming;

    public CandleUnit Unit => unit;

    /// <summary>What the forming candle holds so far; null when nothing has traded in it.</summary>
    public Candle? Forming => _isForming ? _forming : null;

    public Candle? Newest => Volatile.Read(ref _shown) is { Count: > 0 } shown ? shown.Items[shown.Count - 1] : null;

    /// <summary>At most <paramref name="count"/> closed candles, oldest first; a view, not a copy, that never changes.</summary>
    public IReadOnlyList<Candle> Closed(int count)
    {
        var shown = Volatile.Read(ref _shown);
        var taken = Math.Clamp(count, 0, Math.Min(shown.Count, kept));
        return new ArraySegment<Candle>(shown.Items, shown.Count - taken, taken);
    }

    /// <summary>The newest candle that lies in the store; the next batch begins after it.</summary>
    public DateTimeOffset StoredThrough
    {
        get => new(Volatile.Read(ref _storedThroughTicks), TimeSpan.Zero);
        private set => Volatile.Write(ref _storedThroughTicks, value.UtcTicks);
    }

    /// <summary>Closed candles that are newer than <see cref="StoredThrough"/>, as far as they are still kept.</summary>
    public IReadOnlyList<Candle> NotStored()
    {
        var shown = Volatile.Read(ref _shown);
        var first = shown.Count;
        while (first > 0 && shown.Items[first - 1].OpenAt > StoredThrough) first--;
        return new ArraySegment<Candle>(shown.Items, first, shown.Count - first);
    }

    /// <summary>The store has everything up to here, unless candles before it were changed while it wrote: those are written once more.</summary>
    public void MarkStored(DateTimeOffset through)
    {
        if (!_isRewritten) StoredThrough = through;
        _isRewritten = false;
    }

    /// <summary>Takes what lies in the store, oldest first; what closed here meanwhile stays newer than it.</summary>
    public void Restore(IReadOnlyList<Candle> stored)
    {
        if (stored.Count == 0) return;
        Merge(stored);
        (StoredThrough, _isRewritten) = (stored[^1].OpenAt, false);
    }

    /// <summary>Puts closed candles, oldest first, into their places; one that opens when another does replaces it. Readers keep what they were shown.</summary>
    public void Merge(IReadOnlyList<Candle> closed)
    {
        if (closed.Count == 0) return;
        var (merged, own, other) = (new List<Candle>(_count + closed.Count), 0, 0);
        while (own < _count || other < closed.Count)
        {
            if (other == closed.Count || (own < _count && _items[own].OpenAt < closed[other].OpenAt))
            {
                merged.Add(_items[own++]);
                continue;
            }

            if (own < _count && _items[own].OpenAt == closed[other].OpenAt) own++;
            merged.Add(closed[other++]);
        }

        Replace([.. merged.Skip(merged.Count - kept)], closed[0].OpenAt);
    }

    /// <summary>Puts older candles, which lie in the store, before all that are here. Readers keep what they were shown.</summary>
    public void Deepen(IReadOnlyList<Candle> older)
    {
        if (_count == 0) return;
        Candle[] before = [.. older.Where(candle => candle.OpenAt < _items[0].OpenAt).TakeLast(Math.Max(0, kept - _count))];
        Candle[] items = [.. before, .. _items.AsSpan(0, _count)];
        (_items, _count) = (items, items.Length);
        Volatile.Write(ref _shown, new Shown(_items, _count));
    }

    /// <summary>Forgets the candle in which a moment lies and everything after it, the forming one included: they are to be made anew.</summary>
    public void CutFrom(DateTimeOffset moment)
    {
        var opensAt = unit.OpenOf(moment);
        var left = _count;
        while (left > 0 && _items[left - 1].OpenAt >= opensAt) left--;
        _isForming = false;
        if (left < _count) Replace(_items[..left], opensAt);
    }

    /// <summary>Merges a closed piece that is not longer than this series' unit and lies after every earlier one. What lies in a candle that is closed is in it already.</summary>
    public void Add(in Candle piece, DateTimeOffset pieceEnds)
    {
        CloseUntil(piece.OpenAt);
        var opensAt = unit.OpenOf(piece.OpenAt);
        if (Newest is { } newest && opensAt <= newest.OpenAt) return;
        _forming = _isForming ? _forming.With(piece) : piece with { OpenAt = opensAt };
        _isForming = true;
        CloseUntil(pieceEnds);
    }

    /// <summary>Closes the forming candle when its time is over, whether or not anything trades after it.</summary>
    public void CloseUntil(DateTimeOffset now)
    {
        if (!_isForming || _forming.OpenAt + unit.Length() > now) return;
        _isForming = false;
        Append(_forming);
    }

    /// <summary>Takes a candle that was closed earlier, from a store.</summary>
    public void Append(in Candle closed)
    {
        if (_count == _items.Length) MakeRoom();
        _items[_count++] = closed;
        Volatile.Write(ref _shown, new Shown(_items, _count));
    }

    private void Replace(Candle[] items, DateTimeOffset changedFrom)
    {
        (_items, _count) = (items.Length > 0 ? items : new Candle[64], items.Length);
        Volatile.Write(ref _shown, new Shown(_items, _count));
        if (StoredThrough >= changedFrom) StoredThrough = changedFrom.AddTicks(-1);
        _isRewritten = true;
    }

    private void MakeRoom()
    {
        // Twice what is kept, so that old candles are thrown away in bulk and readers of the old array are left in peace.
        var carried = Math.Min(_count, kept);
        var next = new Candle[Math.Min(Math.Max(_items.Length * 2, 64), kept * 2)];
        Array.Copy(_items, _count - carried, next, 0, carried);
        (_items, _count) = (next, carried);
    }

    private sealed record Shown(Candle[] Items, int Count);
}
