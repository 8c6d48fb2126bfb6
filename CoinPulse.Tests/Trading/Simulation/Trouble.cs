namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>What a story can meet with, by the name under which it is counted.</summary>
internal static class Trouble
{
    public const string LostAfterAcceptance = "an answer is lost after the order was accepted";
    public const string LostBefore = "an order is lost before it arrives";
    public const string HalfAnswer = "an answer is cut in its middle";
    public const string SilenceBefore = "a request is never answered, and was not done";
    public const string SilenceAfter = "a request is never answered, and was done";
    public const string GatewayBefore = "5xx, and it was not done";
    public const string GatewayAfter = "5xx, and it was done";
    public const string TooMany = "429";
    public const string Blocked = "429, then 418";
    public const string Maintenance = "a window of maintenance begins";
    public const string Away = "the exchange is away";
    public const string LateAnswer = "an answer takes seconds";
    public const string FillBeforeAnswer = "a fill is told before its order is acknowledged";
    public const string PartialFill = "an order fills in parts";
    public const string PartialEntry = "an entry fills in part and the rest is gone";
    public const string ThinBooks = "the books are thinner than anybody has heard yet";
    public const string LateFill = "an order is matched long after it was accepted";
    public const string RestingFill = "half of a resting order fills";
    public const string StreamCut = "the stream is cut";
    public const string StreamDead = "the stream is dead";
    public const string StreamDeaf = "the stream is silent";
    public const string StreamTwice = "messages come twice";
    public const string StreamOutOfOrder = "messages come late, the newest first";
    public const string Skew = "the exchange's clock is not ours";
    public const string Moved = "a balance is changed by hand";
    public const string TickChange = "the price step changes";
    public const string Halt = "a market halts";
    public const string Gone = "a market is gone from one day to the next";
    public const string EndAnnounced = "the end of a market is announced";
    public const string LeftBeforeEnd = "a position is left before the end of its market";
    public const string TargetCancelled = "a target is cancelled by hand";
    public const string SoldByHand = "coins are sold by hand";
    public const string LockedByHand = "coins are locked by a person's order";
    public const string OverBook = "a sale at market is larger than the visible book";
    public const string Swap = "a target gives way to a stop";
    public const string Death = "the process dies";
    public const string DatabaseGone = "the database is gone";

    /// <summary>What every hundred stories through Upbit are full of.</summary>
    public static IReadOnlyList<string> OfUpbit { get; } =
    [
        LostAfterAcceptance, LostBefore, HalfAnswer, SilenceBefore, SilenceAfter, GatewayBefore, GatewayAfter, TooMany, Blocked, Maintenance, Away, LateAnswer, FillBeforeAnswer, PartialFill,
        PartialEntry, ThinBooks, LateFill, RestingFill, StreamCut, StreamDead, StreamDeaf, StreamTwice, StreamOutOfOrder, Skew, Moved, TickChange, Halt, Gone, EndAnnounced, LeftBeforeEnd, TargetCancelled,
        SoldByHand, LockedByHand, OverBook, Swap, Death, DatabaseGone,
    ];
}
