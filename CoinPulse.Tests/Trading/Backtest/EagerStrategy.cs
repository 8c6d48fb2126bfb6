using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Tests.Trading.Backtest;

public sealed record EagerSettings : StrategySettings
{
    /// <summary>Bought when a candle closes this far above its open, in won.</summary>
    public decimal Rise { get; init; }
}

/// <summary>Wants to buy whatever rose, with the numbers of the candle as its reason.</summary>
internal sealed class EagerStrategy : IStrategy
{
    public static readonly StrategyId Name = StrategyId.From("eager");

    public static StrategyCatalog Catalog { get; } = new([new EagerStrategy()]);

    public StrategyId Id => Name;

    public Type SettingsType => typeof(EagerSettings);

    public StrategySettings DefaultSettings { get; } = new EagerSettings();

    /// <summary>Stop 5 %, emergency 10 %, one target at 3 %, decided every minute.</summary>
    public static EagerSettings Plain { get; } = new()
    {
        Timeframe = CandleUnit.Minute1,
        StopLoss = 5,
        Emergency = 10,
        Target1 = 3,
        BreakEven = 0,
        TrailFrom = 0,
        LongestHoldHours = 0,
        AmountPerEntry = 1_000_000,
    };

    public int CandlesNeeded(StrategySettings settings) => 1;

    public Opinion? Consider(MarketView view, StrategySettings settings)
    {
        var candle = view.DecisionCandle;
        var rise = candle.Close - candle.Open;
        return rise >= (double)((EagerSettings)settings).Rise ? new Opinion(Reason.Of("Eager", ("open", candle.Open), ("close", candle.Close)), rise) : null;
    }

    public Reason? Reconsider(MarketView view, StrategySettings settings) => null;
}
