using System.Globalization;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;

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

        var refusal = Permission(request)
            ?? Losses(request)
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

    private static Reason? Permission(EntryRequest request)
    {
        var account = request.Account;
        if (!account.TradingOn) return Reason.Of(EntryReasons.TradingOff);
        if (account.Stops.HasFlag(EntryStops.Position)) return Reason.Of(EntryReasons.StoppedPosition);
        if (account.Stops.HasFlag(EntryStops.Strategy)) return Reason.Of(EntryReasons.StoppedStrategy);
        if (account.Stops.HasFlag(EntryStops.Account)) return Reason.Of(EntryReasons.StoppedAccount);
        if (account.Stops.HasFlag(EntryStops.User)) return Reason.Of(EntryReasons.StoppedUser);
        if (account.Stops.HasFlag(EntryStops.Platform)) return Reason.Of(EntryReasons.StoppedPlatform);
        return account.AgreementsGiven ? null : Reason.Of(EntryReasons.AgreementMissing);
    }

    private static Reason? Losses(EntryRequest request)
    {
        var (account, risk) = (request.Account, request.Risk);

        var loss = -account.ProfitToday;
        var share = new Krw(Math.Max(0, (account.Equity - account.ProfitToday).Value)) * Percent.Of(risk.DailyLossPercent);
        if (Tightest(new Krw(risk.DailyLoss), share) is { } limit && loss >= limit)
        {
            return Reason.Of(EntryReasons.DailyLoss, ("loss", Won(loss)), ("limit", Won(limit)));
        }

        if (risk.Drawdown > 0 && account.EquityPeak.IsPositive)
        {
            var drawdown = new Percent(1 - account.Equity.Value / account.EquityPeak.Value);
            if (drawdown >= Percent.Of(risk.Drawdown)) return Reason.Of(EntryReasons.Drawdown, ("drawdown", Points(drawdown)), ("limit", risk.Drawdown));
        }

        return null;
    }

    private static Reason? Slots(EntryRequest request)
    {
        var (account, risk, settings) = (request.Account, request.Risk, request.Settings);
        if (account.PositionsOfStrategy >= settings.MostPositions)
        {
            return Reason.Of(EntryReasons.PositionsOfStrategyFull, ("count", account.PositionsOfStrategy), ("limit", settings.MostPositions));
        }

        return account.Positions >= risk.MostPositionsOverAll
            ? Reason.Of(EntryReasons.PositionsFull, ("count", account.Positions), ("limit", risk.MostPositionsOverAll))
            : null;
    }

    private static Reason? Money(EntryRequest request, SizedAmount affordable)
    {
        if (IsLargeEnough(affordable.Amount, request)) return null;

        // An amount that was large enough until something cut it is refused for what cut it; one that never was, for its size.
        if (affordable.Shrunk.Count == 0 || !IsLargeEnough(request.Wish, request)) return TooSmall(request.Wish, request);

        var (account, risk) = (request.Account, request.Risk);
        return affordable.Shrunk[^1].Code switch
        {
            EntryReasons.ShrunkByBudgetOfStrategy =>
                Reason.Of(EntryReasons.BudgetOfStrategyUsed, ("used", Won(account.BudgetUsedOfStrategy)), ("limit", request.Settings.Budget)),
            EntryReasons.ShrunkByBudget => Reason.Of(EntryReasons.BudgetUsed, ("used", Won(account.BudgetUsed)), ("limit", risk.BudgetOverAll)),
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

        return risk.StopsInRow > 0 && account.StopsInRow >= risk.StopsInRow && Until(account.LastStopAt, risk.PauseHours) is { } pause && request.Now < pause
            ? Reason.Of(EntryReasons.StopsInRow, ("count", account.StopsInRow), ("until", Moment(pause)))
            : null;
    }

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

    /// <summary>The smaller of two limits of which zero is none.</summary>
    private static Krw? Tightest(Krw left, Krw right) => (left.IsPositive, right.IsPositive) switch
    {
        (true, true) => Krw.Min(left, right),
        (true, false) => left,
        (false, true) => right,
        _ => null,
    };

    private static DateTimeOffset? Until(DateTimeOffset? since, int hours) => hours > 0 ? since + TimeSpan.FromHours(hours) : null;

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static decimal Won(Krw amount) => decimal.Floor(amount.Value);

    private static decimal Points(Percent rate) => decimal.Round(rate.Points, 2);
}
