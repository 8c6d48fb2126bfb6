using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Strategies.RandomEntry;

/// <summary>
/// The yardstick beside a strategy's results: enters by lot, leaves exactly as the compared strategy leaves. What the compared strategy earns beyond this is what
/// its entries are worth. Never offered to anybody. The lot is drawn from the seed, the market and the decision candle, so a run can be repeated.
/// </summary>
/// <param name="compared">Its settings, its candles and its exits are used.</param>
/// <param name="chance">The share of decision candles that are bought, 0 to 1.</param>
public sealed class RandomEntryStrategy(IStrategy compared, long seed, double chance) : IStrategy
{
    public static readonly StrategyId Name = StrategyId.From("random");

    public StrategyId Id => Name;

    public Type SettingsType => compared.SettingsType;

    public StrategySettings DefaultSettings => compared.DefaultSettings;

    public int CandlesNeeded(StrategySettings settings) => compared.CandlesNeeded(settings);

    public Opinion? Consider(MarketView view, StrategySettings settings)
    {
        var (entry, order) = Lots(view.Market.Market, view.DecisionCandle.OpenAt);
        return entry < chance ? new Opinion(Reason.Of(RandomEntryReasons.Entry, ("seed", seed), ("chance", chance)), order * 100) : null;
    }

    public Reason? Reconsider(MarketView view, StrategySettings settings) => compared.Reconsider(view, settings);

    // Two lots: one for whether, one for which first. A hash that is the same on every machine and every run, which GetHashCode is not.
    private (double Entry, double Order) Lots(MarketCode market, DateTimeOffset candle)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}|{market.Value}|{candle.UtcTicks}")));
        return (Unit(hash), Unit(hash.AsSpan(8)));
    }

    private static double Unit(ReadOnlySpan<byte> bytes) => (BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 11) * Math.Pow(2, -53);
}
