using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;

namespace CoinPulse.Core.Markets.Surge.Record;

/// <summary>Derived from what a call is named by: the same decision written down twice is the same call.</summary>
public readonly record struct SurgeCallId(Guid Value) : IGuidId<SurgeCallId>
{
    public static SurgeCallId From(Guid value) => new(value);

    public static SurgeCallId For(PriceSource source, SurgePredictor predictor, MarketCode market, DateTimeOffset decidedAt)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{source}|{predictor}|{market.Value}|{decidedAt.ToUnixTimeSeconds()}|{SurgeRules.Version}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);   // version 8, as PositionId
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new SurgeCallId(new Guid(hash, bigEndian: true));
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>One predictor's call on one market, written down before anything of its outcome is known. Never changed and never deleted.</summary>
public sealed class SurgeCall
{
    private SurgeCall()
    {
    }

    /// <param name="source">Whose prices.</param>
    /// <param name="predictor">Who calls.</param>
    /// <param name="scored">The scores behind it.</param>
    /// <param name="entry">What one coin cost at that moment: the best ask where the source knows it.</param>
    /// <param name="recordedAt">The engine's time of the writing.</param>
    public SurgeCall(PriceSource source, SurgePredictor predictor, ScoredMarket scored, Price entry, DateTimeOffset recordedAt)
    {
        Id = SurgeCallId.For(source, predictor, scored.Market, scored.DecidedAt);
        (Source, Predictor, Market, DecidedAt, RecordedAt) = (source, predictor, scored.Market, scored.DecidedAt, recordedAt);
        (On, DueAt) = (Kst.DayOf(scored.DecidedAt), scored.DecidedAt + SurgeRules.Horizon);
        (Close, Entry, Scores) = (scored.Close, entry, scored.Scores);
        (Threshold, Rule) = (predictor == SurgePredictor.Everything ? 0 : SurgeRules.LeastScore, SurgeRules.Version);
    }

    public SurgeCallId Id { get; private init; }

    public PriceSource Source { get; private init; }

    public SurgePredictor Predictor { get; private init; }

    public MarketCode Market { get; private init; }

    /// <summary>The end of the newest candle that counted.</summary>
    public DateTimeOffset DecidedAt { get; private init; }

    public DateTimeOffset RecordedAt { get; private init; }

    /// <summary>When its horizon ends.</summary>
    public DateTimeOffset DueAt { get; private init; }

    /// <summary>The Seoul day of the decision.</summary>
    public DateOnly On { get; private init; }

    /// <summary>The last price before the decision.</summary>
    public Price Close { get; private init; }

    /// <summary>The price that its outcome is measured from.</summary>
    public Price Entry { get; private init; }

    public int Threshold { get; private init; }

    /// <summary>The version of <see cref="SurgeRules"/>.</summary>
    public string Rule { get; private init; } = "";

    public SurgeScores Scores { get; private init; } = null!;

    public int? Score => Scores.By(Predictor);
}

/// <summary>One hour that was looked at and written down. Hours without a round are gaps, and stay gaps.</summary>
public sealed class SurgeRound
{
    private SurgeRound()
    {
    }

    public SurgeRound(PriceSource source, DateTimeOffset decidedAt, DateTimeOffset recordedAt, int markets) =>
        (Source, DecidedAt, RecordedAt, Markets) = (source, decidedAt, recordedAt, markets);

    public PriceSource Source { get; private init; }

    public DateTimeOffset DecidedAt { get; private init; }

    public DateTimeOffset RecordedAt { get; private init; }

    /// <summary>How many were scored.</summary>
    public int Markets { get; private init; }
}
