using System.Buffers.Binary;

namespace CoinPulse.Core.Markets.Candles;

/// <summary>The stretches of one market and unit of which it is known what happened in them; stretches that touch are one. Never changes.</summary>
public sealed class KnownSpans
{
    /// <summary>Where "everything before" begins: nothing traded earlier. A Monday, so that it lies on every unit's grid.</summary>
    public static readonly DateTimeOffset Beginning = new(1970, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static readonly KnownSpans None = new([]);

    private readonly CandleSpan[] _spans;

    private KnownSpans(CandleSpan[] spans) => _spans = spans;

    /// <summary>Oldest first, apart from one another.</summary>
    public IReadOnlyList<CandleSpan> Spans => _spans;

    public KnownSpans With(CandleSpan span)
    {
        if (span.From >= span.To) return this;
        var apart = new List<CandleSpan>(_spans.Length + 1);
        foreach (var known in _spans)
        {
            if (known.To < span.From || known.From > span.To) apart.Add(known);
            else span = new CandleSpan(Earlier(known.From, span.From), Later(known.To, span.To));
        }

        apart.Add(span);
        return new KnownSpans([.. apart.OrderBy(known => known.From)]);
    }

    public KnownSpans With(KnownSpans other) => other._spans.Aggregate(this, (spans, span) => spans.With(span));

    /// <summary>Without one of its stretches.</summary>
    public KnownSpans Without(CandleSpan span) => new([.. _spans.Where(known => known != span)]);

    /// <summary>Without what lies before a moment.</summary>
    public KnownSpans Since(DateTimeOffset moment) =>
        new([.. _spans.Where(span => span.To > moment).Select(span => span with { From = Later(span.From, moment) })]);

    /// <summary>What of a stretch is not known, oldest first.</summary>
    public IReadOnlyList<CandleSpan> HolesIn(CandleSpan stretch)
    {
        var (holes, from) = (new List<CandleSpan>(), stretch.From);
        foreach (var known in _spans.Where(span => span.To > stretch.From && span.From < stretch.To))
        {
            if (known.From > from) holes.Add(new CandleSpan(from, known.From));
            from = known.To;
        }

        if (from < stretch.To) holes.Add(new CandleSpan(from, stretch.To));
        return holes;
    }

    /// <summary>Whole minutes since <see cref="Beginning"/>, beginning and end of each stretch in turn.</summary>
    internal byte[] Pack()
    {
        var bytes = new byte[_spans.Length * 2 * sizeof(int)];
        for (var i = 0; i < _spans.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * 8), MinuteOf(_spans[i].From));
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * 8 + sizeof(int)), MinuteOf(_spans[i].To));
        }

        return bytes;
    }

    /// <exception cref="InvalidDataException">The bytes are cut short.</exception>
    internal static KnownSpans Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed.Length % 8 != 0) throw new InvalidDataException("A row of known stretches is cut short.");
        var spans = new CandleSpan[packed.Length / 8];
        for (var i = 0; i < spans.Length; i++) spans[i] = new CandleSpan(MomentAt(packed[(i * 8)..]), MomentAt(packed[(i * 8 + sizeof(int))..]));
        return new KnownSpans(spans);
    }

    private static int MinuteOf(DateTimeOffset at) => (int)((at - Beginning).Ticks / TimeSpan.TicksPerMinute);

    private static DateTimeOffset MomentAt(ReadOnlySpan<byte> bytes) => Beginning.AddMinutes(BinaryPrimitives.ReadInt32LittleEndian(bytes));

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
