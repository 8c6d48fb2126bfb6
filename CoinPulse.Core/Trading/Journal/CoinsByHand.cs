using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Reserve;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>Takes coins out of the books that left by the person's own hand: the person's own first, then the engine's, newest position first.</summary>
internal sealed class CoinsByHand(IBooks books, IPositionStore positions, PositionDesk desk, IJournalState journal)
{
    /// <summary>Books what is missing of one movement; told again, nothing. While the engine is selling coins of this market it books nothing, and waits to be told again.</summary>
    /// <param name="quantity">Coins that left.</param>
    /// <param name="name">The evidence; its parts are named by what was booked before them.</param>
    /// <param name="proceedsOf">Won that a part of the coins brought, after the fee; null where they were moved away.</param>
    /// <param name="ownEntry">The entry for coins of the person's own: how many, what they had cost, and the name of the part.</param>
    public async Task TakeAsync(
        TradingAccount account,
        MarketCode market,
        Quantity quantity,
        string name,
        Func<Quantity, Krw>? proceedsOf,
        Func<Quantity, Krw, string, IReadOnlyList<Posting>> ownEntry,
        CancellationToken cancellationToken)
    {
        // Read from the books and not from the state of things: told again, or after a crash between two parts, only what is missing is booked.
        var booked = await books.BookedAsync(account.Owner, account.Id, name, cancellationToken);
        if (booked >= quantity) return;
        var lines = await books.BalancesAsync(account.Owner, account.Id, cancellationToken);
        var here = (await positions.LiveAsync(account.Owner, account.Id, cancellationToken))
            .Where(file => file.Position.Market == market && file.Position.Held.IsPositive)
            .OrderByDescending(file => file.Position.PlannedAt)
            .ToList();
        if (journal.IsAway) return;   // it went in this very look: what was read of the positions is not what the books stand beside

        // What an exit under way sells was there after the person's coins had gone, or is held by it: it is settled first, or the same coins would leave twice. It takes seconds, and then this is told again.
        if (here.Any(file => file.LiveOf(Leg.Exit) is not null)) return;
        var total = lines.FirstOrDefault(line => line.Line == BookLine.Coins && line.Market == market);
        var own = (total?.Coins ?? Quantity.Zero) - here.Aggregate(Quantity.Zero, (sum, file) => sum + file.Position.Held);
        var ownCost = (total?.Amount ?? Krw.Zero) - here.Aggregate(Krw.Zero, (sum, file) => sum + file.Position.HeldFunds);

        var fromOwn = Quantity.Min(quantity - booked, Quantity.Max(own, Quantity.Zero));
        if (fromOwn.IsPositive) await TakeOwnAsync(fromOwn, fromOwn == own ? ownCost : ownCost * (fromOwn.Value / own.Value));
        foreach (var file in here)
        {
            var part = Quantity.Min(quantity - booked, file.Position.Held);
            if (part.IsZero) break;
            booked += await desk.TakeByHandAsync(account, file.Position.Id, part, proceedsOf?.Invoke(part), NameOfPart());
        }

        // More than our books know of: it came by hand too, and that is told at the same look or the next. Until then it costs what it brought.
        if (booked < quantity) await TakeOwnAsync(quantity - booked, proceedsOf?.Invoke(quantity - booked) ?? Krw.Zero);

        async Task TakeOwnAsync(Quantity part, Krw cost)
        {
            await books.PostAsync(account.Owner, ownEntry(part, cost, NameOfPart()), cancellationToken);
            booked += part;
        }

        string NameOfPart() => booked.IsZero ? name : $"{name}:{booked}";
    }
}
