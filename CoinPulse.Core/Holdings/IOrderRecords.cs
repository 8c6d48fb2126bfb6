using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Holdings;

/// <summary>How an order stands, as a person asks for it.</summary>
public enum OrderStanding
{
    /// <summary>It rests, whether a part of it has traded or not.</summary>
    Open,

    /// <summary>It ended and traded, in whole or in part.</summary>
    Traded,

    /// <summary>It ended without a trade.</summary>
    Cancelled,
}

/// <summary>Which orders, or trades of them. Null asks for all.</summary>
/// <param name="From">Seoul days on which an order was created, or a trade was made; both included.</param>
public sealed record RecordQuery(
    MarketCode? Market = null,
    OrderSide? Side = null,
    OrderSource? Source = null,
    OrderStanding? Standing = null,
    DateOnly? From = null,
    DateOnly? Through = null,
    bool Ascending = false,
    int Skip = 0,
    int Take = 25);

/// <summary>An order with its trades, oldest first.</summary>
public sealed record OrderLine(OrderRecord Order, IReadOnlyList<TradeRecord> Trades);

/// <param name="Total">Of all that were asked for, not only of this page.</param>
public sealed record FoundOrders(IReadOnlyList<OrderLine> Orders, int Total);

/// <summary>Every order and trade of an account, ours and a person's, as the exchange told of them.</summary>
public interface IOrderRecords
{
    /// <summary>Writes down what was told, in one transaction. Told twice, late or in another order it comes to the same.</summary>
    /// <returns>How many orders changed.</returns>
    Task<int> KeepAsync(UserId owner, AccountId account, IReadOnlyCollection<ExchangeOrder> orders, CancellationToken cancellationToken);

    /// <summary>The exchange does not know this order any more.</summary>
    Task LoseAsync(UserId owner, AccountId account, ExchangeOrderId order, CancellationToken cancellationToken);

    /// <summary>Orders that may change yet: they rest, or a trade of theirs is missing.</summary>
    Task<IReadOnlyList<OrderRecord>> UnsettledAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    /// <summary>Those of the named orders that will never change again.</summary>
    Task<IReadOnlySet<ExchangeOrderId>> SettledAsync(UserId owner, AccountId account, IReadOnlyCollection<ExchangeOrderId> among, CancellationToken cancellationToken);

    /// <summary>One page of orders, newest first unless it is asked for otherwise, with their trades.</summary>
    Task<FoundOrders> FindAsync(UserId owner, AccountId account, RecordQuery query, CancellationToken cancellationToken);

    /// <summary>One page of trades, newest first unless it is asked for otherwise.</summary>
    Task<IReadOnlyList<TradeRecord>> TradesAsync(UserId owner, AccountId account, RecordQuery query, CancellationToken cancellationToken);

    /// <summary>All trades since a moment, or in one market; oldest first.</summary>
    Task<IReadOnlyList<TradeRecord>> TradesSinceAsync(UserId owner, AccountId account, MarketCode? market, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The markets of which there are orders, for a filter.</summary>
    Task<IReadOnlyList<MarketCode>> MarketsAsync(UserId owner, AccountId account, CancellationToken cancellationToken);
}
