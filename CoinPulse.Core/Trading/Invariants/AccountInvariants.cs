using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Invariants;

/// <summary>All that our side has written of one account.</summary>
/// <param name="Guards">Every guard of the account's positions, live or not.</param>
/// <param name="Entries">The won of each entry of the books, by entry.</param>
/// <param name="Balances">The books by line.</param>
public sealed record AccountRecord(
    IReadOnlyList<Position> Positions,
    IReadOnlyList<Guard> Guards,
    IReadOnlyList<Intent> Orders,
    IReadOnlyList<Fill> Fills,
    IReadOnlyDictionary<Guid, Krw> Entries,
    IReadOnlyList<BookBalance> Balances)
{
    /// <summary>An order is between us and the exchange: until its fate is known nothing can be compared.</summary>
    public bool HasOrderInFlight => Orders.Any(order => order.IsLive && order.State.IsInDoubt());
}

/// <summary>What the exchange has of one account.</summary>
/// <param name="Orders">Every order that it listed, a person's own among them.</param>
/// <param name="Missing">Keys of ours with an exchange's id in the journal that it did not know when it was asked.</param>
public sealed record ExchangeRecord(AccountBalances Balances, IReadOnlyList<ExchangeOrder> Orders, IReadOnlyList<ClientOrderId> Missing);

/// <summary>What must hold of every account at every moment. Each thing that does not is named with its facts.</summary>
public static class AccountInvariants
{
    /// <param name="ours">What is written here.</param>
    /// <param name="theirs">What the exchange has; null when it could not be asked, or orders were moving: then only our side is looked at.</param>
    public static IReadOnlyList<Reason> Check(AccountRecord ours, ExchangeRecord? theirs) =>
        [.. Attempts(ours), .. FillsOf(ours), .. GuardsOf(ours), .. BooksOf(ours), .. theirs is null ? [] : OrdersOf(ours, theirs).Concat(Balances(ours, theirs))];

    /// <summary>1: at most one entry per decision candle, at most one live attempt per position and leg.</summary>
    private static IEnumerable<Reason> Attempts(AccountRecord ours)
    {
        foreach (var twice in ours.Positions.GroupBy(p => (p.Account, p.Strategy, p.Market, p.DecisionCandleAt)).Where(group => group.Count() > 1))
        {
            yield return Reason.Of(InvariantReasons.TwoEntries, ("market", twice.Key.Market), ("candle", twice.Key.DecisionCandleAt.ToString("O")));
        }

        foreach (var twice in ours.Orders.Where(order => order.IsLive).GroupBy(order => (order.Position, order.Leg)).Where(group => group.Count() > 1))
        {
            yield return Reason.Of(InvariantReasons.TwoLiveAttempts, ("position", twice.Key.Position), ("leg", twice.Key.Leg));
        }
    }

    /// <summary>2: the fills are the position; never more is sold than is held.</summary>
    private static IEnumerable<Reason> FillsOf(AccountRecord ours)
    {
        var ofPosition = ours.Fills.ToLookup(fill => fill.Position);
        foreach (var position in ours.Positions)
        {
            var (bought, gone) = (Sum(ofPosition[position.Id], OrderSide.Bid), Sum(ofPosition[position.Id], OrderSide.Ask));

            // Dust leaves a position without a trade: its coins stay in the account as the person's own.
            var dust = position.State == PositionState.Closed ? Quantity.Max(Quantity.Zero, bought - gone) : Quantity.Zero;
            if (bought != position.Bought || gone + dust != position.Sold + position.TakenByHand)
            {
                yield return Reason.Of(InvariantReasons.FillsDiffer, ("position", position.Id), ("held", position.Held), ("fills", bought - gone));
            }

            if (position.Oversold.IsPositive || gone > bought)
            {
                yield return Reason.Of(InvariantReasons.SoldMore, ("position", position.Id), ("sold", gone), ("bought", bought));
            }
        }

        var ofOrder = ours.Fills.Where(fill => fill.Order is not null).ToLookup(fill => fill.Order!.Value);
        foreach (var order in ours.Orders)
        {
            var filled = ofOrder[order.Key].Aggregate(Quantity.Zero, (sum, fill) => sum + fill.Quantity);
            if (filled != order.Executed) yield return Reason.Of(InvariantReasons.OrderFillsDiffer, ("order", order.Key), ("executed", order.Executed), ("fills", filled));
        }
    }

    /// <summary>3: whoever holds coins has one live guard for exactly what it holds; nobody else has one.</summary>
    private static IEnumerable<Reason> GuardsOf(AccountRecord ours)
    {
        var live = ours.Guards.Where(guard => guard.IsLive).ToLookup(guard => guard.Position);
        foreach (var position in ours.Positions)
        {
            var guards = live[position.Id].ToList();
            var holds = position is { IsLive: true, Held.IsPositive: true };
            if (holds && (guards is not [var guard] || guard.Quantity != position.Held))
            {
                var guarded = guards.Aggregate(Quantity.Zero, (sum, one) => sum + one.Quantity);
                yield return Reason.Of(InvariantReasons.Unguarded, ("position", position.Id), ("held", position.Held), ("guarded", guarded));
            }

            if (!holds && guards.Count > 0) yield return Reason.Of(InvariantReasons.GuardOfNothing, ("position", position.Id), ("guarded", guards[0].Quantity));
        }
    }

    /// <summary>4: every order of ours that the exchange knows is in the journal, and the reverse.</summary>
    private static IEnumerable<Reason> OrdersOf(AccountRecord ours, ExchangeRecord theirs)
    {
        var written = ours.Orders.Select(order => order.Key).ToHashSet();
        var named = theirs.Orders.Where(order => order.Key is { } key && key.Value.StartsWith("cp-", StringComparison.Ordinal)).GroupBy(order => order.Key!.Value);
        foreach (var group in named)
        {
            if (!written.Contains(group.Key)) yield return Reason.Of(InvariantReasons.OrderNotInJournal, ("order", group.Key));
            if (group.Select(order => order.Id).Distinct().Count() > 1) yield return Reason.Of(InvariantReasons.IdentifierTwice, ("order", group.Key));
        }

        foreach (var key in theirs.Missing) yield return Reason.Of(InvariantReasons.OrderNotAtExchange, ("order", key));
    }

    /// <summary>5: each entry of the books is even, and so is their sum.</summary>
    private static IEnumerable<Reason> BooksOf(AccountRecord ours) => ours.Entries.Where(entry => entry.Value != Krw.Zero)
        .Select(entry => Reason.Of(InvariantReasons.BooksUneven, ("entry", entry.Key), ("sum", entry.Value)));

    /// <summary>5: cash and coins are the exchange's.</summary>
    private static IEnumerable<Reason> Balances(AccountRecord ours, ExchangeRecord theirs) => TieOut.Compare(ours.Balances, theirs.Balances)
        .Select(line => line.Market is { } market
            ? Reason.Of(InvariantReasons.CoinsDiffer, ("market", market), ("books", new Quantity(line.Books)), ("exchange", new Quantity(line.Exchange)))
            : Reason.Of(InvariantReasons.CashDiffers, ("books", new Krw(line.Books)), ("exchange", new Krw(line.Exchange))));

    private static Quantity Sum(IEnumerable<Fill> fills, OrderSide side) =>
        fills.Where(fill => fill.Side == side).Aggregate(Quantity.Zero, (sum, fill) => sum + fill.Quantity);
}
