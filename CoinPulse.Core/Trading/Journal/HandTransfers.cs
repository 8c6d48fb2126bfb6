using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Guards;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>
/// Books what came into a pocket or left it without a trade, on the exchange's word, each once. Coins that leave are the person's own first, then the engine's, newest position first.
/// </summary>
internal sealed class HandTransfers(IBooks books, IPositionStore positions, IExchangeDirectory exchanges, IMarketHub hub, PositionDesk desk)
{
    /// <summary>Asks what came and went since the books were opened.</summary>
    /// <returns>Whether the books are other than before.</returns>
    public async Task<bool> CatchUpAsync(TradingAccount account, CancellationToken cancellationToken)
    {
        if (account.Kind != AccountKind.Upbit) return false;   // into a practice account nothing is sent
        var told = await exchanges.For(account).Past.TransfersAsync(account.OpenedAt, cancellationToken);
        if (told.Kind != AnswerKind.Answered) return false;

        var before = await books.BalancesAsync(account.Owner, account.Id, cancellationToken);
        foreach (var transfer in told.Value.Where(transfer => transfer.At >= account.OpenedAt)) await BookAsync(account, transfer, cancellationToken);
        return !before.ToHashSet().SetEquals(await books.BalancesAsync(account.Owner, account.Id, cancellationToken));
    }

    private Task BookAsync(TradingAccount account, ExchangeTransfer transfer, CancellationToken cancellationToken)
    {
        var (name, moved) = ($"transfer:{transfer.Id}", transfer.Amount + transfer.Fee);
        if (transfer.Asset == Asset.Krw)
        {
            var won = new Krw(transfer.Direction == TransferDirection.Deposit ? transfer.Amount : -moved);
            return books.PostAsync(account.Owner, Ledger.Deposit(account.Owner, account.Id, won, name, transfer.At), cancellationToken);
        }

        var market = MarketCode.Krw(transfer.Asset);
        if (transfer.Direction == TransferDirection.Withdrawal) return BookWithdrawalAsync(account, market, Quantity.CutFrom(moved), name, transfer.At, cancellationToken);

        // What coins had cost elsewhere nobody tells us; here they cost what they are worth when they are booked.
        var (coins, worth) = (Quantity.CutFrom(transfer.Amount), hub.Quote(market) is { } quote ? GuardPrice.Of(quote) : default);
        return books.PostAsync(account.Owner, Ledger.CoinDeposit(account.Owner, account.Id, market, coins, worth * coins, name, transfer.At), cancellationToken);
    }

    private async Task BookWithdrawalAsync(TradingAccount account, MarketCode market, Quantity left, string name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // As with sales: what is booked already is read from the books, so that a crash between two parts leaves the rest to be booked.
        var booked = await books.BookedAsync(account.Owner, account.Id, name, cancellationToken);
        if (booked >= left) return;
        var total = (await books.BalancesAsync(account.Owner, account.Id, cancellationToken)).FirstOrDefault(line => line.Line == BookLine.Coins && line.Market == market);
        var here = (await positions.LiveAsync(account.Owner, account.Id, cancellationToken))
            .Where(file => file.Position.Market == market && file.Position.Held.IsPositive)
            .OrderByDescending(file => file.Position.PlannedAt)
            .ToList();
        var own = (total?.Coins ?? Quantity.Zero) - here.Aggregate(Quantity.Zero, (sum, file) => sum + file.Position.Held);
        var ownCost = (total?.Amount ?? Krw.Zero) - here.Aggregate(Krw.Zero, (sum, file) => sum + file.Position.HeldFunds);

        var fromOwn = Quantity.Min(left - booked, Quantity.Max(own, Quantity.Zero));
        if (fromOwn.IsPositive) await TakeOwnAsync(fromOwn, fromOwn == own ? ownCost : ownCost * (fromOwn.Value / own.Value));
        foreach (var file in here)
        {
            var quantity = Quantity.Min(left - booked, file.Position.Held);
            if (quantity.IsZero) return;
            booked += await desk.TakeByHandAsync(account, file.Position.Id, quantity, Krw.Zero, NameOfPart());
        }

        // More than our books know of came by a way that was not told yet; it is told at the next look.
        if (booked < left) await TakeOwnAsync(left - booked, Krw.Zero);

        async Task TakeOwnAsync(Quantity quantity, Krw cost)
        {
            await books.PostAsync(account.Owner, Ledger.CoinDeposit(account.Owner, account.Id, market, -quantity, -cost, NameOfPart(), at), cancellationToken);
            booked += quantity;
        }

        string NameOfPart() => booked.IsZero ? name : $"{name}:{booked}";
    }
}
