using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Rules;

/// <summary>What the rules say to a wish: an entry that is at most as large as the wish, or a refusal with its reason.</summary>
public abstract record EntryVerdict
{
    private EntryVerdict()
    {
    }

    /// <param name="Amount">Won to spend at most, fee not included.</param>
    /// <param name="Worst">The limit of the order, on a tick.</param>
    /// <param name="Quantity">Coins that the amount buys at the worst price.</param>
    /// <param name="ExpectedSlippage">How far the mean price of the visible asks would be over the best; zero where no book is known.</param>
    /// <param name="Shrunk">What made it smaller than the wish, in the order in which it did.</param>
    public sealed record Accepted(Krw Amount, Price Worst, Quantity Quantity, Percent ExpectedSlippage, IReadOnlyList<Reason> Shrunk) : EntryVerdict;

    public sealed record Refused(Reason Why) : EntryVerdict;
}
