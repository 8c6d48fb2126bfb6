using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Strategies;

/// <summary>A strategy's short name, stored with everything it did: <c>swing</c>.</summary>
public readonly record struct StrategyId : ITextId<StrategyId>
{
    private readonly string? _value;

    private StrategyId(string value) => _value = value;

    public static int LongestText => 32;

    public string Value => _value ?? throw new InvalidOperationException("A strategy without a name.");

    public static StrategyId From(string value) => new(value);

    public override string ToString() => _value ?? "";
}

/// <summary>
/// What a strategy sees of one market at one moment. <paramref name="Candles"/> are closed, oldest first, of the strategy's own timeframe; the last
/// is the decision candle.
/// </summary>
public sealed record MarketView(MarketInfo Market, CandleUnit Unit, IReadOnlyList<Candle> Candles, MarketQuote Quote, DateTimeOffset Now)
{
    public Candle DecisionCandle => Candles[^1];
}

/// <summary>A wish to buy, with its reason. <paramref name="Strength"/> (0 to 100) only orders wishes among each other.</summary>
public sealed record Opinion(Reason Why, double Strength);

/// <summary>
/// A pure rule that looks at a market and gives an opinion with a reason; it never orders. There is no <c>Task</c> here: that is what stops a strategy from doing I/O.
/// </summary>
public interface IStrategy
{
    StrategyId Id { get; }

    /// <summary>The type of its settings: an annotated record from which the form is drawn.</summary>
    Type SettingsType { get; }

    StrategySettings DefaultSettings { get; }

    /// <summary>Closed candles of <see cref="StrategySettings.Timeframe"/> that it must see; with fewer it is not asked.</summary>
    int CandlesNeeded(StrategySettings settings);

    /// <summary>Whether to buy. Null is no opinion, which is not a decision and is not stored.</summary>
    Opinion? Consider(MarketView view, StrategySettings settings);

    /// <summary>Whether the strategy no longer wants what it holds. The guard sells, not the strategy. Null is stay.</summary>
    Reason? Reconsider(MarketView view, StrategySettings settings);
}
