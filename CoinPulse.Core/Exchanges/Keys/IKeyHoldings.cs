using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges.Keys;

/// <summary>What the engine has left in the pocket that a person's key opens. By it the pocket is known again when another key comes.</summary>
/// <param name="Held">Coins of the positions that are not over, by market; zero where the entry has bought nothing yet.</param>
/// <param name="Orders">A few orders that were placed there, as the exchange names them, the newest first.</param>
public sealed record PocketTraces(IReadOnlyDictionary<MarketCode, Quantity> Held, IReadOnlyList<ExchangeOrderId> Orders)
{
    public static readonly PocketTraces None = new(new Dictionary<MarketCode, Quantity>(), []);

    public bool IsHeld => Held.Count > 0;

    /// <summary>The markets as a person has to type them.</summary>
    public string Names => string.Join(", ", Held.Keys.Select(market => market.Value).Order(StringComparer.Ordinal));

    /// <summary>Whether somebody has typed just these markets, in any order, apart by commas or spaces.</summary>
    public bool AreNamedIn(string? typed) => Held.Keys.Select(market => market.Value).ToHashSet(StringComparer.OrdinalIgnoreCase)
        .SetEquals((typed ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

/// <summary>What the engine does with the key of an account; asked before the key goes.</summary>
public interface IKeyHoldings
{
    Task<PocketTraces> TracesAsync(UserId owner, CancellationToken cancellationToken);
}
