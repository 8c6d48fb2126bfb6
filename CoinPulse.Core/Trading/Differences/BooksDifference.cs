using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Differences;

/// <summary>What a comparison looked for before it let a difference stand, and was answered.</summary>
[Flags]
public enum Sought
{
    None = 0,

    /// <summary>Orders of the engine whose news may have been missed; none is under way.</summary>
    EngineOrders = 1,

    /// <summary>Trades of orders by hand, placed here or at the exchange, ended or resting.</summary>
    HandTrades = 2,

    /// <summary>Deposits and withdrawals.</summary>
    Transfers = 4,

    /// <summary>The key may not see deposits and withdrawals: they cannot be looked for.</summary>
    TransfersHidden = 8,

    Everything = EngineOrders | HandTrades | Transfers,
}

/// <summary>
/// A line of an account's books that does not agree with the exchange, and for which a comparison found no fill and no transfer. Kept so that every process shows it and a
/// restart does not forget since when.
/// </summary>
public sealed class BooksDifference
{
    /// <summary>A trade or transfer may be listed a little late: what has not stood this long is no difference that a person need explain. Engine time.</summary>
    public static readonly TimeSpan LeastStanding = TimeSpan.FromMinutes(1);

    private BooksDifference()
    {
    }

    /// <param name="worth">What a coin was worth when the difference was seen; null for won and for a coin without a price.</param>
    public BooksDifference(UserId owner, AccountId account, TieOutDifference line, Sought sought, Price? worth, DateTimeOffset at)
    {
        (Owner, Account, Asset) = (owner, account, AssetOf(line));
        (Books, Exchange, Sought, Worth, Since) = (line.Books, line.Exchange, sought, worth, at);
    }

    public UserId Owner { get; private init; }

    public AccountId Account { get; private init; }

    /// <summary>The won or the coin that differs; one difference of each in an account.</summary>
    public Asset Asset { get; private init; }

    /// <summary>Won or coins by our books.</summary>
    public decimal Books { get; private set; }

    /// <summary>Won or coins by the exchange.</summary>
    public decimal Exchange { get; private set; }

    public Sought Sought { get; private set; }

    /// <summary>Won per coin at <see cref="Since"/>: what coins that came count as having cost. Null for won, and where no price was known.</summary>
    public Price? Worth { get; private set; }

    /// <summary>When this gap was first seen. Engine time.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>What is there beyond the books; negative when it is missing.</summary>
    public decimal Gap => Exchange - Books;

    public MarketCode? Market => Asset == Asset.Krw ? null : MarketCode.Krw(Asset);

    /// <summary>Everything that could explain it was asked for and answered.</summary>
    public bool IsSoughtWhole => (Sought & Sought.Everything) == Sought.Everything;

    public bool HasStoodBy(DateTimeOffset now) => now - Since >= LeastStanding;

    /// <summary>The next comparison found it again. Another gap is another difference, seen now; a trade that moved both sides alike changes nothing of it.</summary>
    public void Follow(TieOutDifference line, Sought sought, Price? worth, DateTimeOffset at)
    {
        if (line.Exchange - line.Books != Gap) (Since, Worth) = (at, worth);
        (Books, Exchange, Sought) = (line.Books, line.Exchange, sought);
    }

    public static Asset AssetOf(TieOutDifference line) => line.Market?.Base ?? Asset.Krw;
}
