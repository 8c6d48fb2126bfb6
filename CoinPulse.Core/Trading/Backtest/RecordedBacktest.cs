using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Replay;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Backtest;

/// <summary>The backtest of one strategy on a recording, with the settings that it is offered with.</summary>
public static class RecordedBacktest
{
    // Fixed, so that a run is the same everywhere: positions and orders are named by their account.
    private static readonly Guid Name = new("0199f2c0-0000-7000-8000-00000000b7e5");

    /// <summary>
    /// The strategy decides on its own candles, or on the recording's where those are longer. The recording's beginning, as long as the strategy must look back, is
    /// history: it is seen and not traded.
    /// </summary>
    /// <exception cref="RecordingException">The recording is not longer than what the strategy must have seen.</exception>
    public static BacktestRequest Of(Recording recording, IStrategy strategy, Krw cash, RiskSettings risk)
    {
        var settings = SettingsOn(recording, strategy);
        var from = recording.Begins + LooksBack(recording, strategy);
        if (from >= recording.Ends)
        {
            throw new RecordingException(
                $"{strategy.Id} must have seen {strategy.CandlesNeeded(settings)} candles of {RecordedUnits.NameOf(settings.Timeframe)}, and the recording ends before: {recording.Begins:u} to {recording.Ends:u}.");
        }

        var account = new TradingAccount(new AccountId(Name), new UserId(Name), AccountKind.Paper, PriceSource.Replay, recording.Begins);
        return new BacktestRequest(
            account,
            cash,
            recording.MarketsAt(from),
            recording.Unit,
            Part(candle => candle.OpenAt >= from),
            Part(candle => candle.OpenAt < from),
            [(strategy.Id, SettingsJson.Write(settings))],
            risk,
            recording.Vanished);

        List<CandleBatch> Part(Func<Candle, bool> isIn) => [.. recording.Tracks.Select(track => new CandleBatch(track.Market, track.Unit, [.. track.Candles.Where(isIn)]))];
    }

    /// <summary>How long a stretch the strategy must have seen before it can have an opinion.</summary>
    public static TimeSpan LooksBack(Recording recording, IStrategy strategy)
    {
        var settings = SettingsOn(recording, strategy);
        return settings.Timeframe.Length() * strategy.CandlesNeeded(settings);
    }

    /// <summary>The settings that the strategy is offered with, on candles that can be made of the recording's.</summary>
    public static StrategySettings SettingsOn(Recording recording, IStrategy strategy)
    {
        var own = strategy.DefaultSettings;
        return (int)own.Timeframe % (int)recording.Unit == 0 ? own : own with { Timeframe = recording.Unit };
    }
}
