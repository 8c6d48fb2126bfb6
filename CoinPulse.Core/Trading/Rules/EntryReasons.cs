namespace CoinPulse.Core.Trading.Rules;

/// <summary>Why an entry was refused or made smaller. Amounts are won, rates are percentage points.</summary>
public static class EntryReasons
{
    public const string TradingOff = "EntryTradingOff";
    public const string StoppedPosition = "EntryStoppedPosition";
    public const string StoppedStrategy = "EntryStoppedStrategy";
    public const string StoppedAccount = "EntryStoppedAccount";
    public const string StoppedUser = "EntryStoppedUser";
    public const string StoppedPlatform = "EntryStoppedPlatform";
    public const string AgreementMissing = "EntryAgreementMissing";
    public const string KeyMissing = "EntryKeyMissing";
    public const string KeyBroken = "EntryKeyBroken";
    public const string KeyCanWithdraw = "EntryKeyCanWithdraw";
    public const string KeyEnds = "EntryKeyEnds";
    public const string DailyLoss = "EntryDailyLoss";
    public const string Drawdown = "EntryDrawdown";
    public const string PositionsFull = "EntryPositionsFull";
    public const string PositionsOfStrategyFull = "EntryPositionsOfStrategyFull";
    public const string BudgetUsed = "EntryBudgetUsed";
    public const string BudgetOfStrategyUsed = "EntryBudgetOfStrategyUsed";
    public const string CashShort = "EntryCashShort";
    public const string UnderMinimum = "EntryUnderMinimum";
    public const string UnderMinimumAfterStop = "EntryUnderMinimumAfterStop";
    public const string MarketExcluded = "EntryMarketExcluded";
    public const string MarketHalted = "EntryMarketHalted";
    public const string MarketWarned = "EntryMarketWarned";
    public const string MarketCautioned = "EntryMarketCautioned";
    public const string MarketDelisting = "EntryMarketDelisting";
    public const string HeldByHand = "EntryHeldByHand";
    public const string HeldByEngine = "EntryHeldByEngine";
    public const string EntryUnknown = "EntryUnknown";
    public const string CoolDown = "EntryCoolDown";
    public const string StopsInRow = "EntryStopsInRow";
    public const string PriceMissing = "EntryPriceMissing";
    public const string PriceStale = "EntryPriceStale";
    public const string SpreadWide = "EntrySpreadWide";
    public const string BookThin = "EntryBookThin";
    public const string RoseTooFar = "EntryRoseTooFar";
    public const string NearHigh = "EntryNearHigh";
    public const string HighPriceUnknown = "EntryHighPriceUnknown";

    public const string ShrunkByBudget = "EntryShrunkByBudget";
    public const string ShrunkByBudgetOfStrategy = "EntryShrunkByBudgetOfStrategy";
    public const string ShrunkByCash = "EntryShrunkByCash";
    public const string ShrunkByMaximum = "EntryShrunkByMaximum";
    public const string ShrunkByBook = "EntryShrunkByBook";

    public static IReadOnlyList<ReasonCode> All { get; } =
    [
        new(TradingOff),
        new(StoppedPosition),
        new(StoppedStrategy),
        new(StoppedAccount),
        new(StoppedUser),
        new(StoppedPlatform),
        new(AgreementMissing),
        new(KeyMissing),
        new(KeyBroken),
        new(KeyCanWithdraw),
        new(KeyEnds, "day"),
        new(DailyLoss, "loss", "limit"),
        new(Drawdown, "drawdown", "limit"),
        new(PositionsFull, "count", "limit"),
        new(PositionsOfStrategyFull, "count", "limit"),
        new(BudgetUsed, "used", "limit"),
        new(BudgetOfStrategyUsed, "used", "limit"),
        new(CashShort, "cash"),
        new(UnderMinimum, "amount", "minimum"),
        new(UnderMinimumAfterStop, "amount", "left", "minimum"),
        new(MarketExcluded),
        new(MarketHalted),
        new(MarketWarned),
        new(MarketCautioned, "cautions"),
        new(MarketDelisting, "day"),
        new(HeldByHand),
        new(HeldByEngine),
        new(EntryUnknown),
        new(CoolDown, "hours", "until"),
        new(StopsInRow, "count", "until"),
        new(PriceMissing),
        new(PriceStale, "seconds", "limit"),
        new(SpreadWide, "spread", "limit"),
        new(BookThin, "amount", "depth", "slippage", "limit"),
        new(RoseTooFar, "rise", "limit"),
        new(NearHigh, "share", "limit"),
        new(HighPriceUnknown),
        new(ShrunkByBudget, "from", "to"),
        new(ShrunkByBudgetOfStrategy, "from", "to"),
        new(ShrunkByCash, "from", "to"),
        new(ShrunkByMaximum, "from", "to"),
        new(ShrunkByBook, "from", "to", "slippage"),
    ];
}
