namespace CoinPulse.Core.Markets.Backfill;

/// <summary>
/// Has candles fetched that are not stored yet, any unit, as far back as somebody wants to see. Pages ask and go on: nothing here waits for an exchange or a
/// database. What comes is read from the store, by <see cref="Candles.CandleHistory"/>.
/// </summary>
public interface IBackfill
{
    /// <summary>
    /// Wants every closed candle from <paramref name="from"/> to now. Asked again it is one request: the furthest start counts. What is known already is not fetched, so
    /// it may be asked at every look. One that failed is tried again when it is asked for a minute later.
    /// </summary>
    /// <returns>How it stands now.</returns>
    BackfillStatus Ask(MarketCode market, CandleUnit unit, DateTimeOffset from);

    /// <summary>How the newest request stands, also one that another process asked for; null when nobody has asked since the start.</summary>
    BackfillStatus? StatusOf(MarketCode market, CandleUnit unit);
}

/// <param name="State">What is being done.</param>
/// <param name="From">The furthest start that was asked for.</param>
/// <param name="Known">Intervals of the unit since <paramref name="From"/> of which it is known what happened in them.</param>
/// <param name="Wanted">All intervals since then; 0 while nobody has counted.</param>
/// <param name="Trouble">Why it failed.</param>
public sealed record BackfillStatus(BackfillState State, DateTimeOffset From, int Known, int Wanted, BackfillTrouble Trouble = BackfillTrouble.None)
{
    /// <summary>It may bring more candles yet: worth another look in a second or two.</summary>
    public bool IsOpen => State is BackfillState.Asked or BackfillState.Running;
}

public enum BackfillState
{
    /// <summary>The source has no past to be asked for (simulated, recorded): what is stored is all there is.</summary>
    NothingToFill,

    /// <summary>It waits for its turn.</summary>
    Asked,
    Running,

    /// <summary>Everything that the exchange has since then is stored.</summary>
    Done,
    Failed,
}

/// <summary>Why a back-fill failed. What had come by then is kept.</summary>
public enum BackfillTrouble
{
    None,

    /// <summary>The exchange does not answer, or not in a way that can be read.</summary>
    NoAnswer,

    /// <summary>The exchange keeps us out for a while: too many requests.</summary>
    TooManyRequests,

    /// <summary>The exchange has no candles of this market or unit.</summary>
    UnknownMarket,

    /// <summary>What came could not be stored.</summary>
    NotStored,
}
