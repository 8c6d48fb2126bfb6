using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Reserve;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>What a look for transfers came to.</summary>
internal enum TransferLook
{
    /// <summary>The exchange did not answer.</summary>
    NotTold,

    /// <summary>The key may not see them.</summary>
    Hidden,

    /// <summary>All that there is stands in the books already.</summary>
    NothingNew,

    Booked,
}

/// <summary>
/// Books what came into a pocket or left it without a trade, on the exchange's word, each once.
/// </summary>
internal sealed class HandTransfers(IBooks books, IPositionStore positions, IExchangeDirectory exchanges, IMarketHub hub, PositionDesk desk, IJournalState journal)
{
    private readonly CoinsByHand _coins = new(books, positions, desk, journal);

    /// <summary>Asks what came and went since the books were opened.</summary>
    public async Task<TransferLook> CatchUpAsync(TradingAccount account, CancellationToken cancellationToken)
    {
        if (account.Kind != AccountKind.Upbit) return TransferLook.NothingNew;   // into a practice account nothing is sent
        var told = await exchanges.For(account).Past.TransfersAsync(account.OpenedAt, cancellationToken);
        if (told.Kind != AnswerKind.Answered) return told.Fault is { Kind: ExchangeFaultKind.PermissionMissing } ? TransferLook.Hidden : TransferLook.NotTold;

        var before = await books.BalancesAsync(account.Owner, account.Id, cancellationToken);
        foreach (var transfer in told.Value.Where(transfer => transfer.At >= account.OpenedAt)) await BookAsync(account, transfer, cancellationToken);
        return before.ToHashSet().SetEquals(await books.BalancesAsync(account.Owner, account.Id, cancellationToken)) ? TransferLook.NothingNew : TransferLook.Booked;
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
        if (transfer.Direction == TransferDirection.Withdrawal)
        {
            return _coins.TakeAsync(
                account,
                market,
                Quantity.CutFrom(moved),
                name,
                proceedsOf: null,
                (part, cost, partName) => Ledger.CoinDeposit(account.Owner, account.Id, market, -part, -cost, partName, transfer.At),
                cancellationToken);
        }

        // What coins had cost elsewhere nobody tells us; here they cost what they are worth when they are booked.
        var (coins, worth) = (Quantity.CutFrom(transfer.Amount), hub.Quote(market) is { } quote ? GuardPrice.Of(quote) : default);
        return books.PostAsync(account.Owner, Ledger.CoinDeposit(account.Owner, account.Id, market, coins, worth * coins, name, transfer.At), cancellationToken);
    }
}
