using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Tests.Trading.Simulation;

internal sealed record EagerSettings : StrategySettings
{
    /// <summary>One of the ways in which a position may be left: watched or resting, whole or in parts, with and without the rising stops.</summary>
    public static EagerSettings Drawn(Random dice)
    {
        var settings = new EagerSettings
        {
            Timeframe = CandleUnit.Minute1,
            AmountPerEntry = dice.Next(3) switch { 0 => 30_000, 1 => 200_000, _ => 900_000 },
            StopLoss = 3,
            Emergency = 9,
            BreakEven = dice.Next(2) * 1,
            TrailFrom = dice.Next(2) * 3,
            TrailBy = 1.5m,
            RestTarget = dice.Next(2) == 0,
            LongestHoldHours = dice.Next(4) == 0 ? 1 : 0,
        };
        return dice.Next(3) switch
        {
            0 => settings with { Target1 = 4, Share1 = 100 },
            1 => settings with { Target1 = 2, Share1 = 50, Target2 = 5, Share2 = 50 },
            _ => settings with { Target1 = 2, Share1 = 30, Target2 = 4, Share2 = 30, Target3 = 7, Share3 = 40 },
        };
    }
}

/// <summary>Wants to buy on two candles of three and now and then wants out.</summary>
internal sealed class EagerStrategy : IStrategy
{
    public static readonly StrategyId Name = StrategyId.From("eager");

    public StrategyId Id => Name;

    public Type SettingsType => typeof(EagerSettings);

    public StrategySettings DefaultSettings { get; } = new EagerSettings();

    public int CandlesNeeded(StrategySettings settings) => 1;

    public Opinion? Consider(MarketView view, StrategySettings settings) =>
        Lot(view) % 3 != 0 ? new Opinion(Reason.Of("Eager"), Lot(view) % 100) : null;

    public Reason? Reconsider(MarketView view, StrategySettings settings) => Lot(view) % 7 == 0 ? Reason.Of("EagerEnough") : null;

    private static int Lot(MarketView view) => (int)(view.DecisionCandle.OpenAt.ToUnixTimeSeconds() / 60 * 31 + view.Market.Market.Value[4] * 17);
}
