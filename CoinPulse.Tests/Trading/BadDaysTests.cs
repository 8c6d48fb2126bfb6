using System.Reflection;
using CoinPulse.Tests.Exchanges.Upbit;
using CoinPulse.Tests.Markets.Candles;
using CoinPulse.Tests.Markets.Replay;
using CoinPulse.Tests.Shell;
using CoinPulse.Tests.Trading.Backtest;
using CoinPulse.Tests.Trading.Pages;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading;

/// <summary>Days on which prices are not as they should be: of each what is noticed, what a person reads, and that a guard still works.</summary>
public sealed class BadDaysTests
{
    private static readonly Day[] All =
    [
        new(
            "a candle file that is broken",
            Of<RecordingTests>(nameof(RecordingTests.A_broken_line_is_named_with_its_file), nameof(RecordingTests.What_is_no_archive_is_named)),
            Of<ReplayTests>(nameof(ReplayTests.A_broken_recording_stops_the_start_with_its_sentence)),
            Of<UpbitGuardTests>(nameof(UpbitGuardTests.A_file_of_candles_that_cannot_be_read_holds_decisions_and_no_guard))),
        new(
            "half a candle file",
            Of<RecordingTests>(nameof(RecordingTests.Half_a_file_is_named)),
            Of<ReplayTests>(nameof(ReplayTests.A_broken_recording_stops_the_start_with_its_sentence)),
            Of<RecordedBacktestTests>(nameof(RecordedBacktestTests.A_market_that_vanishes_keeps_its_coins_under_guard_and_sells_none))),
        new(
            "no candle file",
            Of<RecordingTests>(nameof(RecordingTests.A_file_without_a_candle_and_a_place_without_a_file_are_named)),
            Of<ReplayTests>(nameof(ReplayTests.A_broken_recording_stops_the_start_with_its_sentence)),
            Of<UpbitGuardTests>(nameof(UpbitGuardTests.A_file_of_candles_that_cannot_be_read_holds_decisions_and_no_guard))),
        new(
            "wrong columns",
            Of<RecordingTests>(nameof(RecordingTests.Wrong_columns_are_named)),
            Of<ReplayTests>(nameof(ReplayTests.A_broken_recording_stops_the_start_with_its_sentence)),
            Of<UpbitGuardTests>(nameof(UpbitGuardTests.A_file_of_candles_that_cannot_be_read_holds_decisions_and_no_guard))),
        new(
            "a file of stored candles that is broken, half or of another make",
            Of<CandleFileTests>(nameof(CandleFileTests.A_file_that_cannot_be_used_is_set_aside_and_the_start_goes_on)),
            Of<FrameTests>(nameof(FrameTests.A_file_of_candles_that_was_set_aside_is_told)),
            Of<UpbitGuardTests>(nameof(UpbitGuardTests.A_file_of_candles_that_cannot_be_read_holds_decisions_and_no_guard))),
        new(
            "no file of stored candles",
            Of<CandleFileTests>(nameof(CandleFileTests.A_file_that_is_missing_is_made)),
            Of<FrameTests>(nameof(FrameTests.Prices_that_come_while_their_past_is_missing_are_told)),
            Of<UpbitGuardTests>(nameof(UpbitGuardTests.A_file_of_candles_that_cannot_be_read_holds_decisions_and_no_guard))),
        new(
            "a market that vanishes",
            Of<UpbitSourceTests>(nameof(UpbitSourceTests.Halts_delistings_and_new_markets_are_noticed_and_one_that_vanishes_is_halted_and_kept)),
            Of<TradingPageTests>(nameof(TradingPageTests.A_guard_in_trouble_shows_on_its_row_with_the_reasons_behind_it)),
            Of<UpbitGuardTests>(nameof(UpbitGuardTests.A_market_that_vanishes_is_halted_keeps_its_guard_and_fires_when_it_is_back))),
        new(
            "clock skew",
            Of<UpbitFeedTests>(nameof(UpbitFeedTests.A_minute_ends_by_Upbits_clock_and_not_by_ours)),
            Of<FrameTests>(nameof(FrameTests.A_clock_that_is_wrong_is_told_with_by_how_much)),
            Of<UpbitGuardTests>(nameof(UpbitGuardTests.A_clock_that_is_minutes_wrong_moves_no_stop))),
        new(
            "an endless 429",
            Of<UpbitSourceTests>(nameof(UpbitSourceTests.Refused_without_end_it_asks_little_goes_on_hearing_trades_and_decides_on_nothing)),
            Of<FrameTests>(nameof(FrameTests.What_keeps_the_prices_away_is_said_before_what_it_means)),
            Of<UpbitGuardTests>(nameof(UpbitGuardTests.Refused_whatever_we_ask_it_hears_the_price_over_the_line))),
        new(
            "a socket that is open and silent",
            Of<UpbitStreamTests>(nameof(UpbitStreamTests.A_line_that_is_open_and_silent_is_noticed_and_replaced)),
            Of<FrameTests>(nameof(FrameTests.What_keeps_the_prices_away_is_said_before_what_it_means)),
            Of<UpbitGuardTests>(nameof(UpbitGuardTests.A_line_that_is_open_and_silent_is_no_excuse))),
        new(
            "a snapshot older than what we hold",
            Of<UpbitFeedTests>(nameof(UpbitFeedTests.A_book_older_than_the_one_we_hold_is_passed_over), nameof(UpbitFeedTests.A_trade_that_comes_again_live_or_as_a_snapshot_is_counted_once)),
            Of<FrameTests>(nameof(FrameTests.Real_live_prices_need_no_banner)),
            Of<UpbitGuardTests>(nameof(UpbitGuardTests.A_snapshot_that_is_older_than_what_we_hold_sells_nothing))),
        new(
            "maintenance",
            Of<UpbitSourceTests>(nameof(UpbitSourceTests.When_nothing_answers_any_more_the_feed_is_down_and_comes_back_by_itself)),
            Of<FrameTests>(nameof(FrameTests.What_keeps_the_prices_away_is_said_before_what_it_means)),
            Of<UpbitGuardTests>(nameof(UpbitGuardTests.After_a_maintenance_the_first_price_meets_it))),
    ];

    [Fact]
    public void Every_bad_day_names_tests_that_run()
    {
        var idle = from day in All
                   from part in new[] { day.Noticed, day.Read, day.Guarded }
                   where part.Tests.Count == 0 || part.Tests.Any(test => part.Of.GetMethod(test, BindingFlags.Public | BindingFlags.Instance)?.GetCustomAttribute<FactAttribute>() is not { Skip: null })
                   select $"{day.Is}: {part.Of.Name}.{string.Join('/', part.Tests)}";

        idle.Should().BeEmpty();
    }

    private static Part Of<T>(params string[] tests) => new(typeof(T), tests);

    /// <param name="Is">What is bad about it.</param>
    /// <param name="Noticed">That it is seen for what it is.</param>
    /// <param name="Read">The sentence, on a page or at the start.</param>
    /// <param name="Guarded">That a guard works in it or right after it.</param>
    private sealed record Day(string Is, Part Noticed, Part Read, Part Guarded);

    private sealed record Part(Type Of, IReadOnlyList<string> Tests);
}
