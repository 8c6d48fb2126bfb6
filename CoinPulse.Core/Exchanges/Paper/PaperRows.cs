using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>The cash of a paper account. Rows are values: a change is a new row.</summary>
internal sealed record PaperAccount
{
    public required AccountId Id { get; init; }

    public required UserId Owner { get; init; }

    public required PriceSource Source { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required Krw FreeCash { get; init; }

    public required Krw LockedCash { get; init; }

    /// <summary>Every fee ever paid. With the cash, the deposits and the trades it proves that no won was lost or made.</summary>
    public Krw PaidFees { get; init; }

    /// <summary>Cash paid in less cash taken out, the opening amount included.</summary>
    public Krw NetDeposits { get; init; }

    /// <summary>The number of the newest order. Order and trade ids derive from it, so that a repeated run repeats them.</summary>
    public long LastNumber { get; init; }

    /// <summary>Rises with every commit; whoever commits on an older one has to read again.</summary>
    public int Version { get; init; }
}

/// <summary>The coins of one kind in a paper account.</summary>
internal sealed record PaperBalance
{
    public required AccountId Account { get; init; }

    public required UserId Owner { get; init; }

    public required Asset Coin { get; init; }

    public Quantity Free { get; init; }

    public Quantity Locked { get; init; }

    /// <summary>What a coin cost on average without fees, as Upbit's <c>avg_buy_price</c>.</summary>
    public Price AverageCost { get; init; }
}

/// <summary>An order in the books of the paper exchange, refused ones included: they keep their identifier burned.</summary>
internal sealed record PaperOrder
{
    public required ExchangeOrderId Id { get; init; }

    public required AccountId Account { get; init; }

    public required UserId Owner { get; init; }

    /// <summary>Rises with every order of the account: its place in time.</summary>
    public required long Number { get; init; }

    public ClientOrderId? Key { get; init; }

    public required MarketCode Market { get; init; }

    public required OrderSide Side { get; init; }

    public required OrderKind Kind { get; init; }

    public required SelfMatch SelfMatch { get; init; }

    public Price? Limit { get; init; }

    public Quantity? Quantity { get; init; }

    public Krw? Funds { get; init; }

    public ExchangeOrderState State { get; init; }

    public Quantity Executed { get; init; }

    public Krw PaidFee { get; init; }

    /// <summary>What it still holds back of the account's cash (buy) or coins (sell).</summary>
    public Krw LockedCash { get; init; }

    public Quantity LockedCoins { get; init; }

    /// <summary>
    /// Coins that stood at its price before it came and have not traded since. Null when it rests beyond the visible book:
    /// then only a trade through its price fills it.
    /// </summary>
    public Quantity? QueueAhead { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The code of the refusal. A refused order exists for nobody but its burned identifier.</summary>
    public string? RefusedBecause { get; init; }

    /// <summary>Kept in their own table; loaded with the order.</summary>
    public IReadOnlyList<PaperTrade> Trades { get; init; } = [];

    public bool IsOpen => State == ExchangeOrderState.Waiting;

    public Quantity Rest => Quantity is { } ordered ? ordered - Executed : Money.Quantity.Zero;

    public ExchangeOrder Shown(bool withTrades = true) => new(
        Id, Key, Market, Side, Kind, State, Limit, Quantity, Executed, PaidFee, CreatedAt, withTrades ? [.. Trades.Select(trade => trade.Shown())] : []);
}

/// <summary>One trade of a paper order. Never changed.</summary>
internal sealed record PaperTrade
{
    public required string Id { get; init; }

    public required AccountId Account { get; init; }

    public required UserId Owner { get; init; }

    public required ExchangeOrderId Order { get; init; }

    /// <summary>Its place among the trades of its order.</summary>
    public required int Number { get; init; }

    public required Price Price { get; init; }

    public required Quantity Quantity { get; init; }

    public required Krw Funds { get; init; }

    public required Krw Fee { get; init; }

    public required DateTimeOffset At { get; init; }

    public ExchangeTrade Shown() => new(Id, Price, Quantity, Funds, Fee, At);
}

/// <summary>Won or coins that came or went without a trade. Never changed.</summary>
internal sealed record PaperTransfer
{
    public required string Id { get; init; }

    public required AccountId Account { get; init; }

    public required UserId Owner { get; init; }

    public required Asset Asset { get; init; }

    /// <summary>Won or coins; minus is a withdrawal.</summary>
    public required decimal Amount { get; init; }

    public required DateTimeOffset At { get; init; }

    public ExchangeTransfer Shown() => new(Id, Amount < 0 ? TransferDirection.Withdrawal : TransferDirection.Deposit, Asset, Math.Abs(Amount), 0, At);
}
