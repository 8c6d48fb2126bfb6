using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Yardstick;

/// <summary>A strategy that is armed, and how often it finds something to buy.</summary>
/// <param name="Chance">Of one market on one decision candle, 0 to 1.</param>
internal sealed record ArmedCase(IStrategy Strategy, StrategySettings Settings, double Chance);

/// <summary>All that random runs of one account need.</summary>
/// <param name="Unit">The candles along which guards are led; a whole number of them is every armed strategy's timeframe.</param>
/// <param name="From">On the grid of <paramref name="Unit"/>; <paramref name="Cash"/> is the account's equity then.</param>
/// <param name="Moments">When equity is read, in order.</param>
internal sealed record YardstickCase(
    AccountId Account,
    PriceSource Source,
    IReadOnlyList<ArmedCase> Armed,
    RiskSettings Risk,
    VenueFacts Venue,
    IReadOnlyList<MarketHistory> Markets,
    CandleUnit Unit,
    DateTimeOffset From,
    DateTimeOffset Until,
    Krw Cash,
    IReadOnlyList<DateTimeOffset> Moments);
