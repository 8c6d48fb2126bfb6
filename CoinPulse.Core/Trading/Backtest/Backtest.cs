using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Backtest;

/// <summary>What is to be played.</summary>
/// <param name="Account">Whose decisions they are; its id names the positions, so the same account makes the same names again.</param>
/// <param name="Cash">Won at the beginning.</param>
/// <param name="Markets">In the source's order.</param>
/// <param name="Unit">The length of the played candles.</param>
/// <param name="Candles">What is played; one batch a market, of <paramref name="Unit"/>.</param>
/// <param name="History">What is known at the beginning: closed before the first played candle, and not longer than the played ones.</param>
/// <param name="Strategies">Armed for the whole time, with these settings.</param>
/// <param name="Ends">When the candles of a market that vanishes are over: from then on it is halted, and nothing can be sold there.</param>
public sealed record BacktestRequest(
    TradingAccount Account,
    Krw Cash,
    IReadOnlyList<MarketInfo> Markets,
    CandleUnit Unit,
    IReadOnlyList<CandleBatch> Candles,
    IReadOnlyList<CandleBatch> History,
    IReadOnlyList<(StrategyId Strategy, string SettingsJson)> Strategies,
    RiskSettings Risk,
    IReadOnlyDictionary<MarketCode, DateTimeOffset>? Ends = null)
{
    /// <summary>Markets of which something is played.</summary>
    public IReadOnlyList<CandleBatch> Played => [.. Candles.Where(batch => batch.Candles.Count > 0)];

    /// <summary>From where the first candle opens to where the last one closes.</summary>
    public (DateTimeOffset From, DateTimeOffset Until) Stretch =>
        (Played.Min(batch => batch.Candles[0].OpenAt), Played.Max(batch => batch.Candles[^1].OpenAt) + Unit.Length());
}

/// <summary>What came of it. Repeated on the same request it is the same to the last won.</summary>
/// <param name="Positions">In the order in which they were planned, the open ones too.</param>
/// <param name="Fills">In the order in which they were booked.</param>
/// <param name="Equity">Cash and coins every five minutes, or every candle where candles are longer.</param>
/// <param name="FinalEquity">At the last price, before the fee of selling what is left.</param>
/// <param name="FinalCash">The part of it that is won.</param>
/// <param name="Violations">What does not fit together between positions, guards, orders, fills, books and the exchange. Empty: it ties out.</param>
public sealed record BacktestResult(
    IReadOnlyList<Decision> Decisions,
    IReadOnlyList<Position> Positions,
    IReadOnlyList<Fill> Fills,
    IReadOnlyList<EquityPoint> Equity,
    Krw FinalEquity,
    Krw FinalCash,
    IReadOnlyList<Reason> Violations)
{
    /// <summary>Profit after fees of what is closed.</summary>
    public Krw Profit => Positions.Where(position => position.State == PositionState.Closed).Aggregate(Krw.Zero, (sum, position) => sum + position.Profit);
}
