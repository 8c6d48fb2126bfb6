namespace CoinPulse.Core.Trading.Manual;

/// <summary>The codes of why an order by hand is not taken; each has a text <c>Problem_{Code}</c>.</summary>
public static class ManualProblems
{
    public const string NoPrice = "ManualNoPrice";

    public const string NoAmount = "ManualNoAmount";

    /// <summary>Prices go by steps: the step, and the prices below and above.</summary>
    public const string OffTick = "ManualOffTick";

    /// <summary>The arguments are the least, and what this one comes to.</summary>
    public const string UnderMinimum = "ManualUnderMinimum";

    public const string OverMaximum = "ManualOverMaximum";

    /// <summary>The arguments are what it needs with its fee, and what is free.</summary>
    public const string OverCash = "ManualOverCash";

    public const string OverCoins = "ManualOverCoins";

    /// <summary>A market order larger than the visible book: the argument is what the book takes.</summary>
    public const string OverBook = "ManualOverBook";

    public const string Halted = "ManualHalted";

    /// <summary>No price is known, so a market order cannot be judged.</summary>
    public const string NoQuote = "ManualNoQuote";

    /// <summary>The account is not open any more, or not on the prices of now.</summary>
    public const string NoAccount = "ManualNoAccount";

    /// <summary>The exchange could not be asked what the account holds.</summary>
    public const string NoFacts = "ManualNoFacts";

    /// <summary>Another window was faster with this ticket.</summary>
    public const string TakenElsewhere = "ManualTakenElsewhere";

    /// <summary>Nobody can say whether it was written down; the same ticket again tells.</summary>
    public const string JournalAway = "ManualJournalAway";

    public static IReadOnlyList<string> All { get; } =
        [NoPrice, NoAmount, OffTick, UnderMinimum, OverMaximum, OverCash, OverCoins, OverBook, Halted, NoQuote, NoAccount, NoFacts, TakenElsewhere, JournalAway];
}
