namespace CoinPulse.Core.Exchanges;

/// <summary>
/// What an exchange keeps of one account's past, for whoever writes it down. It is asked behind everything that an order waits for, and a stretch at a time, so that a
/// long past can be read over days and restarts.
/// </summary>
public interface IAccountPast
{
    /// <summary>
    /// Orders that were created at or after <paramref name="from"/> and before <paramref name="to"/> and have ended, oldest first. Trades may be missing
    /// (<see cref="ExchangeOrder.TradesAreComplete"/>): ask for the order itself then. An order that still rests is not among them, however old.
    /// </summary>
    Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> EndedAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>One order with its trades, by the exchange's id; a person's own orders have no other name.</summary>
    Task<ExchangeAnswer<ExchangeOrder>> FindAsync(ExchangeOrderId id, CancellationToken cancellationToken);

    /// <summary>
    /// What came and went since a moment, oldest first. Refused as <see cref="ExchangeFaultKind.PermissionMissing"/> where the key may not see transfers.
    /// </summary>
    Task<ExchangeAnswer<IReadOnlyList<ExchangeTransfer>>> TransfersAsync(DateTimeOffset since, CancellationToken cancellationToken);
}
