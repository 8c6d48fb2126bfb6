using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Books;

/// <summary>What one line of an account's books comes to.</summary>
public sealed record BookBalance(BookLine Line, MarketCode? Market, Krw Amount, Quantity Coins);

/// <summary>Reads what lines come to.</summary>
public static class BookBalances
{
    /// <summary>Less than one won between our cash and the exchange's is rounding.</summary>
    public static readonly Krw Rounding = new(1);

    public static Krw Cash(this IEnumerable<BookBalance> lines) => lines.Where(line => line.Line == BookLine.Cash).Aggregate(Krw.Zero, (sum, line) => sum + line.Amount);

    public static Quantity Coins(this IEnumerable<BookBalance> lines, MarketCode market) =>
        lines.Where(line => line.Line == BookLine.Coins && line.Market == market).Aggregate(Quantity.Zero, (sum, line) => sum + line.Coins);
}

/// <summary>Reads the books of an account, and writes the entries that belong to no position.</summary>
public interface IBooks
{
    Task<IReadOnlyList<BookBalance>> BalancesAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    Task<Quantity> CoinsAsync(UserId owner, AccountId account, MarketCode market, CancellationToken cancellationToken);

    /// <summary>Coins that the entries of a trade have moved so far. A trade that is booked in parts names each <c>{trade}:{coins booked before it}</c>.</summary>
    Task<Quantity> BookedAsync(UserId owner, AccountId account, string trade, CancellationToken cancellationToken);

    /// <summary>Appends an entry; one with the same reference is written once.</summary>
    Task PostAsync(UserId owner, IReadOnlyList<Posting> entry, CancellationToken cancellationToken);
}
