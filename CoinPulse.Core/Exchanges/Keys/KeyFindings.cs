using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges.Keys;

/// <summary>Whether a key may do something.</summary>
public enum KeyMay
{
    /// <summary>The exchange's answer leaves it open. It is shown as that.</summary>
    Unknown,
    Yes,
    No,
}

/// <summary>What asking the exchange with a key has shown. Everything in it is what was answered; what was not answered is unknown.</summary>
/// <param name="Fault">Why the key opens nothing; null when it opens.</param>
/// <param name="SeesBalances">자산조회.</param>
/// <param name="SeesOrders">주문조회.</param>
/// <param name="PlacesOrders">주문하기, tried with an order that is not placed.</param>
/// <param name="Withdraws">출금하기. A key that may is refused.</param>
/// <param name="ExpiresAt">Upbit's keys end after a year; null when that was not told.</param>
public sealed record KeyFindings(
    ExchangeFault? Fault, KeyMay SeesBalances, KeyMay SeesOrders, KeyMay PlacesOrders, KeyMay Withdraws, DateTimeOffset? ExpiresAt)
{
    /// <summary>
    /// The keys of the same person's account at the exchange, this one among them, whole or by what the exchange shows of them; null when they were not told. Compared under a
    /// keyed hash and then forgotten.
    /// </summary>
    internal IReadOnlyList<string>? Family { get; init; }

    /// <summary>What the pocket holds, what orders have locked included; null when that was not told.</summary>
    internal IReadOnlyDictionary<Asset, Quantity>? Coins { get; init; }

    public static KeyFindings Closed(ExchangeFault fault) => new(fault, KeyMay.Unknown, KeyMay.Unknown, KeyMay.Unknown, KeyMay.Unknown, null);
}

/// <summary>Asks an exchange what a key opens. Moves nothing and places nothing.</summary>
public interface IKeyProbe
{
    Task<KeyFindings> ProbeAsync(ExchangeKey key, CancellationToken cancellationToken);

    /// <summary>Whether an order is one of the pocket that the key opens.</summary>
    /// <returns>Unknown when the exchange did not say.</returns>
    Task<KeyMay> FindsAsync(ExchangeKey key, ExchangeOrderId order, CancellationToken cancellationToken);
}
