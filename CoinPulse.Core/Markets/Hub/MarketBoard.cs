using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets.Hub;

/// <summary>
/// All that the hub knows of one market: its newest quote and its candles. The feed's thread writes; a short lock keeps readers of a
/// forming candle from seeing half of one, everything else is read without waiting.
/// </summary>
/// <remarks>A print touches only the forming minute; longer units are rolled up from closed minutes, so a busy market stays cheap.</remarks>
internal sealed class MarketBoard
{
    /// <summary>Units of which each is a whole number of the next: pieces of them tile any longer stretch without a hole.</summary>
    private static readonly CandleUnit[] Whole =
        [CandleUnit.Day1, CandleUnit.Hour4, CandleUnit.Hour1, CandleUnit.Minute30, CandleUnit.Minute15, CandleUnit.Minute5, CandleUnit.Minute1];

    /// <summary>What a day's value is added up from: quarter hours, or the shortest that a source of longer candles has.</summary>
    private static readonly CandleUnit[] OfDay = [CandleUnit.Minute15, CandleUnit.Minute30, CandleUnit.Hour1, CandleUnit.Hour4, CandleUnit.Day1];

    private readonly Lock _gate = new();
    private readonly CandleSeries[] _series = [.. CandleDepths.Units.Select(unit => new CandleSeries(unit, CandleDepths.Of(unit)))];
    private Candle _minute;
    private bool _hasMinute;
    private double _dayValue;
    private DateTimeOffset _dayValueAt;
    private MarketQuote? _quote;

    public MarketBoard(MarketInfo info) => Info = info;

    public MarketInfo Info { get; set; }

    /// <summary>What is known of the time in which there are no candles.</summary>
    public BoardPast Past { get; } = new();

    public MarketQuote? Quote => Volatile.Read(ref _quote);

    public IReadOnlyList<Candle> Closed(CandleUnit unit, int count) => Series(unit).Closed(count);

    public Candle? Forming(CandleUnit unit)
    {
        lock (_gate)
        {
            return FormingNow(unit);
        }
    }

    /// <summary>Counts a trade into the forming minute. One that comes after its minute was closed is left out: a closed candle never changes.</summary>
    public void Fold(double price, double coins, DateTimeOffset at)
    {
        lock (_gate)
        {
            var opensAt = CandleUnit.Minute1.OpenOf(at);
            if (_hasMinute && opensAt > _minute.OpenAt) CloseMinute();
            if (_hasMinute)
            {
                if (opensAt == _minute.OpenAt) _minute = _minute.With(price, coins);
            }
            else if (Series(CandleUnit.Minute1).Newest is not { } newest || opensAt > newest.OpenAt)
            {
                _minute = CandleMath.FirstOf(opensAt, price, coins);
                _hasMinute = true;
            }
        }
    }

    /// <summary>Takes over what another process has counted: the minutes that it closed since, and the one that is forming there.</summary>
    public void Follow(IReadOnlyList<Candle> closed, Candle? forming)
    {
        lock (_gate)
        {
            foreach (var minute in closed)
            {
                if (Series(CandleUnit.Minute1).Newest is { } newest && minute.OpenAt <= newest.OpenAt) continue;
                Spread(minute, CandleUnit.Minute1);
                _dayValue += minute.Value;
            }

            (_hasMinute, _minute) = (forming is not null, forming ?? default);
        }
    }

    /// <summary>Adds a closed candle of history to its own unit and every longer one.</summary>
    public void Add(in Candle piece, CandleUnit unit)
    {
        lock (_gate)
        {
            Spread(piece, unit);
        }
    }

    /// <summary>Takes closed candles of one unit from a store, oldest first, without rolling them up.</summary>
    public void Restore(CandleUnit unit, IReadOnlyList<Candle> closed)
    {
        lock (_gate)
        {
            Series(unit).Restore(closed);
        }
    }

    /// <summary>
    /// Takes closed candles of the store and of the exchange's own books, and makes everything since <paramref name="madeAnewFrom"/> out of them: what we folded
    /// ourselves from then on may be half. Readers see all of it at once or nothing.
    /// </summary>
    /// <param name="stored">From the store, by unit, oldest first.</param>
    /// <param name="fetched">From the exchange.</param>
    /// <param name="madeAnewFrom">The moment from which longer candles are rolled up again; minutes before it must be whole. Null leaves them.</param>
    public void Fill(
        IEnumerable<(CandleUnit Unit, IReadOnlyList<Candle> Candles)> stored,
        IEnumerable<(CandleUnit Unit, IReadOnlyList<Candle> Candles)> fetched,
        DateTimeOffset? madeAnewFrom)
    {
        lock (_gate)
        {
            foreach (var (unit, candles) in stored) Series(unit).Restore(candles);
            foreach (var (unit, candles) in fetched) Series(unit).Merge(candles);
            if (_hasMinute && Series(CandleUnit.Minute1).Newest is { } newest && newest.OpenAt >= _minute.OpenAt) _hasMinute = false;
            if (madeAnewFrom is not { } from) return;
            foreach (var series in _series.AsSpan(1))
            {
                series.CutFrom(from);
                Resume(series);
            }

            _dayValueAt = default;
        }
    }

    /// <summary>Takes candles from the store that are older than all that are here, oldest first; they end where those begin.</summary>
    public void Deepen(CandleUnit unit, IReadOnlyList<Candle> older)
    {
        lock (_gate)
        {
            Series(unit).Deepen(older);
        }
    }

    /// <summary>The book is no longer heard: an old one must not pass for the present one.</summary>
    public void ForgetBook()
    {
        if (_quote is { Book: not null } quote) Volatile.Write(ref _quote, quote with { Book = null });
    }

    /// <summary>
    /// What the store does not have yet, longest units first: minutes are read last and so are never older than what was rolled up from them.
    /// </summary>
    public IEnumerable<(CandleUnit Unit, IReadOnlyList<Candle> Candles)> NotStored() =>
        _series.Reverse().Select(series => (series.Unit, series.NotStored())).Where(batch => batch.Item2.Count > 0);

    /// <summary>Where the oldest minute begins that the store does not have, the forming one included; null when there is none.</summary>
    public DateTimeOffset? FirstNotStored
    {
        get
        {
            lock (_gate)
            {
                return Series(CandleUnit.Minute1).NotStored() is [var first, ..] ? first.OpenAt : _hasMinute ? _minute.OpenAt : null;
            }
        }
    }

    public void MarkStored(CandleUnit unit, DateTimeOffset through) => Series(unit).MarkStored(through);

    /// <summary>
    /// After <see cref="Restore"/>: builds the candles that were forming when the process stopped (they are never stored) out of the shorter
    /// ones that had closed inside them.
    /// </summary>
    public void ResumeForming()
    {
        foreach (var series in _series.AsSpan(1)) Resume(series);
    }

    /// <summary>Closes every candle whose time is over.</summary>
    public void CloseUntil(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_hasMinute && _minute.OpenAt.AddMinutes(1) <= now) CloseMinute();
            foreach (var series in _series) series.CloseUntil(now);
            SlideDay(now);
        }
    }

    /// <summary>Makes the event the newest of this market.</summary>
    public void Show(PriceEvent change)
    {
        double dayOpen, value;
        lock (_gate)
        {
            var day = FormingNow(CandleUnit.Day1);
            dayOpen = day is { } today && today.OpenAt == CandleUnit.Day1.OpenOf(change.At) ? today.Open : change.Last.ToCandle();
            value = _dayValue + (_hasMinute ? _minute.Value : 0);
        }

        Volatile.Write(ref _quote, new MarketQuote(
            change.Market,
            change.Last,
            change.Bid ?? _quote?.Bid,
            change.Ask ?? _quote?.Ask,
            change.Book ?? _quote?.Book,
            Price.FromCandle(dayOpen),
            new Krw((decimal)Math.Round(value)),
            change.At,
            change.ReceivedStamp));
    }

    private CandleSeries Series(CandleUnit unit) => _series[CandleDepths.IndexOf(unit)];

    private Candle? FormingNow(CandleUnit unit)
    {
        Candle? minute = _hasMinute ? _minute : null;
        if (unit == CandleUnit.Minute1) return minute;

        var closedPart = Series(unit).Forming;
        if (minute is not { } now) return closedPart;
        var opensAt = unit.OpenOf(now.OpenAt);
        return closedPart is { } part && part.OpenAt == opensAt ? part.With(now) : now with { OpenAt = opensAt };
    }

    private void CloseMinute()
    {
        _hasMinute = false;
        Spread(_minute, CandleUnit.Minute1);
        _dayValue += _minute.Value;
    }

    private void Spread(in Candle piece, CandleUnit unit)
    {
        var ends = piece.OpenAt + unit.Length();
        foreach (var series in _series)
        {
            if (series.Unit >= unit) series.Add(piece, ends);
        }
    }

    private void Resume(CandleSeries series)
    {
        var closed = series.Newest;
        var cursor = closed is { } newest ? newest.OpenAt + series.Unit.Length() : DateTimeOffset.MinValue;
        foreach (var shorter in Whole.Where(unit => unit < series.Unit).Select(Series))
        {
            foreach (var piece in shorter.Closed(int.MaxValue).Where(piece => piece.OpenAt >= cursor))
            {
                cursor = piece.OpenAt + shorter.Unit.Length();
                series.Add(piece, cursor);
            }
        }
    }

    /// <summary>Won traded in the last day without the forming minute, once a minute: by quarter hours, so up to one of them generous at its older end.</summary>
    private void SlideDay(DateTimeOffset now)
    {
        var minute = CandleUnit.Minute1.OpenOf(now);
        if (minute == _dayValueAt) return;

        var series = OfDay.Select(Series).FirstOrDefault(series => series.Newest is not null || series.Forming is not null);
        var sum = series?.Forming?.Value ?? 0;
        if (series is not null)
        {
            var length = series.Unit.Length();
            foreach (ref readonly var candle in ((ArraySegment<Candle>)series.Closed((int)(TimeSpan.TicksPerDay / length.Ticks))).AsSpan())
            {
                if (candle.OpenAt > now.AddDays(-1) - length) sum += candle.Value;
            }
        }

        (_dayValue, _dayValueAt) = (sum, minute);
    }
}
