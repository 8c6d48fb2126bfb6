using System.Reflection;
using CoinPulse.Tests.Exchanges.Contract;
using CoinPulse.Tests.Exchanges.Paper;
using CoinPulse.Tests.Markets.Hub;
using CoinPulse.Tests.Operations;
using CoinPulse.Tests.Trading.Backtest;
using CoinPulse.Tests.Trading.Crashes;
using CoinPulse.Tests.Trading.Cycle;
using CoinPulse.Tests.Trading.Data;
using CoinPulse.Tests.Trading.Guards;
using CoinPulse.Tests.Trading.Invariants;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Tests.Trading.Replay;
using CoinPulse.Tests.Trading.Reserve;
using CoinPulse.Tests.Trading.Rules;
using CoinPulse.Tests.Trading.Simulation;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading;

/// <summary>
/// Where each promise of the engine is proved: what is promised on the left, the tests on the right. The invariants at the end are also judged after every story of
/// <see cref="SimulationTests"/>, by a judge that calls nothing of the engine.
/// </summary>
public sealed class PromisesTests
{
    private static readonly Promise[] All =
    [
        // Decisions
        Of<TradingCycleTests>("one entry per decision candle", nameof(TradingCycleTests.A_decision_candle_is_entered_once_however_often_it_is_looked_at)),
        Of<PositionStoreTests>("one entry per decision candle, by index, whatever became of it", nameof(PositionStoreTests.A_decision_is_acted_on_once), nameof(PositionStoreTests.A_decision_that_came_to_nothing_is_not_made_again)),
        Of<TradingCycleTests>("a refusal is stored when its reason changes", nameof(TradingCycleTests.A_refusal_is_kept_once_with_first_and_last_time_and_count)),
        Of<TradingCycleTests>("one account's failure stops no other", nameof(TradingCycleTests.One_accounts_failure_does_not_stop_the_next)),

        // Exactly-once orders
        Of<IntentMatrixTests>("states of an intent × what is heard of it × once and twice", nameof(IntentMatrixTests.Whatever_is_heard_of_an_order_in_any_state_and_however_often)),
        Of<IntentMatrixTests>("states of an intent × crash", nameof(IntentMatrixTests.After_a_crash_the_order_is_asked_about_followed_or_left_and_never_sent)),
        Of<PositionStoreTests>("one live attempt per position and leg, by index", nameof(PositionStoreTests.The_index_lets_no_second_live_attempt_of_a_leg_in)),
        Of<PositionMovesTests>("attempt n+1 only after attempt n is final", nameof(PositionMovesTests.No_leg_is_tried_again_while_an_attempt_lives)),
        Of<UnknownOrderTests>("an unknown entry: looked up at 1, 2, 5, 15, 30, 60 s, never sent again", nameof(UnknownOrderTests.An_entry_is_looked_up_at_1_2_5_15_30_and_60_seconds), nameof(UnknownOrderTests.An_entry_is_given_up_when_six_look_ups_are_empty_and_the_balances_are_unmoved), nameof(UnknownOrderTests.What_is_not_sent_again_is_given_up_after_fifteen_empty_look_ups_whatever_a_person_moved), nameof(UnknownOrderTests.An_entry_is_never_sent_again)),
        Of<UnknownOrderTests>("an unknown exit: the same identifier as a probe, then landed or burned", nameof(UnknownOrderTests.Not_found_it_sends_its_own_identifier_as_the_probe), nameof(UnknownOrderTests.A_duplicate_is_burned_only_after_three_seconds_with_the_coins_free_and_no_open_sell)),
        Of<UnknownOrderTests>("an exit whose guard no longer fires is not sent", nameof(UnknownOrderTests.An_exit_whose_guard_no_longer_fires_is_not_sent_again)),
        Of<UnknownOrderTests>("no timer settles an unknown order", nameof(UnknownOrderTests.Time_alone_settles_nothing)),
        Of<TradingEngineTests>("nor does a restart forget it", nameof(TradingEngineTests.After_a_restart_an_order_of_unknown_fate_is_looked_for_although_its_position_is_finished)),
        Of<PositionDeskTests>("lost answers, entries and exits, with and without a restart", nameof(PositionDeskTests.An_entry_whose_answer_was_lost_is_found_and_not_bought_twice), nameof(PositionDeskTests.An_entry_that_never_arrived_is_given_up_after_its_last_look_and_never_sent_again), nameof(PositionDeskTests.An_exit_whose_answer_was_lost_sells_once), nameof(PositionDeskTests.A_refused_probe_says_nothing_about_the_first_sending)),
        Of<TradingCycleTests>("an unknown entry keeps budget, slot and market", nameof(TradingCycleTests.An_unknown_entry_keeps_its_slot_its_budget_and_its_market)),
        Of<PositionStoreTests>("the intent's transaction checks lease and fence", nameof(PositionStoreTests.A_lost_lease_writes_nothing)),
        Of<EngineLeaseTests>("the holder stops by its own deadline", nameof(EngineLeaseTests.Its_own_deadline_is_counted_from_before_the_request), nameof(EngineLeaseTests.An_answer_that_comes_after_the_deadline_gives_no_proof)),
        Of<ExitLadderTests>("a further attempt never exceeds the free coins", nameof(ExitLadderTests.A_further_attempt_asks_first_how_many_coins_are_free)),
        Of<ReconciliationTests>("where free coins cannot be known nothing is proven", nameof(ReconciliationTests.Balances_that_are_not_told_prove_nothing)),
        Of<ExchangeContract>("a market buy normally ends as cancel: fills are read from trades", nameof(ExchangeContract.A_market_buy_is_cut_to_eight_decimals_and_ends_as_cancelled_with_the_rest_refunded)),
        Of<SizingTests>("entries at the worst price accepted, rounded down", nameof(SizingTests.The_worst_price_is_the_tolerance_over_the_ask_rounded_down)),
        Of<PaperMatchingTests>("an exit always runs; an entry never kills our own target", nameof(PaperMatchingTests.An_exit_cancels_the_own_order_in_its_way_and_goes_on), nameof(PaperMatchingTests.An_entry_stops_at_our_own_target_instead_of_killing_it)),

        // Guards
        Of<PositionFileTests>("a guard from the first fill, for what filled less what was sold", nameof(PositionFileTests.The_guard_is_there_from_the_first_fill_for_exactly_what_filled), nameof(PositionFileTests.It_covers_what_was_bought_less_what_was_sold)),
        Of<PositionStoreTests>("in the same transaction", nameof(PositionStoreTests.Fill_guard_and_postings_are_saved_together)),
        Of<PositionMovesTests>("a stop while buying cancels the rest first", nameof(PositionMovesTests.A_stop_while_buying_cancels_the_rest_of_the_entry_first)),
        Of<LateFillTests>("and what fills after it is sold too", nameof(LateFillTests.A_stop_while_still_buying_sells_what_fills_after_it_too)),
        Of<GuardTests>("targets at or above, stops at or below", nameof(GuardTests.Targets_fire_at_or_above_and_stops_at_or_below), nameof(GuardTests.Its_limits_stand_where_the_formulas_put_them), nameof(GuardTests.A_rising_price_lifts_the_stop), nameof(GuardTests.Stops_only_rise)),
        Of<GuardTests>("several targets with shares", nameof(GuardTests.Targets_sell_their_shares_of_all_that_was_bought_and_the_last_takes_the_rest)),
        Of<GuardTests>("precedence at one price", nameof(GuardTests.Where_several_fire_the_gravest_wins), nameof(GuardTests.Where_target_and_trailing_stop_fire_at_one_price_it_is_the_target_unless_that_rests), nameof(GuardTests.The_stop_says_what_had_lifted_it)),
        Of<ExitReasonTests>("precedence of all seven reasons, pair by pair", nameof(ExitReasonTests.Of_two_reasons_the_graver_stands_whichever_came_first)),
        Of<ExitReasonTests>("the person's word", nameof(ExitReasonTests.The_persons_word_stands_over_everything_but_a_loss_that_had_already_fired), nameof(ExitReasonTests.Once_the_person_has_said_sell_no_guard_takes_the_reason_away)),
        Of<SettingsRulesTests>("refused settings", nameof(SettingsRulesTests.An_emergency_lies_beyond_the_stop), nameof(SettingsRulesTests.Break_even_lies_under_the_target), nameof(SettingsRulesTests.Trailing_begins_above_the_stop), nameof(SettingsRulesTests.A_target_pays_for_the_fees_of_both_sides), nameof(SettingsRulesTests.An_amount_can_still_be_sold_at_its_stop)),
        Of<GuardBookTests>("a price looks at its own market's guards only", nameof(GuardBookTests.A_price_looks_at_its_own_markets_guards_only)),
        Of<MarketHubTests>("ten seconds without a price are stale", nameof(MarketHubTests.Ten_seconds_without_any_event_are_stale)),
        Of<TradingCycleTests>("entries wait, exits do not", nameof(TradingCycleTests.Entries_wait_while_the_gate_is_closed)),
        Of<TradingEngineTests>("largest exposure first; an exit waits for its own position alone", nameof(TradingEngineTests.After_a_restart_the_largest_exposure_is_armed_first), nameof(TradingEngineTests.A_position_whose_exit_has_an_unknown_fate_delays_only_itself), nameof(TradingEngineTests.An_account_whose_orders_cannot_be_heard_at_the_start_is_guarded_all_the_same)),

        // Stop over a resting target: every cell
        Of<TargetHandoverTests>("both orders are watched until final", nameof(TargetHandoverTests.Both_orders_are_watched_until_one_of_them_decides)),
        Of<TargetHandoverTests>("neither: once more, then cancel, then plain", nameof(TargetHandoverTests.Where_neither_comes_about_the_same_identifier_goes_once_more_then_a_cancel_then_a_plain_sale)),
        Of<TargetHandoverTests>("never plain while the new one may exist", nameof(TargetHandoverTests.Coins_are_never_sold_plainly_while_the_new_order_may_exist)),
        Of<PositionMovesTests>("refused: read whether the target rests, then the ladder", nameof(PositionMovesTests.Refused_the_handover_cancels_the_target_and_then_sells_plainly), nameof(PositionMovesTests.A_target_that_filled_first_leaves_its_handover_to_be_ended)),
        Of<PositionDeskTests>("end to end, with every accident", nameof(PositionDeskTests.A_stop_over_a_resting_target_sells_once)),
        Of<ReconciliationTests>("a target that a person cancels is noticed", nameof(ReconciliationTests.A_target_cancelled_by_hand_is_noticed_though_the_stream_never_told)),
        Of<TargetFileTests>("and held by the guard, which says so", nameof(TargetFileTests.A_target_that_the_person_takes_back_is_held_here_and_that_is_said)),

        // The ladder, rung by rung
        Of<ExitLadderTests>("market, whole", nameof(ExitLadderTests.First_it_sells_everything_at_market)),
        Of<ExitLadderTests>("over the visible book: at most half the bids", nameof(ExitLadderTests.Over_the_visible_book_it_sells_at_most_half_the_bids), nameof(ExitLadderTests.A_slice_never_leaves_a_rest_that_cannot_be_sold)),
        Of<ExitLadderTests>("busy, offline, 429: 1, 2, 5, then every 10 s", nameof(ExitLadderTests.Refused_in_passing_it_tries_again_after_one_two_five_then_every_ten_seconds)),
        Of<ExitLadderTests>("and on every book event", nameof(ExitLadderTests.A_new_book_ends_the_waiting_but_never_within_a_second_of_the_refusal)),
        Of<ExitLadderTests>("locked: what is free, and an alert", nameof(ExitLadderTests.Of_locked_coins_it_sells_what_is_free), nameof(ExitLadderTests.With_nothing_free_that_could_be_sold_it_says_so_and_looks_again)),
        Of<ExitLadderTests>("under the minimum: dust", nameof(ExitLadderTests.Under_the_minimum_is_dust)),
        Of<ReconciliationTests>("what would hinder a guard is told before", nameof(ReconciliationTests.What_would_hinder_a_guard_is_told_once_when_it_begins_and_once_when_it_is_over)),

        // When the journal cannot be written
        Of<JournalAwayTests>("entries stop, exits go through the reserve", nameof(JournalAwayTests.Nothing_is_opened_while_the_database_is_gone), nameof(JournalAwayTests.A_stop_is_sold_once_and_written_down_when_the_database_is_back)),
        Of<RealTroubleTests>("a full disk, a locked database, a server that ends", nameof(RealTroubleTests.A_full_disk_does_not_stop_an_exit), nameof(RealTroubleTests.A_locked_database_does_not_stop_an_exit), nameof(RealTroubleTests.A_server_that_ends_its_connections_does_not_stop_an_exit)),
        Of<ReserveFileTests>("the reserve is there from the first day and known by its checksums", nameof(ReserveFileTests.It_has_its_whole_size_from_the_first_day), nameof(ReserveFileTests.A_record_that_was_cut_off_anywhere_is_known_by_its_checksum_and_those_before_it_are_whole)),

        // Risk rules
        Of<RiskRulesTests>("each refusal is a named reason", nameof(RiskRulesTests.Each_broken_rule_refuses_with_its_own_reason_and_all_its_facts), nameof(RiskRulesTests.Every_refusal_that_is_registered_can_be_reached)),
        Of<RiskRulesPropertyTests>("they shrink or refuse, and never enlarge", nameof(RiskRulesPropertyTests.The_rules_never_enlarge_and_never_spend_what_is_not_there)),

        // Stop switches
        Of<StopSwitchStoreTests>("new buys: account, user, platform; every process at once; lifted by a person", nameof(StopSwitchStoreTests.A_switch_stops_what_it_names_on_every_process_at_once_until_a_person_lifts_it)),
        Of<TradingDeskTests>("stop and sell: position, account, user", nameof(TradingDeskTests.Panic_stops_new_buys_and_sells_all_that_the_engine_bought), nameof(TradingDeskTests.A_stop_and_sell_of_the_person_reaches_every_account_and_is_written_down)),
        Of<SoldElsewhereTests>("a sale from any process is sold once", nameof(SoldElsewhereTests.Pressed_on_both_processes_it_is_sold_once)),
        Of<TradingDeskTests>("fastest losers first, nothing that was bought by hand, with the page gone", nameof(TradingDeskTests.The_worst_losers_are_sold_first), nameof(TradingDeskTests.What_was_bought_by_hand_is_left), nameof(TradingDeskTests.It_goes_on_when_the_page_is_gone)),

        // Paper exchange
        Of<ExchangeContract>("the same contract as Upbit", nameof(ExchangeContract.A_key_is_never_accepted_twice), nameof(ExchangeContract.The_key_of_a_refused_order_is_burned_and_the_order_cannot_be_found), nameof(ExchangeContract.After_a_restart_orders_balances_and_burned_keys_are_as_they_were)),
        Of<PaperMatchingTests>("a resting limit fills through its price, or at it after its queue", nameof(PaperMatchingTests.A_print_at_its_price_fills_only_what_is_left_after_the_queue), nameof(PaperMatchingTests.A_print_through_its_price_fills_it_whole_whatever_stood_before_it)),
        Of<PaperCrashTests>("survives kill -9", nameof(PaperCrashTests.A_market_buy_is_booked_whole_or_not_at_all), nameof(PaperCrashTests.Cancel_and_sell_is_booked_whole_or_not_at_all)),

        // Backtest = paper = live
        Of<PaperIsBacktestTests>("one pipeline", nameof(PaperIsBacktestTests.The_same_candles_make_the_same_decisions_and_the_same_fills)),
        Of<BacktestRunnerTests>("the rules inside a candle", nameof(BacktestRunnerTests.Inside_one_candle_the_stop_comes_before_the_target), nameof(BacktestRunnerTests.A_gap_is_filled_at_the_gap), nameof(BacktestRunnerTests.A_decision_on_a_closed_candle_enters_at_the_next_price)),
        Of<DecisionReplayTests>("yesterday is replayed each night", nameof(DecisionReplayTests.A_planted_difference_is_found_kept_and_alone)),

        // Books
        Of<ReconciliationTests>("a sale by hand takes the person's own coins first, then the newest position", nameof(ReconciliationTests.A_sale_by_hand_takes_the_persons_own_coins_first_and_the_engines_after_them), nameof(ReconciliationTests.Of_the_engines_coins_the_newest_position_gives_first)),
        Of<ReconciliationTests>("a difference stays red until it is explained", nameof(ReconciliationTests.A_difference_without_evidence_stays_red)),

        // Invariants
        Of<PositionFilePropertyTests>("2, 3, 5 after every step of one position", nameof(PositionFilePropertyTests.Coins_guard_and_books_agree_after_every_step)),
        Of<SimulationTests>("1 to 6 over random stories", nameof(SimulationTests.Whatever_happens_no_order_is_doubled_no_fill_lost_no_coin_unguarded_no_won_unexplained)),
        Of<DeskCrashTests>("6: killed at every commit point of the journal", nameof(DeskCrashTests.An_entry_is_bought_once_or_never), nameof(DeskCrashTests.An_exit_sells_once), nameof(DeskCrashTests.A_stop_over_a_resting_target_sells_once), nameof(DeskCrashTests.A_target_rests_once)),
        Of<KilledProcessTests>("6: a real process, killed", nameof(KilledProcessTests.Killed_at_every_commit_point_one_after_the_other_nothing_is_lost_doubled_or_unguarded)),
        Of<AccountInvariantsTests>("the nightly check names what is broken", nameof(AccountInvariantsTests.What_is_broken_is_named)),
        Of<OnlyProcessTests>("one engine on one SQLite file", nameof(OnlyProcessTests.A_second_process_on_the_same_file_is_refused_in_words)),
    ];

    [Fact]
    public void Every_promise_names_tests_that_run()
    {
        var idle = from promise in All
                   from test in promise.Tests
                   let method = promise.Of.GetMethod(test, BindingFlags.Public | BindingFlags.Instance)
                   where method?.GetCustomAttribute<FactAttribute>() is not { Skip: null }
                   select $"{promise.Says}: {promise.Of.Name}.{test}";

        idle.Should().BeEmpty();
        All.Should().OnlyContain(promise => promise.Tests.Count > 0);
    }

    private static Promise Of<T>(string says, params string[] tests) => new(says, typeof(T), tests);

    private sealed record Promise(string Says, Type Of, IReadOnlyList<string> Tests);
}
