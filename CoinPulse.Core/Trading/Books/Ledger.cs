using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Books;

/// <summary>Writes what happened as double entry. Pure: it makes the lines, the caller stores them with the act itself.</summary>
public static class Ledger
{
    public static IReadOnlyList<Posting> Deposit(UserId owner, AccountId account, Krw amount, string reference, DateTimeOffset at) =>
        new Draft(owner, account, PostingCause.Transfer, reference, null, at)
            .Line(BookLine.Cash, amount)
            .Line(BookLine.Deposits, -amount)
            .Balanced();

    /// <summary>Coins that came without a trade, or went: then both numbers are negative.</summary>
    /// <param name="cost">What they count as having cost.</param>
    public static IReadOnlyList<Posting> CoinDeposit(UserId owner, AccountId account, MarketCode market, Quantity quantity, Krw cost, string reference, DateTimeOffset at) =>
        new Draft(owner, account, PostingCause.Transfer, reference, null, at)
            .Line(BookLine.Coins, cost, market, quantity)
            .Line(BookLine.Deposits, -cost)
            .Balanced();

    /// <summary>Won that came, or went (negative), by a person's note alone.</summary>
    public static IReadOnlyList<Posting> CashCorrected(UserId owner, AccountId account, Krw amount, string reference, DateTimeOffset at) =>
        new Draft(owner, account, PostingCause.Correction, reference, null, at)
            .Line(BookLine.Cash, amount)
            .Line(BookLine.Deposits, -amount)
            .Balanced();

    /// <summary>The person's own coins that came by a person's note alone, or went: then both numbers are negative. They are a deposit or a withdrawal, so no profit is made of them.</summary>
    /// <param name="cost">What they count as having cost.</param>
    public static IReadOnlyList<Posting> CoinsCorrected(UserId owner, AccountId account, MarketCode market, Quantity quantity, Krw cost, string reference, DateTimeOffset at) =>
        new Draft(owner, account, PostingCause.Correction, reference, null, at)
            .Line(BookLine.Coins, cost, market, quantity)
            .Line(BookLine.Deposits, -cost)
            .Balanced();

    /// <summary>What a pocket holds when its books are opened: the person's, at what the exchange says it cost, or at nothing where it does not say.</summary>
    public static IReadOnlyList<Posting> Opening(UserId owner, AccountId account, AccountBalances held, DateTimeOffset at)
    {
        var draft = new Draft(owner, account, PostingCause.Transfer, $"opening:{account}", null, at).Line(BookLine.Cash, held.Cash);
        var total = held.Cash;
        foreach (var coin in held.Coins.Where(coin => coin.Total.IsPositive))
        {
            var cost = coin.AverageCost * coin.Total;
            draft.Line(BookLine.Coins, cost, MarketCode.Krw(coin.Coin), coin.Total);
            total += cost;
        }

        return draft.Line(BookLine.Deposits, -total).Balanced();
    }

    public static IReadOnlyList<Posting> Buy(Fill fill) =>
        DraftOf(fill)
            .Line(BookLine.Coins, fill.Funds, fill.Market, fill.Quantity)
            .Line(BookLine.Fees, fill.Fee)
            .Line(BookLine.Cash, -(fill.Funds + fill.Fee))
            .Balanced();

    /// <param name="fill">A sale.</param>
    /// <param name="cost">What the sold coins had cost, before fees.</param>
    public static IReadOnlyList<Posting> Sell(Fill fill, Krw cost) =>
        DraftOf(fill)
            .Line(BookLine.Cash, fill.Funds - fill.Fee)
            .Line(BookLine.Fees, fill.Fee)
            .Line(BookLine.Coins, -cost, fill.Market, -fill.Quantity)
            .Line(BookLine.RealisedProfit, cost - fill.Funds)
            .Balanced();

    /// <summary>Coins of the engine that the person sold (with what they brought, after the fee) or moved away (at what they had cost) by their own hand.</summary>
    public static IReadOnlyList<Posting> TakenByHand(Position position, Quantity quantity, Krw cost, Krw? proceeds, string reference, DateTimeOffset at) =>
        new Draft(position.Owner, position.Account, PostingCause.Correction, reference, position.Id, at)
            .Line(BookLine.Coins, -cost, position.Market, -quantity)
            .Line(BookLine.Cash, proceeds ?? Krw.Zero)
            .Line(BookLine.RealisedProfit, proceeds is { } brought ? cost - brought : Krw.Zero)
            .Line(BookLine.Deposits, proceeds is null ? cost : Krw.Zero)
            .Balanced();

    /// <summary>A purchase by the person's own hand: theirs, and in the books because it is in the account.</summary>
    public static IReadOnlyList<Posting> OwnBuy(UserId owner, AccountId account, MarketCode market, Quantity quantity, Krw funds, Krw fee, string reference, DateTimeOffset at) =>
        new Draft(owner, account, PostingCause.Fill, reference, null, at)
            .Line(BookLine.Coins, funds, market, quantity)
            .Line(BookLine.Fees, fee)
            .Line(BookLine.Cash, -(funds + fee))
            .Balanced();

    /// <summary>A sale of the person's own coins.</summary>
    /// <param name="proceeds">Won that it brought, after the fee.</param>
    public static IReadOnlyList<Posting> OwnSell(UserId owner, AccountId account, MarketCode market, Quantity quantity, Krw cost, Krw proceeds, string reference, DateTimeOffset at) =>
        new Draft(owner, account, PostingCause.Fill, reference, null, at)
            .Line(BookLine.Cash, proceeds)
            .Line(BookLine.Coins, -cost, market, -quantity)
            .Line(BookLine.RealisedProfit, cost - proceeds)
            .Balanced();

    private static Draft DraftOf(Fill fill) => new(fill.Owner, fill.Account, PostingCause.Fill, fill.TradeId, fill.Position, fill.At);

    private sealed class Draft(UserId owner, AccountId account, PostingCause cause, string reference, PositionId? position, DateTimeOffset at)
    {
        private readonly Guid _entry = Guid.CreateVersion7(at);
        private readonly List<Posting> _lines = [];

        public Draft Line(BookLine line, Krw amount, MarketCode? market = null, Quantity coins = default)
        {
            if (amount != Krw.Zero || !coins.IsZero)
            {
                _lines.Add(new Posting(
                    new PostingId(Guid.CreateVersion7(at)), _entry, owner, account, line, market, amount, coins, cause, reference, position, at, Kst.DayOf(at)));
            }

            return this;
        }

        public List<Posting> Balanced()
        {
            var sum = _lines.Aggregate(Krw.Zero, (total, line) => total + line.Amount);
            return sum == Krw.Zero ? _lines : throw new InvalidOperationException($"The entry for {reference} is out by {sum} KRW.");
        }
    }
}
