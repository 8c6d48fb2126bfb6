using CoinPulse.Core.Markets.Candles;

namespace CoinPulse.Core.Markets.Hub;

/// <summary>
/// What is known of a board's past beside its candles: the stretches that an exchange was asked for, and since when every trade is heard. Nothing is known of a source
/// that cannot be asked, and nothing needs to be.
/// </summary>
internal sealed class BoardPast
{
    private readonly Lock _gate = new();
    private readonly Dictionary<CandleUnit, KnownSpans> _known = [];
    private readonly Dictionary<CandleUnit, DateTimeOffset> _storedThrough = [];
    private DateTimeOffset? _heardFrom;

    /// <summary>The exchange was asked for all of this, and the board has what there is.</summary>
    public void Know(CandleUnit unit, CandleSpan span)
    {
        lock (_gate)
        {
            _known[unit] = _known.GetValueOrDefault(unit, KnownSpans.None).With(span);
        }
    }

    /// <summary>Every trade since is heard, and what is forming then is whole.</summary>
    public void HearFrom(DateTimeOffset moment)
    {
        lock (_gate)
        {
            if (_heardFrom is null || moment < _heardFrom) _heardFrom = moment;
        }
    }

    /// <summary>From here on nothing is heard.</summary>
    public void HeardUntil(DateTimeOffset moment)
    {
        lock (_gate)
        {
            foreach (var unit in CandleDepths.Units)
            {
                if (Heard(unit, moment) is { } heard) _known[unit] = _known.GetValueOrDefault(unit, KnownSpans.None).With(heard);
            }

            _heardFrom = null;
            _storedThrough.Clear();
        }
    }

    /// <summary>All that is known here and perhaps not in the store.</summary>
    /// <param name="closedThrough">The hub's.</param>
    public KnownSpans Of(CandleUnit unit, DateTimeOffset? closedThrough)
    {
        lock (_gate)
        {
            var known = _known.GetValueOrDefault(unit, KnownSpans.None);
            return Heard(unit, closedThrough) is { } heard ? known.With(heard) : known;
        }
    }

    /// <summary>What the store has not been told yet. To be asked before the candles are: then the store never knows of more than it has.</summary>
    /// <param name="closedThrough">Up to where what was heard is certain; null leaves it for another time.</param>
    public IReadOnlyList<(CandleUnit Unit, CandleSpan Span)> NotStored(DateTimeOffset? closedThrough)
    {
        var spans = new List<(CandleUnit, CandleSpan)>();
        lock (_gate)
        {
            foreach (var (unit, known) in _known) spans.AddRange(known.Spans.Select(span => (unit, span)));
            foreach (var unit in CandleDepths.Units)
            {
                if (Heard(unit, closedThrough) is { } heard && heard.To > _storedThrough.GetValueOrDefault(unit)) spans.Add((unit, heard));
            }
        }

        return spans;
    }

    /// <summary>The store has been told this.</summary>
    public void MarkStored(CandleUnit unit, CandleSpan span)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(unit, out var known) && known.Spans.Contains(span)) _known[unit] = known.Without(span);
            else if (_heardFrom is not null) _storedThrough[unit] = span.To;
        }
    }

    private CandleSpan? Heard(CandleUnit unit, DateTimeOffset? until)
    {
        if (_heardFrom is not { } from || until is not { } end) return null;
        var span = new CandleSpan(unit.OpenOf(from), unit.OpenOf(end));
        return span.From < span.To ? span : null;
    }
}
