using System.Collections.Concurrent;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Reserve;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>
/// Books the trades of orders that are not the engine's, each once, whoever tells of them first: a person's own, placed here or at the exchange. What was bought is the person's;
/// what was sold takes the person's own coins first, then the engine's, newest position first.
/// </summary>
internal sealed class HandTrades(IBooks books, IPositionStore positions, IExchangeDirectory exchanges, PositionDesk desk, IJournalState journal)
{
    private readonly CoinsByHand _coins = new(books, positions, desk, journal);
    private readonly KeyedGate<AccountId> _gate = new();
    private readonly ConcurrentDictionary<AccountId, DateTimeOffset> _explainedUntil = [];

    /// <summary>Everything up to then is booked: it is not asked for again. The exchange's time.</summary>
    public void Explained(AccountId account, DateTimeOffset until) => _explainedUntil[account] = until;

    /// <summary>Books what has ended at the exchange since everything was last explained.</summary>
    /// <returns>False when the exchange could not be asked.</returns>
    public async Task<bool> CatchUpAsync(TradingAccount account, CancellationToken cancellationToken)
    {
        using var pass = await _gate.EnterAsync(account.Id, cancellationToken);
        return await CatchUpInsideAsync(account, cancellationToken);
    }

    /// <summary>Books the trades that an order shows, even while it rests. A sale waits for what ended before it: coins bought by hand a moment ago are the person's, and go first.</summary>
    public async Task BookAsync(TradingAccount account, ExchangeOrder order, CancellationToken cancellationToken)
    {
        if (order.Trades.Count == 0) return;
        using var pass = await _gate.EnterAsync(account.Id, cancellationToken);
        if (order.Side == OrderSide.Ask && !await CatchUpInsideAsync(account, cancellationToken)) return;   // the next look, or the comparison, books it
        await BookInsideAsync(account, order, cancellationToken);
    }

    /// <summary>Books what orders that still rest at the exchange have traded: nobody tells of a part of an order that was placed there.</summary>
    /// <returns>False when the exchange could not be asked.</returns>
    public async Task<bool> CatchUpRestingAsync(TradingAccount account, CancellationToken cancellationToken)
    {
        var exchange = exchanges.For(account);
        var open = await exchange.OpenOrdersAsync(cancellationToken);
        if (open.Kind != AnswerKind.Answered) return false;
        foreach (var order in open.Value.Where(order => OrderSources.Of(order.Key) != OrderSource.Bot && order.Executed.IsPositive))
        {
            var whole = order.TradesAreComplete ? null : await exchange.Past.FindAsync(order.Id, cancellationToken);
            if (whole is { Kind: not AnswerKind.Answered }) return false;
            await BookAsync(account, whole is null ? order : whole.Value, cancellationToken);
        }

        return true;
    }

    private async Task<bool> CatchUpInsideAsync(TradingAccount account, CancellationToken cancellationToken)
    {
        var since = _explainedUntil.GetValueOrDefault(account.Id, account.OpenedAt);
        var closed = await exchanges.For(account).ClosedOrdersAsync(since, cancellationToken);
        if (closed.Kind != AnswerKind.Answered) return false;
        foreach (var order in closed.Value.Where(order => OrderSources.Of(order.Key) != OrderSource.Bot)) await BookInsideAsync(account, order, cancellationToken);
        return true;
    }

    private async Task BookInsideAsync(TradingAccount account, ExchangeOrder order, CancellationToken cancellationToken)
    {
        // What an order had traded before the books were opened is in what they were opened with.
        foreach (var trade in order.Trades.Where(trade => trade.At >= account.OpenedAt))
        {
            if (order.Side == OrderSide.Bid)
            {
                var entry = Ledger.OwnBuy(account.Owner, account.Id, order.Market, trade.Quantity, trade.Funds, trade.Fee, trade.Id, trade.At);
                await books.PostAsync(account.Owner, entry, cancellationToken);
            }
            else
            {
                await BookSaleAsync(account, order.Market, trade, cancellationToken);
            }
        }
    }

    private Task BookSaleAsync(TradingAccount account, MarketCode market, ExchangeTrade trade, CancellationToken cancellationToken)
    {
        return _coins.TakeAsync(
            account,
            market,
            trade.Quantity,
            trade.Id,
            ProceedsOf,
            (part, cost, name) => Ledger.OwnSell(account.Owner, account.Id, market, part, cost, ProceedsOf(part), name, trade.At),
            cancellationToken);

        Krw ProceedsOf(Quantity part) => (trade.Funds - trade.Fee) * (part.Value / trade.Quantity.Value);
    }
}
