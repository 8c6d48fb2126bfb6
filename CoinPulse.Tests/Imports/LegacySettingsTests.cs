using CoinPulse.Core.Imports;
using CoinPulse.Core.Trading.Rules;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Imports;

public sealed class LegacySettingsTests
{
    /// <summary>The sample that came with the earlier product.</summary>
    internal const string Sample = """
        {"swing_trading_enabled": true, "test_mode": true, "description": "3-day swing trading configuration",
         "budget": {"total_budget_krw": 40000, "min_order_amount": 6000, "max_order_amount": 40000, "max_concurrent_positions": 3},
         "holding_strategy": {"holding_period_days": 3, "force_sell_after_period": false, "allow_early_profit_taking": true},
         "profit_targets": {"take_profit_min": 0.08, "take_profit_max": 0.15, "stop_loss_min": 0.03, "stop_loss_max": 0.05, "trailing_stop_enabled": true, "trailing_stop_percent": 0.02},
         "risk_management": {"emergency_stop_loss_per_coin": 0.03, "auto_stop_on_loss": true, "daily_max_loss_krw": 12000, "max_loss_per_position": 0.05},
         "coin_selection": {"strategy": "price_surge_prediction", "excluded_coins": ["KRW-BTC", "KRW-ETH", "KRW-USDT", "KRW-USDC", "BITCOIN!"], "min_daily_volume_krw": 5000000000, "max_volatility_24h": 0.20, "market_cap_rank_max": 100},
         "surge_prediction": {"volume_increase_threshold": 1.5, "rsi_oversold_level": 35, "rsi_buy_zone_max": 50, "support_level_proximity": 0.02, "uptrend_confirmation_days": 3, "min_surge_probability_score": 60}}
        """;

    [Fact]
    public void The_sample_becomes_settings_that_our_rules_allow()
    {
        var import = Read(Sample);

        import.Settings!.Swing.Should().BeEquivalentTo(new
        {
            Budget = 40_000m,
            AmountPerEntry = 13_000m,
            MostPositions = 3,
            StopLoss = 3m,
            Emergency = 8m,
            Target1 = 8m,
            TrailFrom = 5m,
            TrailBy = 2m,
            LongestHoldHours = 0,
            MinScore = 60,
            UsePenalties = false,
        });
        import.Settings.Risk.DailyLoss.Should().Be(12_000);
        import.Settings.Risk.ExcludedMarkets.Should().BeEquivalentTo("KRW-BTC", "KRW-ETH", "KRW-USDT", "KRW-USDC");
        SettingsRules.Check(import.Settings.Swing).Should().BeEmpty();
    }

    [Fact]
    public void What_nothing_here_obeys_is_named_with_its_value()
    {
        var notes = Read(Sample).Notes.Where(note => note.File == LegacyFile.Config).ToList();

        notes.Where(note => note.Code == ImportNotes.SettingNotCarried).Select(note => note.Entry).Should().BeEquivalentTo(
            "swing_trading_enabled", "test_mode", "description", "budget.min_order_amount", "holding_strategy.allow_early_profit_taking", "profit_targets.take_profit_max",
            "profit_targets.stop_loss_max", "risk_management.auto_stop_on_loss", "risk_management.max_loss_per_position", "coin_selection.strategy",
            "coin_selection.min_daily_volume_krw", "coin_selection.max_volatility_24h", "coin_selection.market_cap_rank_max");
        notes.Should().ContainSingle(note => note.Code == ImportNotes.EmergencyNotBeyondStop).Which.Facts.Should().Equal("3", "3", "8");
        notes.Where(note => note.Code == ImportNotes.SettingNowWorks).Select(note => note.Entry).Should().BeEquivalentTo("profit_targets.trailing_stop_percent", "risk_management.daily_max_loss_krw");
        notes.Should().ContainSingle(note => note.Code == ImportNotes.NoMarket).Which.Facts.Should().Equal("BITCOIN!");
        notes.Should().NotContain(note => note.Code == ImportNotes.SettingUnknown);
    }

    [Fact]
    public void Every_leaf_of_the_file_is_accounted_for() =>
        Read("""{"budget": {"total_budget_krw": 40000, "secret_sauce": 7}, "nonsense": true}""").Notes
            .Where(note => note.Code == ImportNotes.SettingUnknown).Select(note => note.Entry).Should().BeEquivalentTo("budget.secret_sauce", "nonsense");

    [Fact]
    public void A_missing_file_or_key_leaves_our_defaults()
    {
        LegacyImport.Read([]).Settings.Should().BeNull();
        Read("{}").Settings!.Swing.Should().BeEquivalentTo(new { StopLoss = 3m, Target1 = 8m, LongestHoldHours = 72, AmountPerEntry = 500_000m });
    }

    [Theory]
    [InlineData("0", ImportNotes.SettingNotSet)]
    [InlineData("8", ImportNotes.SettingNotUnderstood)]      // per cent where a fraction belongs: not guessed at
    [InlineData("-0.08", ImportNotes.SettingNotUnderstood)]
    [InlineData("\"much\"", ImportNotes.SettingNotUnderstood)]
    public void A_share_that_is_none_leaves_the_default_and_is_named(string value, string code)
    {
        var import = Read("{\"profit_targets\": {\"take_profit_min\": " + value + "}}");

        import.Settings!.Swing.Target1.Should().Be(8);
        import.Notes.Should().Contain(note => note.Entry == "profit_targets.take_profit_min" && note.Code == code && note.Weight == ImportWeight.Dropped);
    }

    [Fact]
    public void A_forced_sale_after_days_becomes_a_time_limit() =>
        Read("""{"holding_strategy": {"holding_period_days": 3, "force_sell_after_period": true}}""").Settings!.Swing.LongestHoldHours.Should().Be(72);

    [Fact]
    public void Trailing_that_was_off_stays_off() =>
        Read("""{"profit_targets": {"trailing_stop_enabled": false, "trailing_stop_percent": 0.02}}""").Settings!.Swing.TrailFrom.Should().Be(0);

    [Fact]
    public void Settings_that_our_rules_refuse_are_refused_whole_and_by_name()
    {
        var import = Read("""{"budget": {"total_budget_krw": 6000, "max_order_amount": 6000, "max_concurrent_positions": 3}}""");

        import.Settings.Should().BeNull();
        import.Notes.Should().Contain(note => note.Code == ImportNotes.SettingsRefused);
    }

    private static LegacyImport Read(string config) => LegacyImport.Read([new LegacyText("swing_trading_config.json", config)]);
}
