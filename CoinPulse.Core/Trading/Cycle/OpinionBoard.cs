using System.Collections.Concurrent;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Cycle;

/// <summary>A strategy's wish about one market, on one closed candle.</summary>
public sealed record MarketOpinion(MarketInfo Market, Opinion Opinion, DateTimeOffset DecisionCandleAt);

/// <summary>
/// What each strategy thinks of every market on a closed candle. Settings that are equal give equal opinions, so a thousand accounts with the same settings
/// cost one look.
/// </summary>
internal sealed class OpinionBoard(IMarketHub hub)
{
    private readonly ConcurrentDictionary<(StrategyId, string, DateTimeOffset), IReadOnlyList<MarketOpinion>> _boards = [];

    /// <summary>Opinions, strongest first; ties stay in the source's order.</summary>
    /// <param name="strategy">The rule.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="settingsJson">The same as text, by which equal settings are recognised.</param>
    /// <param name="candleAt">The decision candle. A market that has no candle there did not trade and gets no opinion.</param>
    /// <param name="now">Engine time.</param>
    public IReadOnlyList<MarketOpinion> Of(IStrategy strategy, StrategySettings settings, string settingsJson, DateTimeOffset candleAt, DateTimeOffset now)
    {
        var key = (strategy.Id, settingsJson, candleAt);
        if (_boards.TryGetValue(key, out var known)) return known;
        foreach (var old in _boards.Keys.Where(old => old.Item1 == strategy.Id && old.Item2 == settingsJson)) _boards.TryRemove(old, out _);
        return _boards[key] = Look(strategy, settings, candleAt, now);
    }

    /// <summary>The same without remembering it: for settings that a person is still typing.</summary>
    public IReadOnlyList<MarketOpinion> Look(IStrategy strategy, StrategySettings settings, DateTimeOffset candleAt, DateTimeOffset now)
    {
        var opinions = new List<MarketOpinion>();
        foreach (var market in hub.Markets)
        {
            if (View(strategy, settings, market, candleAt, now) is { } view && strategy.Consider(view, settings) is { } opinion)
            {
                opinions.Add(new MarketOpinion(market, opinion, candleAt));
            }
        }

        return [.. opinions.OrderByDescending(opinion => opinion.Opinion.Strength)];
    }

    public MarketView? View(IStrategy strategy, StrategySettings settings, MarketInfo market, DateTimeOffset candleAt, DateTimeOffset now)
    {
        var needed = strategy.CandlesNeeded(settings);
        if (hub.Quote(market.Market) is not { } quote) return null;
        var candles = hub.Closed(market.Market, settings.Timeframe, needed);
        return candles.Count >= needed && candles[^1].OpenAt == candleAt ? new MarketView(market, settings.Timeframe, candles, quote, now) : null;
    }
}
