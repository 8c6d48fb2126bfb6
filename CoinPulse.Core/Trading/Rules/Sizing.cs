using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Rules;

/// <summary>How much an entry may spend, and the worst price that it may pay. Every step only makes the amount smaller.</summary>
public static class Sizing
{
    /// <summary>The wish, cut to what the budgets, the cash and the exchange leave. May be zero.</summary>
    public static SizedAmount Affordable(EntryRequest request)
    {
        var (account, venue) = (request.Account, request.Venue);
        return new SizedAmount(request.Wish, [])
            .AtMost(new Krw(request.Settings.Budget) - account.BudgetUsedOfStrategy, EntryReasons.ShrunkByBudgetOfStrategy)
            .AtMost(new Krw(request.Risk.BudgetOverAll) - account.BudgetUsed, EntryReasons.ShrunkByBudget)
            .AtMost(account.FreeCash * (1 / (1 + venue.Fee.Fraction)), EntryReasons.ShrunkByCash)
            .AtMost(venue.Maximum, EntryReasons.ShrunkByMaximum);
    }

    /// <summary>
    /// What the coins of this amount would bring at their stop after the fee, in the smallest part that is ever sold, were the order to be bought at the best ask
    /// although its quantity was made for the worst price.
    /// </summary>
    public static Krw LeftAtStop(Krw amount, Price ask, EntryRequest request)
    {
        var fewest = amount / HighestLimit(ask, request.Risk);
        return LeastPart.AtStop(ask * fewest, request.Settings, request.Venue.Fee);
    }

    /// <summary>Walks the asks: how much of the amount the book takes within the slippage that is allowed, and the order that takes it.</summary>
    public static SizedOrder AgainstBook(SizedAmount wanted, Price ask, OrderBook? book, RiskSettings risk)
    {
        if (book is null || book.Asks.Count == 0)
        {
            return Order(wanted, ask, ask, Percent.Zero, risk);
        }

        var highest = ask * (1 + Fraction(risk.MostSlippage));
        var depth = book.Asks.TakeWhile(level => level.Price <= highest).Aggregate(Krw.Zero, (sum, level) => sum + level.Price * level.Size);
        var walkable = wanted.AtMost(depth, EntryReasons.ShrunkByBook);

        var (fills, slippage) = Walk(book.Asks, walkable.Amount);
        return Order(walkable, ask, fills, slippage, risk);
    }

    /// <summary>The slippage that an amount would meet in the visible book; what the book does not hold is taken at its last level.</summary>
    public static Percent ExpectedSlippage(OrderBook book, Krw amount) => Walk(book.Asks, amount).Slippage;

    private static SizedOrder Order(SizedAmount sized, Price ask, Price fills, Percent slippage, RiskSettings risk)
    {
        // Rounded down so that a limit is never worse than what was decided; but never under the level at which the amount fills.
        var worst = Price.Max(fills, KrwTicks.RoundDown(fills * (1 + Fraction(risk.PriceTolerance))));
        return new SizedOrder(sized, ask, worst, sized.Amount / worst, slippage);
    }

    private static (Price Last, Percent Slippage) Walk(IReadOnlyList<BookLevel> asks, Krw amount)
    {
        var best = asks[0].Price;
        var (last, left, coins) = (best, amount.Value, 0m);

        foreach (var level in asks)
        {
            if (left <= 0) break;

            var spent = Math.Min(left, (level.Price * level.Size).Value);
            last = level.Price;
            left -= spent;
            coins += spent / level.Price.Value;
        }

        coins += Math.Max(left, 0) / last.Value;
        // The division leaves dust in the last of its 28 digits.
        var slippage = coins > 0 ? decimal.Round(amount.Value / coins / best.Value - 1, Price.Decimals) : 0;
        return (last, new Percent(Math.Max(0, slippage)));
    }

    /// <summary>No order of this market has a limit above this.</summary>
    private static Price HighestLimit(Price ask, RiskSettings risk) => ask * (1 + Fraction(risk.MostSlippage)) * (1 + Fraction(risk.PriceTolerance));

    private static decimal Fraction(decimal points) => Percent.Of(points).Fraction;
}

/// <summary>An amount on its way down, with what made it smaller.</summary>
public sealed record SizedAmount(Krw Amount, IReadOnlyList<Reason> Shrunk)
{
    /// <summary>Cut to whole won, never under zero; unchanged when it fits.</summary>
    internal SizedAmount AtMost(Krw limit, string because)
    {
        if (Amount <= limit) return this;

        var cut = new Krw(Math.Max(0, decimal.Floor(limit.Value)));
        return new SizedAmount(cut, [.. Shrunk, Reason.Of(because, ("from", Amount), ("to", cut))]);
    }
}

/// <summary>An amount as the order that spends it.</summary>
public sealed record SizedOrder(SizedAmount Sized, Price Ask, Price Worst, Quantity Quantity, Percent ExpectedSlippage)
{
    public Krw Amount => Sized.Amount;
}
