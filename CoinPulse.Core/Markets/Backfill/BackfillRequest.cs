namespace CoinPulse.Core.Markets.Backfill;

/// <summary>
/// What somebody wants filled in, as the engine's process finds it: written down, so that another process can ask for it and one that was killed goes on with it.
/// One for each source, market and unit.
/// </summary>
public sealed class BackfillRequest
{
    private BackfillRequest()
    {
    }

    public BackfillRequest(PriceSource source, MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset askedAt) =>
        (Source, Market, Unit, From, AskedAt, State) = (source, market, unit, from, askedAt, BackfillState.Asked);

    public PriceSource Source { get; private init; }

    public MarketCode Market { get; private init; }

    public CandleUnit Unit { get; private init; }

    public DateTimeOffset From { get; private set; }

    /// <summary>By the wall clock; who asked first has the first turn.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    public BackfillState State { get; private set; }

    public int Known { get; private set; }

    public int Wanted { get; private set; }

    public BackfillTrouble Trouble { get; private set; }

    public BackfillStatus Status => new(State, From, Known, Wanted, Trouble);

    /// <summary>Wanted once more, perhaps further back.</summary>
    public void AskAgain(DateTimeOffset from, DateTimeOffset askedAt)
    {
        if (from < From) From = from;
        if (State is BackfillState.Asked or BackfillState.Running) return;
        (State, Trouble, AskedAt) = (BackfillState.Asked, BackfillTrouble.None, askedAt);
    }

    public void Show(BackfillState state, int known, int wanted, BackfillTrouble trouble) => (State, Known, Wanted, Trouble) = (state, known, wanted, trouble);
}

/// <summary>What is wanted, shared by every process on the database.</summary>
public interface IBackfillStore
{
    /// <summary>Writes requests down, each merged with what was asked before.</summary>
    Task AskForEveryoneAsync(PriceSource source, IReadOnlyCollection<(MarketCode Market, CandleUnit Unit, DateTimeOffset From)> wanted, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Those that are not at their end, in the order in which they were asked for.</summary>
    Task<IReadOnlyList<BackfillRequest>> OpenForEveryoneAsync(PriceSource source, CancellationToken cancellationToken);

    /// <summary>Those of some markets, at their end or not.</summary>
    Task<IReadOnlyList<BackfillRequest>> OfMarketsForEveryoneAsync(PriceSource source, IReadOnlyCollection<MarketCode> markets, CancellationToken cancellationToken);

    /// <summary>Shows how one stands. One that was asked for further back meanwhile stays open.</summary>
    Task ShowForEveryoneAsync(PriceSource source, MarketCode market, CandleUnit unit, BackfillStatus status, CancellationToken cancellationToken);
}
