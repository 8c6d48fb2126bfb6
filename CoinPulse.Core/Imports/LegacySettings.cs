using System.Globalization;
using System.Text.Json;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies.Swing;

namespace CoinPulse.Core.Imports;

/// <summary>What became of the settings: ours, checked by our rules, or nothing.</summary>
public sealed record LegacySettingsPlan(SwingSettings Swing, RiskSettings Risk);

/// <summary>
/// Turns the earlier product's configuration into settings of the swing strategy. Many of its keys were read by no code: where ours obeys one it is said, and where
/// there is nothing to obey it that is said too.
/// </summary>
internal sealed class LegacySettings(List<ImportNote> notes)
{
    /// <summary>Keys that nothing here obeys: schedules of its loop, filters it never applied, channels that come with the account.</summary>
    private static readonly string[] NotCarried =
    [
        "description", "swing_trading_enabled", "test_mode", "holding_strategy.allow_early_profit_taking", "profit_targets.take_profit_max", "profit_targets.stop_loss_max",
        "risk_management.auto_stop_on_loss", "risk_management.max_loss_per_position", "coin_selection.strategy", "coin_selection.min_daily_volume_krw",
        "coin_selection.max_volatility_24h", "coin_selection.market_cap_rank_max", "monitoring.check_interval_seconds", "monitoring.position_check_interval_seconds",
        "monitoring.price_update_interval_seconds", "test_mode_config.virtual_balance_krw", "test_mode_config.simulate_orders", "test_mode_config.log_all_signals",
        "test_mode_config.test_duration_days", "notifications.notify_on_buy", "notifications.notify_on_sell", "notifications.notify_on_emergency_stop",
        "notifications.notification_method", "budget.min_order_amount",
    ];

    /// <summary>The score's own numbers: they are part of the score here and cannot be turned.</summary>
    private static readonly (string Path, decimal Value)[] Fixed =
    [
        ("surge_prediction.volume_increase_threshold", 1.5m), ("surge_prediction.rsi_oversold_level", 35), ("surge_prediction.rsi_buy_zone_max", 50),
        ("surge_prediction.support_level_proximity", 0.02m), ("surge_prediction.uptrend_confirmation_days", 3),
    ];

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <returns>Null when the rules refuse what came out.</returns>
    public LegacySettingsPlan? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            notes.Add(ImportNote.Dropped(LegacyFile.Config, null, ImportNotes.FileShape, "{…}"));
            return null;
        }

        var swing = Swing(root);
        var risk = Risk(root);
        foreach (var (path, value) in Fixed)
        {
            if (Number(root, path) is { } given && given != value) notes.Add(ImportNote.Dropped(LegacyFile.Config, path, ImportNotes.SettingNotCarried, Text(given)));
        }

        foreach (var path in NotCarried)
        {
            if (Find(root, path) is { } value) notes.Add(ImportNote.Dropped(LegacyFile.Config, path, ImportNotes.SettingNotCarried, value.ToString()));
        }

        foreach (var path in Leaves(root, "").Where(path => !_seen.Contains(path))) notes.Add(ImportNote.Dropped(LegacyFile.Config, path, ImportNotes.SettingUnknown));

        var problems = SettingsRules.Check(swing).Concat(SettingsRules.Check(risk)).ToList();
        foreach (var problem in problems) notes.Add(ImportNote.Dropped(LegacyFile.Config, problem.Field, ImportNotes.SettingsRefused, problem.ToString()));
        return problems.Count == 0 ? new LegacySettingsPlan(swing, risk) : null;
    }

    private SwingSettings Swing(JsonElement root)
    {
        var ours = new SwingSettings();
        var budget = Amount(root, "budget.total_budget_krw") ?? ours.Budget;
        var positions = Whole(Amount(root, "budget.max_concurrent_positions")) ?? ours.MostPositions;
        var most = Amount(root, "budget.max_order_amount");
        if (_seen.Contains("budget.total_budget_krw"))
        {
            // It divided what was left by the number of slots, rounded to a thousand; the first of its orders is the amount of all of ours.
            var amount = Math.Round(Math.Min(budget / Math.Max(1, positions), most ?? decimal.MaxValue) / 1_000, MidpointRounding.ToEven) * 1_000;
            ours = ours with { Budget = budget, AmountPerEntry = amount };
            Taken("budget", nameof(ours.AmountPerEntry), Text(amount));
        }

        ours = ours with { MostPositions = positions };
        ours = Share(root, "profit_targets.take_profit_min") is { } target ? ours with { Target1 = target } : ours;
        ours = Share(root, "profit_targets.stop_loss_min") is { } stop ? ours with { StopLoss = stop } : ours;
        ours = Emergency(root, ours);
        ours = Trailing(root, ours);
        if (ours.BreakEven >= ours.Target1) ours = ours with { BreakEven = 0 };

        var days = Number(root, "holding_strategy.holding_period_days");
        if (Find(root, "holding_strategy.force_sell_after_period")?.ValueKind is JsonValueKind.True && days is > 0)
        {
            ours = ours with { LongestHoldHours = Whole(days * 24)!.Value };
            Taken("holding_strategy", nameof(ours.LongestHoldHours), Text(ours.LongestHoldHours));
        }
        else if (days is not null)
        {
            // Its three days were never enforced unless it was told to force the sale.
            ours = ours with { LongestHoldHours = 0 };
            Taken("holding_strategy", nameof(ours.LongestHoldHours), "0");
        }

        return Whole(Amount(root, "surge_prediction.min_surge_probability_score")) is { } score ? ours with { MinScore = score } : ours;
    }

    private SwingSettings Emergency(JsonElement root, SwingSettings ours)
    {
        if (Share(root, "risk_management.emergency_stop_loss_per_coin") is not { } emergency) return ours.Emergency > ours.StopLoss ? ours : ours with { Emergency = ours.StopLoss + 5 };
        if (emergency > ours.StopLoss) return ours with { Emergency = emergency };

        // Its emergency stood at the stop and was never reached.
        var beyond = Math.Max(ours.Emergency, ours.StopLoss + 5);
        notes.Add(ImportNote.Dropped(LegacyFile.Config, "risk_management.emergency_stop_loss_per_coin", ImportNotes.EmergencyNotBeyondStop, Text(emergency), Text(ours.StopLoss), Text(beyond)));
        return ours with { Emergency = beyond };
    }

    private SwingSettings Trailing(JsonElement root, SwingSettings ours)
    {
        var by = Share(root, "profit_targets.trailing_stop_percent");
        switch (Find(root, "profit_targets.trailing_stop_enabled")?.ValueKind)
        {
            case JsonValueKind.False:
                return ours with { TrailFrom = 0 };
            case JsonValueKind.True when by is { } distance:
                notes.Add(ImportNote.Note(LegacyFile.Config, "profit_targets.trailing_stop_percent", ImportNotes.SettingNowWorks, Text(distance)));
                return ours with { TrailBy = distance };
            default:
                return ours;
        }
    }

    private RiskSettings Risk(JsonElement root)
    {
        var ours = new RiskSettings();
        if (Amount(root, "risk_management.daily_max_loss_krw") is { } loss)
        {
            notes.Add(ImportNote.Note(LegacyFile.Config, "risk_management.daily_max_loss_krw", ImportNotes.SettingNowWorks, Text(loss)));
            ours = ours with { DailyLoss = loss };
        }

        if (Find(root, "coin_selection.excluded_coins") is not { ValueKind: JsonValueKind.Array } excluded) return ours;
        var coins = excluded.EnumerateArray().Where(coin => coin.ValueKind == JsonValueKind.String).Select(coin => coin.GetString()!).ToList();
        foreach (var unknown in coins.Where(coin => !Markets.MarketCode.TryParse(coin, out _)))
            notes.Add(ImportNote.Dropped(LegacyFile.Config, "coin_selection.excluded_coins", ImportNotes.NoMarket, unknown));
        Taken("coin_selection.excluded_coins", nameof(ours.ExcludedMarkets), string.Join(", ", coins));
        return ours with { ExcludedMarkets = [.. ours.ExcludedMarkets.Union(coins.Where(coin => Markets.MarketCode.TryParse(coin, out _)))] };
    }

    /// <summary>A number; zero is "not set" there and leaves ours.</summary>
    private decimal? Amount(JsonElement root, string path)
    {
        if (Number(root, path) is not { } number) return null;
        if (number > 0) return Took(path, number);
        notes.Add(ImportNote.Dropped(LegacyFile.Config, path, number == 0 ? ImportNotes.SettingNotSet : ImportNotes.SettingNotUnderstood, Text(number)));
        return null;
    }

    /// <summary>A fraction there, per cent here. One that reads like per cent already is not guessed at.</summary>
    private decimal? Share(JsonElement root, string path)
    {
        if (Number(root, path) is not { } number) return null;
        if (number is > 0 and < 1) return Took(path, number * 100);
        notes.Add(ImportNote.Dropped(LegacyFile.Config, path, number == 0 ? ImportNotes.SettingNotSet : ImportNotes.SettingNotUnderstood, Text(number)));
        return null;
    }

    private decimal? Number(JsonElement root, string path)
    {
        if (Find(root, path) is not { } value) return null;
        if (LegacyJson.Number(value) is { } number) return number;
        notes.Add(ImportNote.Dropped(LegacyFile.Config, path, ImportNotes.SettingNotUnderstood, value.ToString()));
        return null;
    }

    private JsonElement? Find(JsonElement root, string path)
    {
        var found = root;
        foreach (var name in path.Split('.'))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found)) return null;
        }

        _seen.Add(path);
        return found;
    }

    private decimal Took(string path, decimal value)
    {
        notes.Add(ImportNote.Note(LegacyFile.Config, path, ImportNotes.SettingTaken, Text(value)));
        return value;
    }

    private void Taken(string path, string setting, string value) => notes.Add(ImportNote.Note(LegacyFile.Config, path, ImportNotes.SettingSame, setting, value));

    /// <summary>What no setting of ours allows is refused by its range, not by an overflow.</summary>
    private static int? Whole(decimal? number) => number is { } given ? (int)Math.Clamp(given, -1_000_000, 1_000_000) : null;

    private static string Text(decimal number) => number.ToString("0.########", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Leaves(JsonElement element, string path) => element.ValueKind != JsonValueKind.Object
        ? [path]
        : element.EnumerateObject().SelectMany(property => Leaves(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}"));
}
