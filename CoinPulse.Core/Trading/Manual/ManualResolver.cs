using System.Collections.Concurrent;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Manual;

/// <summary>
/// Finds out what became of an order by hand whose answer is not known, on the exchange's evidence alone: by its identifier, among the open orders, among the closed ones, by the
/// balances. It is never sent again. What has been learnt is kept in memory: after a restart the questions begin again, which costs time and never money.
/// </summary>
internal sealed class ManualResolver(IExchangeDirectory exchanges, IBooks books, ManualSender sender, TimeProvider wall)
{
    private static readonly TimeSpan NothingLearnt = TimeSpan.FromSeconds(5);

    // The exchange's clock need not be ours.
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<ClientOrderId, Search> _searches = [];

    /// <returns>The order as it stands, and when to ask again; null when it is settled.</returns>
    public async Task<(ManualOrder Order, TimeSpan? Again)> ResolveAsync(TradingAccount account, ManualOrder order)
    {
        var search = _searches.GetOrAdd(order.Key, _ => new Search(wall.GetTimestamp()));
        if (order.State != IntentState.Unknown) order = await sender.ChangeAsync(order, known => known.LoseSight("no answer was written down", wall.GetUtcNow()));
        if (!order.IsInDoubt) return (order, null);   // the stream was faster

        var exchange = exchanges.For(account);
        var look = await exchange.FindAsync(order.Key, CancellationToken.None);
        if (look.Kind == AnswerKind.Answered) return (await SettleAsync(look.Value), null);
        if (look is not { Kind: AnswerKind.Refused, Fault.Kind: ExchangeFaultKind.OrderNotFound }) return (order, NothingLearnt);

        search.LookUpsWithoutTrace++;
        var (unmoved, open) = (await AreUnmovedAsync(account, exchange, order), await exchange.OpenOrdersAsync(CancellationToken.None));
        var step = UnknownOrder.Next(
            Leg.Entry, new UnknownEvidence(wall.GetElapsedTime(search.SinceStamp), search.LookUpsWithoutTrace, unmoved, OrderTrace.NoOpenSell(order.Market, open), StillWanted: false, Probed: null));
        if (step.Move == UnknownMove.LookUp) return (order, step.After);

        // The last word is not one question's: neither list may show it either.
        if (await ListedAsync(exchange, order, open) is not { } listed) return (order, NothingLearnt);
        if (listed.Order is { } found) return (await SettleAsync(found), null);
        _searches.TryRemove(order.Key, out _);
        return (await sender.ChangeAsync(order, known => known.Refuse(FaultNames.NeverArrived, "", wall.GetUtcNow())), null);

        async Task<ManualOrder> SettleAsync(ExchangeOrder shown)
        {
            _searches.TryRemove(order.Key, out _);
            return await sender.FollowAsync(account, order, shown);
        }
    }

    /// <summary>Balances show nothing of it; null while that is not known.</summary>
    private async Task<bool?> AreUnmovedAsync(TradingAccount account, IExchange exchange, ManualOrder order)
    {
        var balances = await exchange.BalancesAsync(CancellationToken.None);
        if (balances.Kind != AnswerKind.Answered) return null;
        return OrderTrace.IsNone(order.Side, order.Market, await books.BalancesAsync(account.Owner, account.Id, CancellationToken.None), balances.Value);
    }

    /// <returns>What the lists show; null when they cannot be read.</returns>
    private static async Task<(ExchangeOrder? Order, bool Read)?> ListedAsync(IExchange exchange, ManualOrder order, ExchangeAnswer<IReadOnlyList<ExchangeOrder>> open)
    {
        if (open.Kind != AnswerKind.Answered) return null;
        if (open.Value.FirstOrDefault(shown => shown.Key == order.Key) is { } resting) return (resting, true);
        var closed = await exchange.ClosedOrdersAsync(order.PlannedAt - ClocksApart, CancellationToken.None);
        return closed.Kind == AnswerKind.Answered ? (closed.Value.FirstOrDefault(shown => shown.Key == order.Key), true) : null;
    }

    private sealed class Search(long sinceStamp)
    {
        public long SinceStamp { get; } = sinceStamp;

        public int LookUpsWithoutTrace { get; set; }
    }
}
