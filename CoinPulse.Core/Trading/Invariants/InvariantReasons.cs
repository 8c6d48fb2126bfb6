namespace CoinPulse.Core.Trading.Invariants;

/// <summary>What can be wrong with an account's records, each with its facts.</summary>
public static class InvariantReasons
{
    public const string TwoEntries = "InvariantTwoEntries";
    public const string TwoLiveAttempts = "InvariantTwoLiveAttempts";
    public const string IdentifierTwice = "InvariantIdentifierTwice";
    public const string FillsDiffer = "InvariantFillsDiffer";
    public const string OrderFillsDiffer = "InvariantOrderFillsDiffer";
    public const string SoldMore = "InvariantSoldMore";
    public const string Unguarded = "InvariantUnguarded";
    public const string GuardOfNothing = "InvariantGuardOfNothing";
    public const string OrderNotInJournal = "InvariantOrderNotInJournal";
    public const string OrderNotAtExchange = "InvariantOrderNotAtExchange";
    public const string BooksUneven = "InvariantBooksUneven";
    public const string CashDiffers = "InvariantCashDiffers";
    public const string CoinsDiffer = "InvariantCoinsDiffer";

    public static IReadOnlyList<ReasonCode> All { get; } =
    [
        new(TwoEntries, "market", "candle"),
        new(TwoLiveAttempts, "position", "leg"),
        new(IdentifierTwice, "order"),
        new(FillsDiffer, "position", "held", "fills"),
        new(OrderFillsDiffer, "order", "executed", "fills"),
        new(SoldMore, "position", "sold", "bought"),
        new(Unguarded, "position", "held", "guarded"),
        new(GuardOfNothing, "position", "guarded"),
        new(OrderNotInJournal, "order"),
        new(OrderNotAtExchange, "order"),
        new(BooksUneven, "entry", "sum"),
        new(CashDiffers, "books", "exchange"),
        new(CoinsDiffer, "market", "books", "exchange"),
    ];
}
