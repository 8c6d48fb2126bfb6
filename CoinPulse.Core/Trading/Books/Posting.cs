using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Books;

public readonly record struct PostingId(Guid Value) : IGuidId<PostingId>
{
    public static PostingId From(Guid value) => new(value);
}

/// <summary>The lines of an account's books. Cash, coins and fees grow by plus; deposits and profit by minus; the sum is always zero.</summary>
public enum BookLine
{
    Cash,

    /// <summary>Coins at what they cost, before fees; one line a market.</summary>
    Coins,
    Fees,
    RealisedProfit,
    Deposits,

    /// <summary>What the exchange says beyond the twelfth decimal, and nothing else.</summary>
    Rounding,
}

/// <summary>What a posting points to.</summary>
public enum PostingCause
{
    Fill,
    Transfer,
    Correction,
}

/// <summary>One line of one entry of the books. The lines of an entry add up to zero won, exactly.</summary>
/// <param name="Entry">Shared by the lines that belong together.</param>
/// <param name="Amount">Won; plus or minus by the convention of <see cref="BookLine"/>.</param>
/// <param name="Coins">Coins that came (plus) or went (minus); only on <see cref="BookLine.Coins"/>.</param>
/// <param name="Reference">The trade id, the transfer, or the reason of a correction.</param>
/// <param name="On">The Seoul day, for everything that is grouped by day.</param>
public sealed record Posting(
    PostingId Id,
    Guid Entry,
    UserId Owner,
    AccountId Account,
    BookLine Line,
    MarketCode? Market,
    Krw Amount,
    Quantity Coins,
    PostingCause Cause,
    string Reference,
    PositionId? Position,
    DateTimeOffset At,
    DateOnly On);
