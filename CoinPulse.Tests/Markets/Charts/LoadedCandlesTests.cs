using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Cached;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Indicators;
using CoinPulse.Core.Money;
using CoinPulse.Web.Markets.Charts;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Charts;

public sealed class LoadedCandlesTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Study[] Means = [Study.Sma20, Study.Macd];

    [Fact]
    public void The_oldest_warm_the_studies_up_and_are_shown_when_older_ones_have_come()
    {
        var loaded = Loaded(400, 1_000);

        loaded.Shown.Should().HaveCount(300);
        loaded.Pages.Should().ContainSingle().Which.Lines.Should().OnlyContain(line => line.Values.All(value => value != null));

        loaded.Prepend(Past(0, 400));

        loaded.Shown.Should().HaveCount(700);
    }

    [Fact]
    public void Pulled_back_it_has_no_candle_twice_and_leaves_none_out()
    {
        var loaded = Loaded(400, 1_000);
        var first = loaded.Pages[0];

        loaded.Prepend(Past(100, 500));   // read again what is there already
        loaded.Prepend(Past(0, 100, isBeginning: true));

        loaded.Pages.SelectMany(page => page.Candles).Should().Equal(Candles(0, 1_000));
        loaded.Pages.Should().Contain(first, "what the browser has is not sent again");
        loaded.IsBeginning.Should().BeTrue();
    }

    [Fact]
    public void Pieces_that_were_worked_out_apart_fit_together()
    {
        var loaded = Loaded(600, 1_300);
        loaded.Prepend(Past(0, 600, isBeginning: true));

        var whole = StudyLines.Over(Candles(0, 1_300), Means);

        foreach (var line in whole)
        {
            var pieces = loaded.Pages.SelectMany(page => page.Lines.Single(part => part.Key == line.Key).Values).ToList();
            pieces.Should().HaveCount(line.Values.Count);
            pieces.Zip(line.Values).Skip(40).Should().OnlyContain(pair => Math.Abs(pair.First!.Value - pair.Second!.Value) < 1e-6);
        }
    }

    [Fact]
    public void What_closes_is_in_the_move_until_it_fills_a_page_of_its_own()
    {
        var loaded = Loaded(0, 400);

        loaded.Append(Candles(380, 410));

        loaded.Move(Candle(410), new Price(97)).Candles.Select(candle => candle.OpenAt).Should().Equal(Candles(400, 411).Select(candle => candle.OpenAt));
        loaded.Pages.Should().ContainSingle();

        loaded.Append(Candles(405, 440));

        loaded.Pages.Should().HaveCount(2);
        loaded.Move(Candle(440), null).Candles.Should().ContainSingle().Which.OpenAt.Should().Be(Candle(440).OpenAt);
        loaded.Pages.SelectMany(page => page.Candles).Should().Equal(Candles(300, 440));
    }

    [Fact]
    public void The_forming_candle_carries_the_numbers_of_its_studies()
    {
        var loaded = Loaded(0, 400);

        var move = loaded.Move(Candle(400), null);

        var expected = StudyLines.Over(Candles(0, 401), Means);
        move.Lines.Select(line => line.Key).Should().Equal("sma20", "histogram", "macd", "signal");
        move.Lines[0].Values.Should().Equal(expected[0].Values[^1]);
    }

    [Fact]
    public void A_forming_candle_that_has_just_closed_is_not_shown_twice() =>
        Loaded(0, 400).Move(Candle(399), null).Candles.Should().BeEmpty();

    [Fact]
    public void Filled_holes_are_candles_then()
    {
        var loaded = new LoadedCandles();
        var hole = new CandleSpan(Candle(350).OpenAt, Candle(360).OpenAt);
        loaded.Prepend(new PastCandles(new CandleStretch([.. Candles(0, 350), .. Candles(360, 400)], [hole]), IsBeginning: false));

        loaded.Holes.Should().Equal(hole);
        loaded.Replace(new CandleStretch(Candles(0, 400), []));

        loaded.Holes.Should().BeEmpty();
        loaded.Pages.SelectMany(page => page.Candles).Should().Equal(Candles(300, 400));
    }

    [Fact]
    public void A_hole_before_everything_that_is_shown_waits_until_it_is()
    {
        var loaded = new LoadedCandles();
        loaded.Prepend(new PastCandles(new CandleStretch([.. Candles(0, 10), .. Candles(20, 700)], [new CandleSpan(Candle(10).OpenAt, Candle(20).OpenAt)]), IsBeginning: false));

        loaded.Holes.Should().BeEmpty();
        loaded.Prepend(Past(0, 0, isBeginning: true));

        loaded.Holes.Should().ContainSingle();
    }

    [Fact]
    public void Other_studies_are_told_for_every_page()
    {
        var loaded = Loaded(0, 700);
        loaded.Prepend(Past(0, 0, isBeginning: true));

        loaded.Choose([Study.Rsi]);

        loaded.Pages.Should().HaveCount(2).And.OnlyContain(page => page.Lines.Single().Key == "rsi" && page.Lines[0].Values.Count == page.Candles.Count);
    }

    private static LoadedCandles Loaded(int from, int to)
    {
        var loaded = new LoadedCandles();
        loaded.Choose(Means);
        loaded.Prepend(Past(from, to));
        return loaded;
    }

    private static PastCandles Past(int from, int to, bool isBeginning = false) => new(new CandleStretch(Candles(from, to), []), isBeginning);

    private static Candle[] Candles(int from, int to) => [.. Enumerable.Range(from, to - from).Select(Candle)];

    private static Candle Candle(int index)
    {
        var price = 100 + 10 * Math.Sin(index / 7.0) + index % 5;
        return new(Midnight.AddMinutes(index), price, price + 1, price - 1, price + 0.5, 1 + index % 3, 100);
    }
}
