using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Candles;

public sealed class KnownSpansTests
{
    private static readonly Gen<CandleSpan> Span = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 20]).Select((from, length) => Of(from, from + length));

    [Fact]
    public void Stretches_that_touch_are_one() =>
        KnownSpans.None.With(Of(10, 20)).With(Of(40, 50)).With(Of(20, 30)).Spans.Should().Equal(Of(10, 30), Of(40, 50));

    [Fact]
    public void Holes_are_what_lies_between_and_around() =>
        KnownSpans.None.With(Of(10, 20)).With(Of(30, 40)).HolesIn(Of(5, 50)).Should().Equal(Of(5, 10), Of(20, 30), Of(40, 50));

    [Fact]
    public void A_minute_is_known_or_a_hole_and_never_both() => Gen.Select(Span.Array[0, 8], Span).Sample((known, looked) =>
    {
        var spans = known.Aggregate(KnownSpans.None, (spans, span) => spans.With(span));
        var holes = spans.HolesIn(looked);
        for (var at = looked.From; at < looked.To; at = at.AddMinutes(1))
        {
            if (known.Any(span => span.From <= at && at < span.To) == holes.Any(hole => hole.From <= at && at < hole.To)) return false;
        }

        return true;
    });

    [Fact]
    public void What_is_packed_comes_back() => Span.Array[0, 8].Sample(known =>
    {
        var spans = known.Aggregate(KnownSpans.None, (spans, span) => spans.With(span));
        return KnownSpans.Unpack(spans.Pack()).Spans.SequenceEqual(spans.Spans);
    });

    [Fact]
    public void What_was_thrown_away_is_not_known() => KnownSpans.None.With(Of(0, 20)).With(Of(30, 40)).Since(Of(10, 10).From).Spans.Should().Equal(Of(10, 20), Of(30, 40));

    private static CandleSpan Of(int from, int to) => new(KnownSpans.Beginning.AddMinutes(from), KnownSpans.Beginning.AddMinutes(to));
}
