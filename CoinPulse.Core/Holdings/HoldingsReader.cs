using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Holdings;

/// <summary>Reads what an account holds: whole when something happened, from memory when only prices moved.</summary>
public interface IHoldingsReader
{
    Task<HoldingsPicture> ReadAsync(TradingAccount account, CancellationToken cancellationToken);

    /// <summary>The same coins at the present prices; memory alone.</summary>
    HoldingsPicture AtPresentPrices(HoldingsPicture picture);
}

internal sealed class HoldingsReader(
    IPositionStore positions, IOrderRecords records, IHistoryMarks marks, IExchangeDirectory exchanges, PastPrices prices, IMarketHub hub, EngineClock clock) : IHoldingsReader
{
    public async Task<HoldingsPicture> ReadAsync(TradingAccount account, CancellationToken cancellationToken)
    {
        var answer = await exchanges.For(account).BalancesAsync(cancellationToken);
        var mark = await marks.FindAsync(account.Owner, account.Id, cancellationToken);
        if (answer.Kind != AnswerKind.Answered) return new HoldingsPicture(account, false, Krw.Zero, Krw.Zero, [], mark, clock.GetUtcNow());

        var live = await positions.LiveAsync(account.Owner, account.Id, cancellationToken);
        var transfers = (await marks.TransfersAsync(account.Owner, account.Id, DateTimeOffset.UnixEpoch, cancellationToken)).ToLookup(transfer => transfer.Asset);
        var coins = new List<Holding>();
        foreach (var held in answer.Value.Coins.Where(coin => coin.Total.IsPositive))
        {
            var market = MarketCode.Krw(held.Coin);
            var ofEngine = live.Where(file => file.Position.Market == market).Aggregate(Quantity.Zero, (sum, file) => sum + file.Position.Held);
            var cost = await CostAsync(account, market, [.. transfers[held.Coin]], cancellationToken);
            coins.Add(new Holding(held.Coin, hub.Find(market), held.Free, held.Locked, ofEngine, cost, held.AverageCost, null));
        }

        return AtPresentPrices(new HoldingsPicture(account, true, answer.Value.FreeCash, answer.Value.LockedCash, coins, mark, default));
    }

    public HoldingsPicture AtPresentPrices(HoldingsPicture picture) => picture with
    {
        Coins =
        [
            .. picture.Coins.Select(coin => coin with { Info = hub.Find(MarketCode.Krw(coin.Coin)), Last = hub.Quote(MarketCode.Krw(coin.Coin))?.Last })
                .OrderByDescending(coin => coin.Value)
                .ThenBy(coin => coin.Coin.Value, StringComparer.Ordinal),
        ],
        Now = clock.GetUtcNow(),
    };

    private async Task<CoinCost> CostAsync(TradingAccount account, MarketCode market, IReadOnlyList<TransferRecord> transfers, CancellationToken cancellationToken)
    {
        var trades = await records.TradesSinceAsync(account.Owner, account.Id, market, DateTimeOffset.UnixEpoch, cancellationToken);
        var came = transfers.Where(transfer => transfer.Change > 0).ToList();
        var past = came.Count == 0 ? PriceLine.Unknown : await prices.ReadAsync(market, came.Min(transfer => transfer.At), came.Max(transfer => transfer.At), cancellationToken);
        return CoinCost.Of(trades, transfers, past.At);
    }
}
