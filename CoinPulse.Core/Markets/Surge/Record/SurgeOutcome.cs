using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets.Surge.Record;

public enum SurgeResult
{
    /// <summary>The target came before the stop.</summary>
    Target,

    /// <summary>The stop came first; within one candle it is taken to have.</summary>
    Stop,

    /// <summary>Neither came within the horizon.</summary>
    Neither,

    /// <summary>Prices were missing for too long to tell. Counted as wrong, and shown apart.</summary>
    Unknown,
}

/// <summary>
/// What became of a call, written once when its horizon is over and not before: a call that is settled when it wins, while the others still wait, makes every
/// record look better than it is.
/// </summary>
public sealed class SurgeOutcome
{
    private SurgeOutcome()
    {
    }

    public SurgeOutcome(SurgeCall call, SurgePath path, DateTimeOffset settledAt)
    {
        (Call, Source, Predictor, On, Rule) = (call.Id, call.Source, call.Predictor, call.On, call.Rule);
        (Result, TouchedAt, Exit, Close, Best, Worst, Unit) = (path.Result, path.TouchedAt, path.Exit, path.Close, path.Best, path.Worst, path.Unit);
        SettledAt = settledAt;
    }

    public SurgeCallId Call { get; private init; }

    public PriceSource Source { get; private init; }

    public SurgePredictor Predictor { get; private init; }

    public DateOnly On { get; private init; }

    public string Rule { get; private init; } = "";

    public SurgeResult Result { get; private init; }

    /// <summary>The end of the candle that reached target or stop.</summary>
    public DateTimeOffset? TouchedAt { get; private init; }

    /// <summary>By the rule, before fees: the target, the stop (or what was lower at the opening), else the close; zero when unknown.</summary>
    public Percent Exit { get; private init; }

    /// <summary>At the end of the horizon, before fees; null when no price is known from there.</summary>
    public Percent? Close { get; private init; }

    /// <summary>The highest and the lowest within the horizon.</summary>
    public Percent Best { get; private init; }

    public Percent Worst { get; private init; }

    /// <summary>The coarsest candles that were needed.</summary>
    public CandleUnit Unit { get; private init; }

    public DateTimeOffset SettledAt { get; private init; }
}
