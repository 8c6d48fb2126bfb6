using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Differences;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>One line of the books that does not agree with the exchange.</summary>
public sealed record TieOutDifference(MarketCode? Market, decimal Books, decimal Exchange);

/// <summary>How an account's books stood against the exchange.</summary>
public sealed record TieOut(DateTimeOffset At, IReadOnlyList<TieOutDifference> Differences)
{
    public bool Agrees => Differences.Count == 0;

    /// <summary>When the oldest of the differences was first seen; the comparison's own moment when there is none.</summary>
    public DateTimeOffset Since { get; init; } = At;

    /// <summary>Where the books are not what the exchange says: won to less than <see cref="BookBalances.Rounding"/>, coins to the last unit. Pure.</summary>
    public static IEnumerable<TieOutDifference> Compare(IReadOnlyList<BookBalance> lines, AccountBalances balances)
    {
        var cash = lines.Cash();
        if ((cash - balances.Cash).Abs() >= BookBalances.Rounding) yield return new TieOutDifference(null, cash.Value, balances.Cash.Value);

        var coins = lines.Where(line => line is { Line: BookLine.Coins, Market: not null }).ToDictionary(line => line.Market!.Value, line => line.Coins);
        foreach (var held in balances.Coins.Where(held => held.Coin != Asset.Krw)) coins.TryAdd(MarketCode.Krw(held.Coin), Quantity.Zero);
        foreach (var (market, quantity) in coins)
        {
            var theirs = balances.Of(market.Base).Total;
            if (theirs != quantity) yield return new TieOutDifference(market, quantity.Value, theirs.Value);
        }
    }
}

/// <summary>Why a comparison proves nothing either way.</summary>
internal enum Hindrance
{
    JournalAway,
    ExchangeAway,

    /// <summary>The books changed while the exchange was asked.</summary>
    Moving,

    /// <summary>An order is under way: the difference may be its.</summary>
    InFlight,
}

/// <summary>What a comparison came to: a result, with what of it is kept as unexplained, or why there is none.</summary>
internal sealed record Comparison(TieOut? TieOut, IReadOnlyList<BooksDifference> Standing, Hindrance? Hindrance)
{
    public static Comparison Hindered(Hindrance by) => new(null, [], by);
}
