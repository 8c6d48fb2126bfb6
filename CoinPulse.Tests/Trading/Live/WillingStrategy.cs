using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Tests.Trading.Live;

internal sealed record WillingSettings : StrategySettings;

/// <summary>Buys whatever it is shown, small, with a resting target.</summary>
internal sealed class WillingStrategy : IStrategy
{
    public static readonly StrategyId Name = StrategyId.From("willing");

    public StrategyId Id => Name;

    public Type SettingsType => typeof(WillingSettings);

    public StrategySettings DefaultSettings { get; } = new WillingSettings
    {
        Timeframe = CandleUnit.Minute15,
        BreakEven = 0,
        TrailFrom = 0,
        AmountPerEntry = 50_000,
        MostPositions = 1,
        Budget = 100_000,
        StopLoss = 3,
        Emergency = 9,
        Target1 = 4,
        Share1 = 100,
        RestTarget = true,
    };

    public int CandlesNeeded(StrategySettings settings) => 1;

    public Opinion? Consider(MarketView view, StrategySettings settings) => new(Reason.Of("Willing"), 1);

    public Reason? Reconsider(MarketView view, StrategySettings settings) => null;
}
