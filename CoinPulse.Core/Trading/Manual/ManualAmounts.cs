using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Manual;

/// <summary>Whether the amount of an order can be: the exchange's least and most, what is free, what the visible book takes; and the nearest amount that can.</summary>
internal static class ManualAmounts
{
    public static ManualFault? FaultOf(ManualDraft draft, Price price, Quantity quantity, Krw value, ManualFacts facts)
    {
        var (chance, isBuy) = (facts.Chance, draft.Side == OrderSide.Bid);
        if (value < chance.Minimum) return new ManualFault(Problem.Of(ManualProblems.UnderMinimum, chance.Minimum, value), Least(draft, price, facts));
        if (value > chance.Maximum) return new ManualFault(Problem.Of(ManualProblems.OverMaximum, chance.Maximum), WithTotal(draft, price, chance.Maximum));
        if (isBuy && VenueRules.Reserve(value.Value, chance.BidFee) is var needed && needed > facts.FreeCash)
        {
            return new ManualFault(Problem.Of(ManualProblems.OverCash, needed, facts.FreeCash), IfEnough(WithTotal(draft, price, Spendable(facts, Percent.Of(100))), price, facts));
        }

        if (!isBuy && quantity > facts.Free)
        {
            return new ManualFault(Problem.Of(ManualProblems.OverCoins, facts.Free), IfEnough(draft with { Quantity = facts.Free, Total = null }, price, facts));
        }

        if (!draft.AtMarket || facts.Quote?.Book is not { } book) return null;
        if (isBuy && value > book.AskValue) return new ManualFault(Problem.Of(ManualProblems.OverBook, book.AskValue), IfEnough(draft with { Total = WholeWon(book.AskValue), Quantity = null }, price, facts));
        return !isBuy && quantity > book.BidDepth
            ? new ManualFault(Problem.Of(ManualProblems.OverBook, price * book.BidDepth), IfEnough(draft with { Quantity = book.BidDepth, Total = null }, price, facts))
            : null;
    }

    /// <summary>Whole won that can be spent of a part of what is free, so that the fee still fits.</summary>
    public static Krw Spendable(ManualFacts facts, Percent part) => WholeWon(new Krw(facts.FreeCash.Value * part.Fraction / (1 + facts.Chance.BidFee.Fraction)));

    public static Krw WholeWon(Krw amount) => new(decimal.Truncate(amount.Value));

    /// <summary>The least that the exchange takes: coins are counted up, so that cutting to eight decimals leaves it no hair too small.</summary>
    private static ManualDraft? Least(ManualDraft draft, Price price, ManualFacts facts)
    {
        if (draft is { AtMarket: true, Side: OrderSide.Bid }) return IfEnough(draft with { Total = facts.Chance.Minimum, Quantity = null }, price, facts);
        var floor = facts.Chance.Minimum / price;
        var least = price * floor >= facts.Chance.Minimum ? floor : floor + new Quantity(0.000_000_01m);
        return IfEnough(draft with { Quantity = least, Total = null }, price, facts);
    }

    private static ManualDraft WithTotal(ManualDraft draft, Price price, Krw total) =>
        draft is { AtMarket: true, Side: OrderSide.Bid } ? draft with { Total = total, Quantity = null } : draft with { Quantity = total / price, Total = null };

    /// <summary>A correction that would be refused in its turn is none.</summary>
    private static ManualDraft? IfEnough(ManualDraft draft, Price price, ManualFacts facts)
    {
        var quantity = draft.Quantity ?? draft.Total!.Value / price;
        var value = draft.Total ?? price * quantity;
        if (value < facts.Chance.Minimum || !quantity.IsPositive) return null;
        return draft.Side == OrderSide.Bid ? VenueRules.Reserve(value.Value, facts.Chance.BidFee) <= facts.FreeCash ? draft : null
            : quantity <= facts.Free ? draft : null;
    }
}
