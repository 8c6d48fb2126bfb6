using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Cached;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Indicators;
using CoinPulse.Core.Money;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Markets.Charts;

/// <summary>
/// The closed candles that one open chart has loaded, cut into pages: each goes to the browser once. The oldest of them only warm the studies up and are shown
/// when the chart is pulled further back, so a page never has to be told again.
/// </summary>
internal sealed class LoadedCandles
{
    // A move carries what has closed since the last page, so it stays small.
    private const int MostInMove = 30;

    private readonly SortedDictionary<DateTimeOffset, ChartPage> _pages = [];
    private List<Candle> _candles = [];
    private List<CandleSpan> _holes = [];
    private IReadOnlyList<Study> _studies = [];

    /// <summary>Where everything begins that has been read, warm-up included; null before the first candle.</summary>
    public DateTimeOffset? Oldest => _candles.Count > 0 ? _candles[0].OpenAt : null;

    /// <summary>Nothing older is kept.</summary>
    public bool IsBeginning { get; private set; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ChartPage> Pages => [.. _pages.Values];

    /// <summary>Where it is not known what happened, in what is shown.</summary>
    public IReadOnlyList<CandleSpan> Holes => IsBeginning || _pages.Count == 0 ? _holes : [.. _holes.Where(hole => hole.To > _pages.First().Key)];

    public IReadOnlyList<Candle> Shown => _candles.GetRange(Hidden, _candles.Count - Hidden);

    private int Hidden => IsBeginning ? 0 : Math.Min(StudyLines.WarmUp, Math.Max(0, _candles.Count - 1));

    /// <summary>Where the pages end and the newest begins, that a move carries.</summary>
    private int TailAt => _pages.Count == 0 ? _candles.Count : _candles.FindLastIndex(candle => candle.OpenAt <= _pages.Last().Value.Candles[^1].OpenAt) + 1;

    /// <summary>Takes what lies before everything that is loaded, and shows what was kept for warming up.</summary>
    public void Prepend(PastCandles past)
    {
        var oldest = Oldest ?? DateTimeOffset.MaxValue;
        _candles.InsertRange(0, past.Stretch.Candles.Where(candle => candle.OpenAt < oldest));
        var first = _holes.Count > 0 ? _holes[0].From : DateTimeOffset.MaxValue;
        _holes.InsertRange(0, past.Stretch.Holes.Where(hole => hole.To <= first));
        IsBeginning = past.IsBeginning;
        ShowMore();
    }

    /// <summary>Takes a stretch anew that is loaded already: something in it was filled.</summary>
    public void Replace(CandleStretch known)
    {
        _holes = [.. known.Holes];
        if (known.Candles.SequenceEqual(_candles)) return;
        _candles = [.. known.Candles];
        _pages.Clear();
        ShowMore();
    }

    /// <summary>Takes candles that have closed; older ones and those that are there are left out.</summary>
    public void Append(IReadOnlyList<Candle> closed)
    {
        var newest = _candles.Count > 0 ? _candles[^1].OpenAt : DateTimeOffset.MinValue;
        if (closed.Count == 0 || closed[^1].OpenAt <= newest) return;
        _candles.AddRange(closed.Where(candle => candle.OpenAt > newest));
        if (_pages.Count == 0) ShowMore();
        else if (_candles.Count - TailAt >= MostInMove) AddPage(TailAt, _candles.Count - TailAt);
    }

    /// <summary>Other studies: every page is told anew.</summary>
    public void Choose(IReadOnlyList<Study> studies)
    {
        if (_studies.SequenceEqual(studies)) return;
        _studies = studies;
        foreach (var (from, page) in _pages.ToList()) _pages[from] = PageOf(IndexOf(from), page.Candles.Count);
    }

    /// <summary>What is newer than the pages, and the candle that is forming.</summary>
    public PriceChartMove Move(Candle? forming, Price? stop)
    {
        var (tail, warm) = (TailAt, Math.Max(0, TailAt - StudyLines.WarmUp));
        var newest = _candles.GetRange(warm, _candles.Count - warm);
        if (forming is { } now && (_candles.Count == 0 || now.OpenAt > _candles[^1].OpenAt)) newest.Add(now);
        return new PriceChartMove(newest.GetRange(tail - warm, newest.Count - (tail - warm)), stop) { Lines = StudyLines.Over(newest, _studies, tail - warm) };
    }

    /// <summary>The numbers of the studies over everything that is shown.</summary>
    public IReadOnlyList<StudyLine> Lines() => StudyLines.Over(_candles, _studies, Hidden);

    private void ShowMore()
    {
        var until = _pages.Count > 0 ? IndexOf(_pages.First().Key) : _candles.Count;
        if (until > Hidden) AddPage(Hidden, until - Hidden);
    }

    private void AddPage(int first, int count) => _pages[_candles[first].OpenAt] = PageOf(first, count);

    private ChartPage PageOf(int first, int count)
    {
        var warm = Math.Max(0, first - StudyLines.WarmUp);
        return new ChartPage(_candles.GetRange(first, count), StudyLines.Over(_candles.GetRange(warm, first - warm + count), _studies, first - warm));
    }

    private int IndexOf(DateTimeOffset openAt) => _candles.FindIndex(candle => candle.OpenAt >= openAt);
}
