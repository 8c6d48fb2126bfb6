using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Guards;

namespace CoinPulse.Core.Trading.Backtest;

/// <summary>Who lives on the played prices.</summary>
internal interface IPlayedMarket
{
    /// <summary>The market's time is <paramref name="moment"/> when this returns.</summary>
    Task AdvanceToAsync(DateTimeOffset moment, CancellationToken cancellationToken);

    /// <summary>A price has been shown: returns when everything that it set off is done.</summary>
    Task SettleAsync();

    /// <summary>Candles have closed and the first price after them stands: the moment of decisions.</summary>
    Task DecideAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Plays recorded candles into a hub as prices. A candle does not tell its path, so the path is the one that flatters nobody: it opens, falls to its low, rises to
/// its high and closes, so that inside one candle the stop comes before the target. Between two of these prices the market trades at every stop and target on the
/// way; what lies beyond a gap is met at the gap. Decisions are made on closed candles, when the next candle has opened.
/// </summary>
/// <param name="hub">Where the prices go.</param>
/// <param name="guards">Whose stops and targets lie on the way.</param>
/// <param name="market">Who lives on the prices.</param>
/// <param name="clock">Stands where the played candle stands.</param>
/// <param name="wall">Counts the age of prices.</param>
/// <param name="ends">When the candles of a market that vanishes are over.</param>
internal sealed class CandlePlayer(MarketHub hub, GuardBook guards, IPlayedMarket market, TimeProvider clock, TimeProvider wall, IReadOnlyDictionary<MarketCode, DateTimeOffset>? ends = null)
{
    private readonly Queue<(MarketCode Market, DateTimeOffset End)> _vanishing = new((ends ?? new Dictionary<MarketCode, DateTimeOffset>()).OrderBy(end => end.Value).Select(end => (end.Key, end.Value)));

    /// <param name="step">What opens together.</param>
    /// <param name="unit">The candles' length.</param>
    /// <param name="cancellationToken">Stops before the decisions.</param>
    public async Task PlayAsync(CandleStep step, CandleUnit unit, CancellationToken cancellationToken)
    {
        var (openAt, candles) = step;
        await market.AdvanceToAsync(openAt, cancellationToken);
        hub.CloseUntil(openAt);
        Halt(openAt);
        foreach (var (code, candle) in candles) await ShowAsync(code, candle.Open, candle.Volume / 4);
        await market.DecideAsync(cancellationToken);

        // Within the last of a candle's four prices the next has not opened: the clock stays inside.
        var quarter = unit.Length() / 4;
        await market.AdvanceToAsync(openAt + quarter, cancellationToken);
        foreach (var (code, candle) in candles) await MoveAsync(code, candle.Open, candle.Low, candle.Volume / 4);
        await market.AdvanceToAsync(openAt + quarter * 2, cancellationToken);
        foreach (var (code, candle) in candles) await MoveAsync(code, candle.Low, candle.High, candle.Volume / 4);
        await market.AdvanceToAsync(openAt + quarter * 3, cancellationToken);
        foreach (var (code, candle) in candles) await MoveAsync(code, candle.High, candle.Close, candle.Volume / 4);
        foreach (var (code, candle) in candles) hub.BoardOf(code)!.Add(candle, unit);
    }

    /// <summary>A market whose candles are over takes no more orders: who holds its coins cannot sell them at a price that nobody pays.</summary>
    private void Halt(DateTimeOffset moment)
    {
        while (_vanishing.TryPeek(out var next) && next.End <= moment)
        {
            _vanishing.Dequeue();
            hub.Open([.. hub.Markets.Select(info => info.Market == next.Market ? info with { Halted = true } : info)]);
        }
    }

    private async Task MoveAsync(MarketCode code, double from, double to, double coins)
    {
        var (at, end) = (Price.FromCandle(from), Price.FromCandle(to));
        while (LevelBetween(code, at, end) is { } level)
        {
            await ShowAsync(code, level, Quantity.Zero);
            at = level;
        }

        await ShowAsync(code, end, Quantity.CutFrom((decimal)coins));
    }

    private Task ShowAsync(MarketCode code, double price, double coins) => ShowAsync(code, Price.FromCandle(price), Quantity.CutFrom((decimal)coins));

    private Task ShowAsync(MarketCode code, Price price, Quantity coins)
    {
        hub.Publish(new PriceEvent(code, PriceEventKind.Candle, price, coins, null, null, null, clock.GetUtcNow(), wall.GetTimestamp()));
        return market.SettleAsync();
    }

    /// <summary>The first traded price on the way at which a guard has something to say; asked anew after each, because guards come, rise and go.</summary>
    private Price? LevelBetween(MarketCode code, Price at, Price end)
    {
        var live = guards.On(code).Where(guard => guard.IsLive);
        var levels = end < at
            ? live.Select(guard => KrwTicks.RoundDown(new Price(guard.Stop.Value + HalfTick(guard.Stop)))).Where(level => level < at && level > end).OrderDescending()
            : live.Select(guard => guard.NextTarget).OfType<Price>().Select(target => KrwTicks.RoundUp(new Price(target.Value + HalfTick(target)))).Where(level => level > at && level < end).Order();
        return levels.Select(level => (Price?)level).FirstOrDefault();
    }

    // A guard looks at the traded price less half a tick where no bid is known.
    private static decimal HalfTick(Price price) => KrwTicks.TickAt(price) / 2;
}
