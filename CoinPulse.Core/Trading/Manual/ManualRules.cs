using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Manual;

/// <summary>Says what an order by hand would come to, what is wrong with it, and how one click would set it right. Pure; the exchange has the last word.</summary>
public static class ManualRules
{
    /// <summary>A price this much worse than the market's is asked about: it is most often a digit too many.</summary>
    public static readonly Percent Far = Percent.Of(5);

    public static ManualPreview Judge(ClientOrderId key, ManualDraft draft, ManualFacts facts)
    {
        var best = BestOf(draft.Side, facts.Quote);
        if (!facts.Chance.IsOpen) return Nothing(Problem.Of(ManualProblems.Halted));
        if (draft.AtMarket && best is null) return Nothing(Problem.Of(ManualProblems.NoQuote));
        if (!draft.AtMarket && draft.Limit is not { IsPositive: true }) return Nothing(Problem.Of(ManualProblems.NoPrice));
        if (draft is { Total: not { IsPositive: true }, Quantity: not { IsPositive: true } }) return Nothing(Problem.Of(ManualProblems.NoAmount));

        var (price, quantity, value) = draft.AtMarket ? Walk(draft, facts.Quote!, best!.Value) : Rest(draft);
        if (!quantity.IsPositive) return Nothing(Problem.Of(ManualProblems.NoAmount));
        var faults = new List<ManualFault>();
        if (OffTick(draft) is { } offTick) faults.Add(offTick);
        if (ManualAmounts.FaultOf(draft, price, quantity, value, facts) is { } amount) faults.Add(amount);

        var fee = VenueRules.FeeOf(price, quantity, draft.Side == OrderSide.Bid ? facts.Chance.BidFee : facts.Chance.AskFee);
        var fromEngine = draft.Side == OrderSide.Ask ? Quantity.Max(Quantity.Min(quantity, facts.Free) - facts.OwnFree, Quantity.Zero) : Quantity.Zero;
        return new ManualPreview(faults.Exists(fault => fault.Problem.Code == ManualProblems.OffTick) ? null : RequestOf(key, draft, facts, quantity, value), price, quantity, value, fee, fromEngine, OffMarket(draft, price, best), faults);
    }

    /// <summary>The part of what is free: of the won, the fee left aside; of the coins that are the person's own. What is kept as total or quantity is what the person was filling in.</summary>
    public static ManualDraft Part(ManualDraft draft, Percent part, ManualFacts facts) => draft.Side == OrderSide.Bid
        ? draft with { Total = ManualAmounts.Spendable(facts, part), Quantity = null }
        : draft with { Quantity = Quantity.CutFrom(facts.OwnFree.Value * part.Fraction), Total = null };

    private static ManualPreview Nothing(Problem why) => new(null, null, null, Krw.Zero, Krw.Zero, Quantity.Zero, null, [new ManualFault(why)]);

    private static (Price Price, Quantity Quantity, Krw Value) Rest(ManualDraft draft)
    {
        var price = draft.Limit!.Value;
        var quantity = draft.Quantity ?? draft.Total!.Value / price;
        return (price, quantity, price * quantity);
    }

    /// <summary>What the visible book gives, and beyond it the last level's price; without a book the best price known.</summary>
    private static (Price Price, Quantity Quantity, Krw Value) Walk(ManualDraft draft, MarketQuote quote, Price best)
    {
        var levels = (draft.Side == OrderSide.Bid ? quote.Book?.Asks : quote.Book?.Bids) ?? [];
        var (coins, won, last) = (Quantity.Zero, Krw.Zero, best);
        foreach (var level in levels)
        {
            last = level.Price;
            var wanted = draft.Quantity is { } quantity ? quantity - coins : (draft.Total!.Value - won) / level.Price;
            var taken = Quantity.Min(wanted, level.Size);
            if (!taken.IsPositive) break;
            (coins, won) = (coins + taken, won + level.Price * taken);
        }

        var rest = draft.Quantity is { } all ? all - coins : (draft.Total!.Value - won) / last;
        if (rest.IsPositive) (coins, won) = (coins + rest, won + last * rest);
        var value = draft is { Side: OrderSide.Bid, Total: { } total } ? total : won;
        return (coins.IsPositive ? won / coins : best, coins, value);
    }

    private static OrderRequest RequestOf(ClientOrderId key, ManualDraft draft, ManualFacts facts, Quantity quantity, Krw value)
    {
        var market = facts.Chance.Market;
        var order = !draft.AtMarket ? OrderRequest.Rest(key, market, draft.Side, draft.Limit!.Value, quantity)
            : draft.Side == OrderSide.Bid ? OrderRequest.BuyAtMarket(key, market, ManualAmounts.WholeWon(value))
            : OrderRequest.SellAtMarket(key, market, quantity);
        return order.With(SelfMatch.CancelTaker);
    }

    private static ManualFault? OffTick(ManualDraft draft)
    {
        if (draft.AtMarket || KrwTicks.IsOnTick(draft.Limit!.Value)) return null;
        var price = draft.Limit.Value;
        var (below, above) = (KrwTicks.RoundDown(price), KrwTicks.RoundUp(price));

        // Never dearer for who buys, never cheaper for who sells; a price under the smallest step can only go up.
        var better = draft.Side == OrderSide.Bid && below.IsPositive ? below : above;
        return new ManualFault(Problem.Of(ManualProblems.OffTick, KrwTicks.TickAt(price), below, above), draft with { Limit = better });
    }

    private static Percent? OffMarket(ManualDraft draft, Price price, Price? best)
    {
        if (best is not { IsPositive: true } there) return null;
        var worse = draft.Side == OrderSide.Bid ? price.ChangeFrom(there) : -price.ChangeFrom(there);
        return draft.AtMarket ? worse.Fraction > 0 ? worse : Percent.Zero : worse >= Far ? worse : null;
    }

    private static Price? BestOf(OrderSide side, MarketQuote? quote) => quote is null ? null : (side == OrderSide.Bid ? quote.Ask : quote.Bid) ?? quote.Last;
}
