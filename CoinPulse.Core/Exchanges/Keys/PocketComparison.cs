
namespace CoinPulse.Core.Exchanges.Keys;

/// <summary>Whether a new key opens the pocket that the last one opened.</summary>
internal enum SamePocket
{
    /// <summary>It finds an order that was placed there.</summary>
    Proven,

    /// <summary>The last key finds an order that the new one does not, or coins are held that its pocket does not hold.</summary>
    Refuted,

    /// <summary>Nothing that was answered tells.</summary>
    Doubtful,

    /// <summary>The exchange did not answer; asked again it may tell.</summary>
    NotAnswered,
}

/// <summary>
/// Two keys of one account at the exchange may open two pockets, and nothing names a pocket to a key that may not manage pockets. But an order is told of to the keys of its own
/// pocket alone: what the engine has placed says which pocket a key opens.
/// </summary>
internal sealed class PocketComparison(IKeyProbe probe)
{
    /// <param name="traces">What was left in the pocket.</param>
    /// <param name="key">The new key.</param>
    /// <param name="found">What asking with the new key has shown.</param>
    /// <param name="last">The last key where it still opens; null where there is none to compare with.</param>
    public async Task<SamePocket> CompareAsync(PocketTraces traces, ExchangeKey key, KeyFindings found, ExchangeKey? last, CancellationToken cancellationToken)
    {
        foreach (var order in traces.Orders)
        {
            var byNew = await probe.FindsAsync(key, order, cancellationToken);
            if (byNew == KeyMay.Yes) return SamePocket.Proven;
            if (byNew == KeyMay.Unknown) return SamePocket.NotAnswered;

            // An order that the last key does not find either may be one that the exchange has forgotten.
            if (last is not null && await probe.FindsAsync(last, order, cancellationToken) == KeyMay.Yes) return SamePocket.Refuted;
        }

        return found.Coins is { } coins && traces.Held.Any(held => coins.GetValueOrDefault(held.Key.Base) < held.Value) ? SamePocket.Refuted : SamePocket.Doubtful;
    }
}
