using System.Collections.Immutable;
using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>What the exchange must know of one account to decide: its cash, its coins and its resting orders. Immutable.</summary>
internal sealed record PaperState(
    PaperAccount Account,
    ImmutableSortedDictionary<string, PaperBalance> Coins,
    ImmutableSortedDictionary<long, PaperOrder> Resting)
{
    public static PaperState Of(PaperAccount account, IEnumerable<PaperBalance> coins, IEnumerable<PaperOrder> resting) => new(
        account,
        coins.ToImmutableSortedDictionary(coin => coin.Coin.Value, coin => coin, StringComparer.Ordinal),
        resting.ToImmutableSortedDictionary(order => order.Number, order => order));

    public AccountBalances Balances() => new(
        Account.FreeCash,
        Account.LockedCash,
        [.. Coins.Values.Where(coin => !coin.Free.IsZero || !coin.Locked.IsZero).Select(coin => new CoinBalance(coin.Coin, coin.Free, coin.Locked, coin.AverageCost))]);

    public IEnumerable<PaperOrder> RestingIn(MarketCode market) => Resting.Values.Where(order => order.Market == market);

    /// <summary>The same account with orders that moved up in their queues. Nothing was committed.</summary>
    public PaperState WithQueuesOf(IReadOnlyList<PaperOrder> moved) =>
        moved.Count == 0 ? this : this with { Resting = Resting.SetItems(moved.Select(order => KeyValuePair.Create(order.Number, order))) };

    /// <summary>
    /// The state after a committed change. The position in the queue of an untouched order is kept: it may have moved on without a commit.
    /// </summary>
    public PaperState After(PaperChange change)
    {
        var resting = Resting;
        foreach (var order in change.Orders)
        {
            resting = order.IsOpen ? resting.SetItem(order.Number, order) : resting.Remove(order.Number);
        }

        return new PaperState(change.Account, Coins.SetItems(change.Coins.Select(coin => KeyValuePair.Create(coin.Coin.Value, coin))), resting);
    }
}

/// <summary>Everything that one act on one account writes, in one transaction or not at all.</summary>
/// <param name="Account">The account as it will be; its version is one more than <paramref name="ReadVersion"/>.</param>
/// <param name="ReadVersion">The version on which the act was decided.</param>
/// <param name="NewCoins">The kinds of coins that the account had no row for.</param>
/// <param name="Orders">New and changed orders. A new one has a number above <paramref name="ReadNumber"/>.</param>
internal sealed record PaperChange(
    PaperAccount Account,
    int ReadVersion,
    long ReadNumber,
    IReadOnlyList<PaperBalance> Coins,
    IReadOnlySet<Asset> NewCoins,
    IReadOnlyList<PaperOrder> Orders,
    IReadOnlyList<PaperTrade> Trades,
    IReadOnlyList<PaperTransfer> Transfers)
{
    public bool IsNew(PaperBalance coin) => NewCoins.Contains(coin.Coin);

    public bool IsNew(PaperOrder order) => order.Number > ReadNumber;

    public IEnumerable<ClientOrderId> BurnedKeys => Orders.Where(IsNew).Select(order => order.Key).OfType<ClientOrderId>();
}
