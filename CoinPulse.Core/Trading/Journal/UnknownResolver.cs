using System.Collections.Concurrent;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Books;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>
/// Asks the exchange about an order whose fate is not known and settles it on what it answers. What has been learnt so far is kept in memory only: after a
/// restart the questions begin again, which costs time and never money, because the identifier is accepted once.
/// </summary>
internal sealed class UnknownResolver(IPositionStore positions, IExchangeDirectory exchanges, IBooks books, OrderSender sender, EngineClock clock, TimeProvider wall)
{
    private readonly ConcurrentDictionary<ClientOrderId, Search> _searches = [];

    /// <param name="account">Whose order it is.</param>
    /// <param name="file">The position of the order, as just read.</param>
    /// <param name="intent">Planned, sent or unknown.</param>
    /// <param name="stillWanted">Its guard still fires.</param>
    /// <returns>The file as it stands, and when to ask again; null when the order is settled.</returns>
    public async Task<(PositionFile File, TimeSpan? Again)> ResolveAsync(TradingAccount account, PositionFile file, Intent intent, bool stillWanted)
    {
        var began = wall.GetTimestamp();
        var search = _searches.GetOrAdd(intent.Key, _ => new Search(began));
        if (intent.State != IntentState.Unknown)
        {
            // Found half-sent: the process died, or the database did, between the commit and the answer.
            file = await positions.ChangeAsync(intent.Owner, intent.Position, changed => changed.LoseSight(intent.Key, "no answer was written down", wall.GetUtcNow()));
        }

        var exchange = exchanges.For(account);
        var look = await exchange.FindAsync(intent.Key, CancellationToken.None);
        if (look.Kind == AnswerKind.Answered)
        {
            _searches.TryRemove(intent.Key, out _);
            return (await positions.ChangeAsync(intent.Owner, intent.Position, changed => changed.Follow(look.Value, clock.GetUtcNow(), wall.GetUtcNow())), null);
        }

        if (look is not { Kind: AnswerKind.Refused, Fault.Kind: ExchangeFaultKind.OrderNotFound })
        {
            return (file, TimeSpan.FromSeconds(intent.Leg == Leg.Exit ? 1 : 5));   // the exchange cannot be asked: nothing is learnt
        }

        search.LookUpsWithoutTrace++;
        var step = UnknownOrder.Next(intent.Leg, await GatherAsync(exchange, file, intent, search, stillWanted));
        switch (step.Move)
        {
            case UnknownMove.LookUp:
                return (file, step.After);
            case UnknownMove.Probe:
                search.ProbedStamp = wall.GetTimestamp();
                file = await sender.SendAsync(account, intent, began);
                return (file, file.Find(intent.Key).State == IntentState.Unknown ? TimeSpan.Zero : null);
            default:
                _searches.TryRemove(intent.Key, out _);
                var code = step.Move == UnknownMove.Burned ? FaultNames.Burned : FaultNames.NeverArrived;
                return (await positions.ChangeAsync(intent.Owner, intent.Position, changed => changed.Refuse(intent.Key, code, "", clock.GetUtcNow(), wall.GetUtcNow())), null);
        }
    }

    private async Task<UnknownEvidence> GatherAsync(IExchange exchange, PositionFile file, Intent intent, Search search, bool stillWanted)
    {
        var balances = await exchange.BalancesAsync(CancellationToken.None);
        var open = await exchange.OpenOrdersAsync(CancellationToken.None);
        bool? unmoved = null;
        if (balances.Kind == AnswerKind.Answered)
        {
            var ours = await OurBooksAsync(intent);
            unmoved = ours is null ? null : OrderTrace.IsNone(intent.Side, intent.Market, ours, balances.Value) && (intent.Leg != Leg.Exit || AreFree(file, balances.Value));
        }

        return new UnknownEvidence(
            wall.GetElapsedTime(search.SinceStamp),
            search.LookUpsWithoutTrace,
            unmoved,
            OrderTrace.NoOpenSell(intent.Market, open),
            stillWanted,
            search.ProbedStamp is { } probed ? wall.GetElapsedTime(probed) : null);
    }

    /// <summary>Of what there is to sell nothing is held by an order. The person may have moved coins of the position away: then it is what is left of them.</summary>
    private static bool AreFree(PositionFile file, AccountBalances theirs)
    {
        var coins = theirs.Of(file.Position.Market.Base);
        return coins.Free >= Quantity.Min(coins.Total, file.Position.Held - file.Position.ExitLeaves);
    }

    /// <summary>What the books say; null while they cannot be read, and then nothing is proven by them.</summary>
    private async Task<IReadOnlyList<BookBalance>?> OurBooksAsync(Intent intent)
    {
        try
        {
            return await books.BalancesAsync(intent.Owner, intent.Account, CancellationToken.None);
        }
        catch (JournalUnavailableException)
        {
            return null;
        }
    }

    private sealed class Search(long sinceStamp)
    {
        public long SinceStamp { get; } = sinceStamp;

        public int LookUpsWithoutTrace { get; set; }

        public long? ProbedStamp { get; set; }
    }
}
