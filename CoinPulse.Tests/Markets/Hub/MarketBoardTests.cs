using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Money;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Hub;

public sealed class MarketBoardTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly MarketInfo Bitcoin = new(MarketCode.From("KRW-BTC"), "비트코인", "Bitcoin");

    /// <summary>Prints some seconds to some hours apart, so that there are full candles and gaps.</summary>
    private static readonly Gen<(DateTimeOffset At, double Price, double Coins)[]> Prints =
        Gen.Select(Gen.Frequency((8, Gen.Int[1, 90]), (1, Gen.Int[600, 30_000])), Gen.Int[90, 110], Gen.Int[1, 1_000])
            .Array[1, 400]
            .Select(steps =>
            {
                var at = Midnight;
                return Array.ConvertAll(steps, step => (at = at.AddSeconds(step.Item1), (double)step.Item2, step.Item3 / 8.0));
            });

    [Fact]
    public void A_candle_is_what_was_printed_in_its_minute()
    {
        var board = new MarketBoard(Bitcoin);

        board.Fold(100, 1, Midnight.AddSeconds(5));
        board.Fold(120, 2, Midnight.AddSeconds(20));
        board.Fold(90, 3, Midnight.AddSeconds(40));
        board.Fold(110, 4, Midnight.AddSeconds(59));
        board.CloseUntil(Midnight.AddMinutes(1));

        board.Closed(CandleUnit.Minute1, 10).Should().Equal(new Candle(Midnight, 100, 120, 90, 110, 10, 100 + 240 + 270 + 440));
    }

    [Theory]
    [InlineData(CandleUnit.Minute30)]
    [InlineData(CandleUnit.Hour1)]
    [InlineData(CandleUnit.Hour4)]
    [InlineData(CandleUnit.Day1)]
    public void A_day_is_worth_what_its_candles_are_however_long_they_are(CandleUnit unit)
    {
        var board = new MarketBoard(Bitcoin);
        for (var at = Midnight; at < Midnight.AddDays(3); at += unit.Length()) board.Add(new Candle(at, 100, 100, 100, 100, 10, 1_000), unit);
        board.CloseUntil(Midnight.AddDays(3));

        board.Show(new PriceEvent(Bitcoin.Market, PriceEventKind.Candle, new Price(100), Quantity.Zero, null, null, null, Midnight.AddDays(3), 0));

        board.Quote!.Value24Hours.Should().Be(new Krw(1_000 * (1_440 / (int)unit)), "the paper exchange measures an order against it");
    }

    [Fact]
    public void Candles_of_every_unit_are_those_of_the_prints() => Prints.Sample(prints =>
    {
        var board = new MarketBoard(Bitcoin);
        foreach (var (at, price, coins) in prints) board.Fold(price, coins, at);
        var end = prints[^1].At.AddDays(8);
        board.CloseUntil(end);

        return CandleDepths.Units.All(unit => board.Closed(unit, 1_000).SequenceEqual(ByDefinition(prints, unit).TakeLast(CandleDepths.Of(unit))));
    });

    [Fact]
    public void Forming_and_closed_candles_together_hold_every_print_once() => Prints.Sample(prints =>
    {
        var board = new MarketBoard(Bitcoin);
        foreach (var (at, price, coins) in prints) board.Fold(price, coins, at);
        board.CloseUntil(prints[^1].At);

        return CandleDepths.Units.Where(unit => unit >= CandleUnit.Minute15).All(unit =>
        {
            var candles = board.Closed(unit, 1_000).Concat(board.Forming(unit) is { } forming ? [forming] : []);
            return candles.SequenceEqual(ByDefinition(prints, unit));
        });
    });

    [Fact]
    public void A_board_that_is_restored_goes_on_as_if_it_had_never_stopped() => Gen.Select(Prints, Gen.Int[1, 399]).Sample((prints, cut) =>
    {
        // Stopped at a whole minute: what was traded in the minute before the stop is closed.
        var stop = CandleUnit.Minute1.OpenOf(prints[Math.Min(cut, prints.Length - 1)].At);
        var (whole, first) = (new MarketBoard(Bitcoin), new MarketBoard(Bitcoin));
        foreach (var (at, price, coins) in prints) whole.Fold(price, coins, at);
        foreach (var (at, price, coins) in prints.Where(print => print.At < stop)) first.Fold(price, coins, at);
        first.CloseUntil(stop);

        var second = new MarketBoard(Bitcoin);
        foreach (var unit in CandleDepths.Units) second.Restore(unit, first.Closed(unit, 10_000));
        second.ResumeForming();
        foreach (var (at, price, coins) in prints.Where(print => print.At >= stop)) second.Fold(price, coins, at);
        second.CloseUntil(prints[^1].At);
        whole.CloseUntil(prints[^1].At);

        return CandleDepths.Units.All(unit => second.Closed(unit, 500).SequenceEqual(whole.Closed(unit, 500)) && second.Forming(unit) == whole.Forming(unit));
    });

    [Fact]
    public void A_board_that_missed_a_stretch_and_is_filled_is_as_if_it_had_heard_everything() => Gen.Select(Prints, Gen.Int[0, 399], Gen.Int[0, 60]).Sample((prints, lost, missed) =>
    {
        var from = prints[Math.Min(lost, prints.Length - 1)].At;
        var until = prints[Math.Min(lost + missed, prints.Length - 1)].At;
        var (first, through) = (CandleUnit.Minute1.OpenOf(from), CandleUnit.Minute1.OpenOf(until));
        var end = prints[^1].At.AddMinutes(2);
        var (whole, holed) = (new MarketBoard(Bitcoin), new MarketBoard(Bitcoin));
        foreach (var (at, price, coins) in prints)
        {
            whole.Fold(price, coins, at);
            if (at < from || at > until) holed.Fold(price, coins, at);
        }

        whole.CloseUntil(end);
        holed.CloseUntil(end);
        holed.Fill([], [(CandleUnit.Minute1, [.. whole.Closed(CandleUnit.Minute1, 600).Where(candle => candle.OpenAt >= first && candle.OpenAt <= through)])], first);
        holed.CloseUntil(end);

        return CandleDepths.Units.All(unit => holed.Closed(unit, 500).SequenceEqual(whole.Closed(unit, 500)) && holed.Forming(unit) == whole.Forming(unit));
    });

    [Fact]
    public void Candles_that_were_stored_and_then_mended_are_stored_once_more()
    {
        var board = new MarketBoard(Bitcoin);
        for (var minute = 0; minute < 30; minute++) board.Fold(100, 1, Midnight.AddMinutes(minute));
        foreach (var (unit, candles) in board.NotStored().ToList()) board.MarkStored(unit, candles[^1].OpenAt);
        board.NotStored().Should().BeEmpty();

        board.Fill([], [(CandleUnit.Minute1, [new Candle(Midnight.AddMinutes(20), 100, 500, 100, 100, 9, 900)])], Midnight.AddMinutes(20));

        board.NotStored().Single(batch => batch.Unit == CandleUnit.Minute1).Candles[0].High.Should().Be(500);
        board.NotStored().Single(batch => batch.Unit == CandleUnit.Minute5).Candles[0].High.Should().Be(500);
    }

    [Fact]
    public void A_write_that_began_before_the_mending_does_not_hide_it()
    {
        var board = new MarketBoard(Bitcoin);
        for (var minute = 0; minute < 30; minute++) board.Fold(100, 1, Midnight.AddMinutes(minute));
        var beingWritten = board.NotStored().ToList();

        board.Fill([], [(CandleUnit.Minute1, [new Candle(Midnight.AddMinutes(20), 100, 500, 100, 100, 9, 900)])], Midnight.AddMinutes(20));
        foreach (var (unit, candles) in beingWritten) board.MarkStored(unit, candles[^1].OpenAt);

        board.NotStored().Single(batch => batch.Unit == CandleUnit.Minute1).Candles.Should().Contain(candle => candle.High == 500);
    }

    [Fact]
    public void A_candle_closes_when_its_time_is_over_although_nothing_trades_after_it()
    {
        var board = new MarketBoard(Bitcoin);
        board.Fold(100, 1, Midnight.AddSeconds(30));

        board.CloseUntil(Midnight.AddMinutes(5));

        board.Closed(CandleUnit.Minute5, 10).Should().ContainSingle().Which.OpenAt.Should().Be(Midnight);
        board.Forming(CandleUnit.Minute5).Should().BeNull();
        board.Forming(CandleUnit.Minute15).Should().NotBeNull();
    }

    [Fact]
    public void A_print_that_comes_after_its_minute_was_closed_changes_no_closed_candle()
    {
        var board = new MarketBoard(Bitcoin);
        board.Fold(100, 1, Midnight.AddSeconds(30));
        board.CloseUntil(Midnight.AddMinutes(1));

        board.Fold(500, 1, Midnight.AddSeconds(59));
        board.CloseUntil(Midnight.AddMinutes(2));

        board.Closed(CandleUnit.Minute1, 10).Should().ContainSingle().Which.High.Should().Be(100);
    }

    [Fact]
    public void A_view_of_closed_candles_never_changes_while_new_ones_close()
    {
        var board = new MarketBoard(Bitcoin);
        for (var minute = 0; minute < 600; minute++) board.Fold(100 + minute, 1, Midnight.AddMinutes(minute));
        var view = board.Closed(CandleUnit.Minute1, 500);
        var before = view.ToArray();

        for (var minute = 600; minute < 5_000; minute++) board.Fold(100 + minute, 1, Midnight.AddMinutes(minute));

        view.Should().Equal(before);
    }

    [Fact]
    public void Memory_keeps_the_newest_candles_and_no_more()
    {
        var board = new MarketBoard(Bitcoin);

        for (var minute = 0; minute < 3_000; minute++) board.Fold(100, 1, Midnight.AddMinutes(minute));

        board.Closed(CandleUnit.Minute1, int.MaxValue).Should().HaveCount(600);
        board.Closed(CandleUnit.Minute1, 1)[0].OpenAt.Should().Be(Midnight.AddMinutes(2_998));
    }

    private static IEnumerable<Candle> ByDefinition((DateTimeOffset At, double Price, double Coins)[] prints, CandleUnit unit) =>
        prints.GroupBy(print => unit.OpenOf(print.At)).OrderBy(group => group.Key).Select(group => new Candle(
            group.Key,
            group.First().Price,
            group.Max(print => print.Price),
            group.Min(print => print.Price),
            group.Last().Price,
            group.Sum(print => print.Coins),
            group.Sum(print => print.Price * print.Coins)));
}
