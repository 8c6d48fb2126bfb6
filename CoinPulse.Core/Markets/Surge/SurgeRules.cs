using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets.Surge;

/// <summary>
/// What a call is and when it was right, fixed before any outcome is known. A change of anything here is a new <see cref="Version"/>, and figures of different
/// versions are never added together.
/// </summary>
public static class SurgeRules
{
    public const string Version = "1";

    /// <summary>A score of this or more is a call, of each predictor: the least that the earlier product acted on.</summary>
    public const int LeastScore = SurgeScoreV1.PublishedMinimum;

    /// <summary>Of the one fee, paid going in and coming out.</summary>
    public static readonly Percent Fee = Percent.Of(0.05m);

    public static readonly Percent Target = Percent.Of(10);

    public static readonly Percent Stop = Percent.Of(5);

    /// <summary>A call is right when it reaches the target before the stop within this; also how long a call keeps the same market from being called again.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(3);

    /// <summary>A decision that is written down later than this is none: it is a gap in the record.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    /// <summary>Thin markets jump on a single order; nobody could have bought the call.</summary>
    public static readonly Krw LeastDayValue = new(500_000_000);

    /// <summary>Prices unknown for longer than this leave a call undecided.</summary>
    public static readonly TimeSpan LongestHole = TimeSpan.FromHours(6);

    private static readonly HashSet<string> Stablecoins = new(StringComparer.Ordinal) { "USDT", "USDC", "USDS", "USD1", "USDE", "DAI", "TUSD", "BUSD", "PYUSD", "FDUSD" };

    /// <summary>Won markets of coins that can rise and can be bought.</summary>
    public static bool IsScored(MarketInfo market) => market.Market.Quote == Asset.Krw && !Stablecoins.Contains(market.Market.Base.Value);

    /// <summary>Whether a call on this market counts, by what is known at the decision.</summary>
    public static bool CanBeCalled(MarketInfo market, Krw dayValue) => IsScored(market) && !market.Halted && dayValue >= LeastDayValue;

    /// <summary>What is left of a change after both fees.</summary>
    public static Percent AfterFees(Percent change) => new((1 + change.Fraction) * (1 - Fee.Fraction) / (1 + Fee.Fraction) - 1);
}
