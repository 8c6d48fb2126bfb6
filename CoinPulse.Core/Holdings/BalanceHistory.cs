using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;

namespace CoinPulse.Core.Holdings;

/// <summary>Days of an account as they were seen, and the profit of days by its books.</summary>
public interface IDayStore
{
    /// <summary>The beginning of each Seoul day from <paramref name="from"/> on that was seen when it was there.</summary>
    Task<IReadOnlyDictionary<DateOnly, SeenDay>> SeenAsync(UserId owner, AccountId account, DateOnly from, CancellationToken cancellationToken);

    /// <summary>The days between two, both included, on which profit, loss or a fee was booked or a trade was finished; oldest first.</summary>
    Task<IReadOnlyList<ProfitDay>> ProfitAsync(UserId owner, AccountId account, DateOnly from, DateOnly through, CancellationToken cancellationToken);
}

/// <summary>A transfer with what it was worth when it came or went.</summary>
public sealed record ValuedTransfer(TransferRecord Transfer, Krw Worth);

/// <summary>An account's worth, day by day.</summary>
/// <param name="Days">Oldest first, the present last.</param>
/// <param name="Return">Time-weighted; null while it is not known.</param>
/// <param name="InBitcoin">What the same won would have come to in bitcoin.</param>
/// <param name="BitcoinReturn">Of bitcoin over the same days.</param>
public sealed record BalanceHistory(
    IReadOnlyList<DayBalance> Days, IReadOnlyList<ValuedTransfer> Transfers, Percent? Return, IReadOnlyList<(DateTimeOffset At, Krw Worth)> InBitcoin, Percent? BitcoinReturn)
{
    public static BalanceHistory Empty { get; } = new([], [], null, [], null);
}

/// <summary>Reads an account's worth of past days.</summary>
public interface IBalanceHistory
{
    /// <summary>Since a Seoul day, or as long as anything is known.</summary>
    Task<BalanceHistory> ReadAsync(TradingAccount account, DateOnly? from, CancellationToken cancellationToken);
}

/// <remarks>Worked out at each reading and kept nowhere: an order that is found late puts all days after it right by itself.</remarks>
internal sealed class BalanceHistoryReader(
    IDayStore days, IOrderRecords records, IHistoryMarks marks, IExchangeDirectory exchanges, PastPrices prices, IMarketHub hub, EngineClock clock) : IBalanceHistory
{
    private static readonly MarketCode Bitcoin = MarketCode.From("KRW-BTC");

    public async Task<BalanceHistory> ReadAsync(TradingAccount account, DateOnly? from, CancellationToken cancellationToken)
    {
        // The balances first: a trade that is recorded meanwhile is later than the present here, and is left out.
        var present = clock.GetUtcNow();
        var balances = await exchanges.For(account).BalancesAsync(cancellationToken);
        if (balances.Kind != AnswerKind.Answered) return BalanceHistory.Empty;

        var mark = await marks.FindAsync(account.Owner, account.Id, cancellationToken);
        var known = mark is null or { IsWhole: true } ? Kst.DayOf(mark?.WantedFrom ?? account.OpenedAt) : Kst.DayOf(mark.ReadBackTo).AddDays(1);   // a day of which a part is not read yet is none
        var first = from is { } asked && asked > known ? asked : known;
        var since = Kst.StartOf(first);
        var trades = await records.TradesSinceAsync(account.Owner, account.Id, null, since, cancellationToken);
        var transfers = await marks.TransfersAsync(account.Owner, account.Id, since, cancellationToken);
        var seen = await days.SeenAsync(account.Owner, account.Id, first, cancellationToken);
        var lines = await LinesAsync(balances.Value, trades, transfers, first, since, present, seen, cancellationToken);
        var bitcoin = await prices.ReadAsync(Bitcoin, since, present, cancellationToken);

        var past = new BalanceDays(balances.Value, present, Equity.Of(balances.Value, hub), (asset, at) => lines.GetValueOrDefault(asset)?.At(at));
        var found = past.Since(first, trades, transfers, seen);
        var begins = found.Count < 2 ? since : found[0].At;
        IReadOnlyList<ValuedTransfer> valued = [.. transfers.Where(transfer => transfer.At >= begins).Select(transfer => new ValuedTransfer(transfer, past.WorthOf(transfer)))];
        if (found.Count < 2) return BalanceHistory.Empty with { Days = found, Transfers = valued };
        return new BalanceHistory(
            found,
            valued,
            Growth.TimeWeighted(found),
            Growth.InOneCoin(found, BitcoinAt),
            BitcoinAt(found[0].At) is { IsPositive: true } before && BitcoinAt(present) is { } after ? after.ChangeFrom(before) : null);

        Price? BitcoinAt(DateTimeOffset at) => at == present && hub.Quote(Bitcoin) is { } quote ? quote.Last : bitcoin.At(at);
    }

    /// <summary>Prices of the coins that were held on days that nobody saw, and of those that came or went.</summary>
    private async Task<IReadOnlyDictionary<Asset, PriceLine>> LinesAsync(
        AccountBalances balances,
        IReadOnlyList<TradeRecord> trades,
        IReadOnlyList<TransferRecord> transfers,
        DateOnly first,
        DateTimeOffset since,
        DateTimeOffset present,
        IReadOnlyDictionary<DateOnly, SeenDay> seen,
        CancellationToken cancellationToken)
    {
        var through = Kst.DayOf(present);
        var unseen = Enumerable.Range(0, through.DayNumber - first.DayNumber + 1).Select(first.AddDays).Where(day => !seen.ContainsKey(day)).ToList();
        var wanted = transfers.Select(transfer => transfer.Asset).ToHashSet();
        if (unseen.Count > 0) wanted.UnionWith(balances.Coins.Select(coin => coin.Coin).Concat(trades.Select(trade => trade.Market.Base)));
        var until = transfers.Count > 0 || unseen.Count == 0 ? present : Kst.StartOf(unseen[^1]);
        var lines = new Dictionary<Asset, PriceLine>();
        foreach (var asset in wanted.Where(asset => asset != Asset.Krw)) lines[asset] = await prices.ReadAsync(MarketCode.Krw(asset), since, until, cancellationToken);
        return lines;
    }
}
