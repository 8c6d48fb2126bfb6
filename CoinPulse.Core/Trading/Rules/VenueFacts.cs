using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Rules;

/// <summary>What the exchange asks of an order in a market.</summary>
/// <param name="Minimum">The least total of an order.</param>
/// <param name="Maximum">The most.</param>
/// <param name="Fee">The taker's fee of one side, as a part of the total.</param>
public sealed record VenueFacts(Krw Minimum, Krw Maximum, Percent Fee)
{
    /// <summary>Upbit's KRW markets as they are published; for checking settings where no market is at hand.</summary>
    public static VenueFacts Krw { get; } = new(VenueRules.Minimum, VenueRules.Maximum, VenueRules.Fee);
}
