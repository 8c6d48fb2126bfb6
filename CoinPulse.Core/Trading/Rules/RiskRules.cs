using System.Globalization;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Rules;

/// <summary>
/// Decides whether a wish to buy becomes an order, and how large. The rules shrink or refuse; none ever enlarges. The order of the lines is the policy: the first
/// reason that holds is the one that is stored and shown.
/// </summary>
public static class RiskRules
{
    public static EntryVerdict Decide(EntryRequest request)
    {
        var affordable = Sizing.Affordable(request);

        var refusal = Permission(request.Account)
            ?? request.Account.Key?.Hold(request.Settings, request.Now)
            ?? DailyLoss(request.Account, request.Risk)
            ?? Drawdown(request.Account, request.Risk)
            ?? Slots(request)
            ?? Money(request, affordable)
            ?? Market(request)
            ?? Holding(request)
            ?? Pauses(request)
            ?? Freshness(request)
            ?? Spread(request);
        if (refusal is not null) return new EntryVerdict.Refused(refusal);

        var order = Sizing.AgainstBook(affordable, request.Market.Ask!.Value, request.Market.Quote!.Book, request.Risk);

        refusal = Depth(request, affordable, order) ?? HighPrice(request);
        return refusal is not null
            ? new EntryVerdict.Refused(refusal)
            : new EntryVerdict.Accepted(order.Amount, order.Worst, order.Quantity, order.ExpectedSlippage, WithSlippage(order));
    }

    /// <summary>Everything that keeps the account from buying in any market now, in the order of the policy. Empty when nothing does.</summary>
    public static IReadOnlyList<Reason> HoldsOf(AccountFacts account, RiskSettings risk, DateTimeOffset now) =>
        [.. new[] { Permission(account), account.Key?.Hold(null, now), DailyLoss(account, risk), Drawdown(account, risk), Positions(account, risk), Budget(account, risk) }.OfType<Reason>()];

    /// <summary>The same of one strategy alone.</summary>
    public static IReadOnlyList<Reason> HoldsOf(AccountFacts account, StrategySettings settings, RiskSettings risk, DateTimeOffset now) =>
        [.. new[] { Emergency(account), PositionsOfStrategy(account, settings), BudgetOfStrategy(account, settings), StopsInRow(account, risk, now) }.OfType<Reason>()];

    private static Reason? Permission(AccountFacts account)
    {
        if (!account.TradingOn) return Reason.Of(EntryReasons.TradingOff);
        if (account.Stops.HasFlag(EntryStops.Position)) return Reason.Of(EntryReasons.StoppedPosition);
        if (Emergency(account) is { } emergency) return emergency;
        if (account.Stops.HasFlag(EntryStops.Account)) return Reason.Of(EntryReasons.StoppedAccount);
        if (account.Stops.HasFlag(EntryStops.User)) return Reason.Of(EntryReasons.StoppedUser);
        if (account.Stops.HasFlag(EntryStops.Platform)) return Reason.Of(EntryReasons.StoppedPlatform);
        return account.AgreementsGiven ? null : Reason.Of(EntryReasons.AgreementMissing);
    }

    private static Reason? Emergency(AccountFacts account) => account.Stops.HasFlag(EntryStops.Strategy) ? Reason.Of(EntryReasons.StoppedStrategy) : null;

    private static Reason? DailyLoss(AccountFacts account, RiskSettings risk) => Gauges.DailyLoss(account, risk) is { IsFull: true } loss
        ? Reason.Of(EntryReasons.DailyLoss, ("loss", Won(loss.Used)), ("limit", Won(loss.Limit!.Value)))
        : null;

    private static Reason? Drawdown(AccountFacts account, RiskSettings risk) => Gauges.Drawdown(account, risk) is { IsFull: true } fall
        ? Reason.Of(EntryReasons.Drawdown, ("drawdown", Points(fall.Used)), ("limit", risk.Drawdown))
        : null;

    private static Reason? Slots(EntryRequest request) => PositionsOfStrategy(request.Account, request.Settings) ?? Positions(request.Account, request.Risk);

    private static Reason? PositionsOfStrategy(AccountFacts account, StrategySettings settings) => Gauges.PositionsOf(account, settings) is { IsFull: true } slots
        ? Reason.Of(EntryReasons.PositionsOfStrategyFull, ("count", slots.Used), ("limit", settings.MostPositions))
        : null;

    private static Reason? Positions(AccountFacts account, RiskSettings risk) => Gauges.Positions(account, risk) is { IsFull: true } slots
        ? Reason.Of(EntryReasons.PositionsFull, ("count", slots.Used), ("limit", risk.MostPositionsOverAll))
        : null;

    private static Reason? BudgetOfStrategy(AccountFacts account, StrategySettings settings) => Gauges.BudgetOf(account, settings) is { IsFull: true }
        ? BudgetOfStrategyUsed(account, settings)
        : null;

    private static Reason? Budget(AccountFacts account, RiskSettings risk) => Gauges.Budget(account, risk) is { IsFull: true } ? BudgetUsed(account, risk) : null;

    private static Reason BudgetOfStrategyUsed(AccountFacts account, StrategySettings settings) =>
        Reason.Of(EntryReasons.BudgetOfStrategyUsed, ("used", Won(account.BudgetUsedOfStrategy)), ("limit", settings.Budget));

    private static Reason BudgetUsed(AccountFacts account, RiskSettings risk) =>
        Reason.Of(EntryReasons.BudgetUsed, ("used", Won(account.BudgetUsed)), ("limit", risk.BudgetOverAll));

    private static Reason? Money(EntryRequest request, SizedAmount affordable)
    {
        if (IsLargeEnough(affordable.Amount, request)) return null;

        // An amount that was large enough until something cut it is refused for what cut it; one that never was, for its size.
        if (affordable.Shrunk.Count == 0 || !IsLargeEnough(request.Wish, request)) return TooSmall(request.Wish, request);

        var (account, risk) = (request.Account, request.Risk);
        return affordable.Shrunk[^1].Code switch
        {
            EntryReasons.ShrunkByBudgetOfStrategy => BudgetOfStrategyUsed(account, request.Settings),
            EntryReasons.ShrunkByBudget => BudgetUsed(account, risk),
            EntryReasons.ShrunkByCash => Reason.Of(EntryReasons.CashShort, ("cash", Won(account.FreeCash))),
            _ => TooSmall(affordable.Amount, request),
        };
    }

    private static Reason? Market(EntryRequest request)
    {
        var (info, risk) = (request.Market.Info, request.Risk);
        if (risk.ExcludedMarkets.Contains(info.Market.Value, StringComparer.OrdinalIgnoreCase)) return Reason.Of(EntryReasons.MarketExcluded);
        if (info.Halted) return Reason.Of(EntryReasons.MarketHalted);
        if (info.DelistedOn is { } day) return Reason.Of(EntryReasons.MarketDelisting, ("day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        if (risk.SkipWarned && info.Warned) return Reason.Of(EntryReasons.MarketWarned);
        return risk.SkipCautioned && info.Cautions is { Count: > 0 } cautions
            ? Reason.Of(EntryReasons.MarketCautioned, ("cautions", string.Join(", ", cautions)))
            : null;
    }

    private static Reason? Holding(EntryRequest request)
    {
        if (request.Holding.HeldByHand) return Reason.Of(EntryReasons.HeldByHand);
        if (request.Holding.EntryUnknown) return Reason.Of(EntryReasons.EntryUnknown);
        return request.Holding.HeldByEngine ? Reason.Of(EntryReasons.HeldByEngine) : null;
    }

    private static Reason? Pauses(EntryRequest request)
    {
        var (account, risk) = (request.Account, request.Risk);

        if (Until(request.Holding.LastExitAt, risk.CoolDownHours) is { } cool && request.Now < cool)
        {
            return Reason.Of(EntryReasons.CoolDown, ("hours", risk.CoolDownHours), ("until", Moment(cool)));
        }

        return StopsInRow(account, risk, request.Now);
    }

    private static Reason? StopsInRow(AccountFacts account, RiskSettings risk, DateTimeOffset now) =>
        risk.StopsInRow > 0 && account.StopsInRow >= risk.StopsInRow && Until(account.LastStopAt, risk.PauseHours) is { } pause && now < pause
            ? Reason.Of(EntryReasons.StopsInRow, ("count", account.StopsInRow), ("until", Moment(pause)))
            : null;

    private static Reason? Freshness(EntryRequest request)
    {
        if (request.Market is not { Quote: not null, Age: { } age }) return Reason.Of(EntryReasons.PriceMissing);

        return age > TimeSpan.FromSeconds(request.Risk.StaleSeconds)
            ? Reason.Of(EntryReasons.PriceStale, ("seconds", (long)age.TotalSeconds), ("limit", request.Risk.StaleSeconds))
            : null;
    }

    private static Reason? Spread(EntryRequest request) => request.Market.Quote?.Spread is { } spread && spread > Percent.Of(request.Risk.MostSpread)
        ? Reason.Of(EntryReasons.SpreadWide, ("spread", Points(spread)), ("limit", request.Risk.MostSpread))
        : null;

    private static Reason? Depth(EntryRequest request, SizedAmount wanted, SizedOrder order)
    {
        if (request.Market.Quote!.Book is not { } book) return null;
        if (book.Asks.Count > 0 && IsLargeEnough(order.Amount, request)) return null;

        return Reason.Of(
            EntryReasons.BookThin,
            ("amount", Won(wanted.Amount)),
            ("depth", Won(book.Asks.Count > 0 ? order.Amount : Krw.Zero)),
            ("slippage", book.Asks.Count > 0 ? Points(Sizing.ExpectedSlippage(book, wanted.Amount)) : 0m),
            ("limit", request.Risk.MostSlippage));
    }

    private static Reason? HighPrice(EntryRequest request)
    {
        var (market, risk) = (request.Market, request.Risk);
        var price = market.Ask!.Value;

        if (risk.MostRise24Hours > 0)
        {
            // The earlier product allowed what it could not check; a rule that somebody turned on is not skipped for want of data.
            if (market.PriceDayAgo is not { } before) return Reason.Of(EntryReasons.HighPriceUnknown);

            var rise = price.ChangeFrom(before);
            if (rise > Percent.Of(risk.MostRise24Hours)) return Reason.Of(EntryReasons.RoseTooFar, ("rise", Points(rise)), ("limit", risk.MostRise24Hours));
        }

        if (risk.MostOfHigh25Hours > 0)
        {
            if (market.High25Hours is not { } high) return Reason.Of(EntryReasons.HighPriceUnknown);

            var share = new Percent(price.Value / high.Value);
            if (share >= Percent.Of(risk.MostOfHigh25Hours)) return Reason.Of(EntryReasons.NearHigh, ("share", Points(share)), ("limit", risk.MostOfHigh25Hours));
        }

        return null;
    }

    /// <summary>Whether the amount can be bought, and sold again after its stop. Without a price nothing can be said, and a later rule refuses.</summary>
    private static bool IsLargeEnough(Krw amount, EntryRequest request) =>
        amount >= request.Venue.Minimum && (request.Market.Ask is not { } ask || Sizing.LeftAtStop(amount, ask, request) >= request.Venue.Minimum);

    private static Reason TooSmall(Krw amount, EntryRequest request) => amount < request.Venue.Minimum || request.Market.Ask is not { } ask
        ? Reason.Of(EntryReasons.UnderMinimum, ("amount", Won(amount)), ("minimum", Won(request.Venue.Minimum)))
        : Reason.Of(
            EntryReasons.UnderMinimumAfterStop,
            ("amount", Won(amount)),
            ("left", Won(Sizing.LeftAtStop(amount, ask, request))),
            ("minimum", Won(request.Venue.Minimum)));

    private static List<Reason> WithSlippage(SizedOrder order) =>
    [
        .. order.Sized.Shrunk.Select(reason => reason.Code == EntryReasons.ShrunkByBook
            ? Reason.Of(reason.Code, [.. reason.Facts.Select(fact => (fact.Key, (object)fact.Value)), ("slippage", Points(order.ExpectedSlippage))])
            : reason),
    ];

    private static DateTimeOffset? Until(DateTimeOffset? since, int hours) => hours > 0 ? since + TimeSpan.FromHours(hours) : null;

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static decimal Won(Krw amount) => decimal.Floor(amount.Value);

    private static decimal Points(Percent rate) => decimal.Round(rate.Points, 2);
}
