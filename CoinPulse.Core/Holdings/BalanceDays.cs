using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;

namespace CoinPulse.Core.Holdings;

/// <summary>
/// The balances of past days, worked out backward: what is held now, less everything that has happened since. Days that were seen when they were there stay as they were
/// seen. Pure.
/// </summary>
/// <param name="priceAt">What a coin cost at a moment; null where nobody knows.</param>
public sealed class BalanceDays(AccountBalances now, DateTimeOffset present, Krw worthNow, Func<Asset, DateTimeOffset, Price?> priceAt)
{
    /// <param name="from">The first day.</param>
    /// <param name="trades">Every trade since then.</param>
    /// <param name="transfers">Every transfer since then.</param>
    /// <param name="seen">Days of which it is known what the account was worth.</param>
    /// <returns>Oldest first, the present last. Days before there was anything are left out.</returns>
    public IReadOnlyList<DayBalance> Since(DateOnly from, IReadOnlyList<TradeRecord> trades, IReadOnlyList<TransferRecord> transfers, IReadOnlyDictionary<DateOnly, SeenDay> seen)
    {
        var today = Kst.DayOf(present);
        var moves = Moves(trades, transfers);
        var days = new List<DayBalance> { new(today, present, worthNow, Krw.Zero, Krw.Zero, false) };
        for (var day = today; day >= from; day = day.AddDays(-1))
        {
            var at = seen.TryGetValue(day, out var look) ? look.At : Kst.StartOf(day);
            if (at >= days[^1].At) continue;
            var (came, went) = Flows(transfers, at, days[^1].At);
            moves.UnwindTo(at);
            var (worth, lacks) = look is null ? Worth(moves.Held, at) : (look.Equity, false);
            days.Add(new DayBalance(day, at, worth, came, went, look is null, lacks));
        }

        days.Reverse();
        return [.. days.SkipWhile(day => !day.Equity.IsPositive && day.IsComputed)];
    }

    private (Krw Worth, bool Lacks) Worth(IReadOnlyDictionary<Asset, decimal> held, DateTimeOffset at)
    {
        var (worth, lacks) = (0m, false);
        foreach (var (asset, amount) in held.Where(asset => asset.Value > 0))   // less than nothing was never held: something came that nobody told of
        {
            if (asset == Asset.Krw) worth += amount;
            else if (priceAt(asset, at) is { } price) worth += price.Value * amount;
            else lacks = true;
        }

        return (new Krw(worth), lacks);
    }

    private (Krw In, Krw Out) Flows(IReadOnlyList<TransferRecord> transfers, DateTimeOffset from, DateTimeOffset to)
    {
        var between = transfers.Where(transfer => transfer.At >= from && transfer.At < to).ToList();
        return (Sum(between.Where(transfer => transfer.Change > 0)), Sum(between.Where(transfer => transfer.Change < 0)));
    }

    private Krw Sum(IEnumerable<TransferRecord> transfers) => transfers.Aggregate(Krw.Zero, (sum, transfer) => sum + WorthOf(transfer));

    /// <summary>Won as they are, coins at their price then; nothing where it is not known.</summary>
    public Krw WorthOf(TransferRecord transfer) => new(Math.Abs(transfer.Change) * (transfer.Asset == Asset.Krw ? 1 : priceAt(transfer.Asset, transfer.At)?.Value ?? 0));

    private Unwinding Moves(IReadOnlyList<TradeRecord> trades, IReadOnlyList<TransferRecord> transfers)
    {
        var held = now.Coins.ToDictionary(coin => coin.Coin, coin => coin.Total.Value);
        held[Asset.Krw] = now.Cash.Value;
        var changes = trades.Select(CoinsOf)
            .Concat(trades.Select(trade => (trade.At, Asset.Krw, trade.Cash.Value)))
            .Concat(transfers.Select(transfer => (transfer.At, transfer.Asset, transfer.Change)))
            .Where(change => change.At <= present)
            .OrderBy(change => change.At);
        return new Unwinding(held, new Stack<(DateTimeOffset At, Asset Asset, decimal Amount)>(changes));
    }

    private static (DateTimeOffset At, Asset Asset, decimal Amount) CoinsOf(TradeRecord trade) =>
        (trade.At, trade.Market.Base, trade.Side == OrderSide.Bid ? trade.Quantity.Value : -trade.Quantity.Value);

    /// <summary>What was held, at earlier and earlier moments.</summary>
    private sealed class Unwinding(Dictionary<Asset, decimal> held, Stack<(DateTimeOffset At, Asset Asset, decimal Amount)> changes)
    {
        public IReadOnlyDictionary<Asset, decimal> Held => held;

        public void UnwindTo(DateTimeOffset at)
        {
            while (changes.TryPeek(out var change) && change.At >= at)
            {
                changes.Pop();
                held[change.Asset] = held.GetValueOrDefault(change.Asset) - change.Amount;
            }
        }
    }
}
