namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>A line of <c>accounts</c>. <paramref name="Balance"/> is free; what orders have locked is not in it.</summary>
internal sealed record UpbitBalance(string? Currency, decimal? Balance, decimal? Locked, decimal? AvgBuyPrice, bool? AvgBuyPriceModified, string? UnitCurrency);

/// <summary>What <c>orders/chance</c> says of one market for this pocket. Fees are parts of the funds.</summary>
internal sealed record UpbitChance(
    decimal? BidFee,
    decimal? AskFee,
    decimal? MakerBidFee,
    decimal? MakerAskFee,
    UpbitChanceMarket? Market,
    UpbitBalance? BidAccount,
    UpbitBalance? AskAccount);

internal sealed record UpbitChanceMarket(
    string? Id,
    string? Name,
    IReadOnlyList<string>? BidTypes,
    IReadOnlyList<string>? AskTypes,
    UpbitChanceSide? Bid,
    UpbitChanceSide? Ask,
    decimal? MaxTotal,
    string? State);

internal sealed record UpbitChanceSide(string? Currency, decimal? MinTotal);

/// <summary>
/// An order in every request's answer. REST leaves out what is null; trades come with the order alone, never with lists; <c>new_order_…</c> only with <c>cancel_and_new</c>.
/// </summary>
/// <param name="Price">The unit price; of a market or best buy the won to spend.</param>
/// <param name="State"><c>wait</c>, <c>watch</c>, <c>done</c>, <c>cancel</c>. It says nothing about fills.</param>
internal sealed record UpbitOrder(
    string? Market,
    string? Uuid,
    string? Side,
    string? OrdType,
    decimal? Price,
    string? State,
    DateTimeOffset? CreatedAt,
    decimal? Volume,
    decimal? RemainingVolume,
    decimal? ExecutedVolume,
    decimal? ExecutedFunds,
    decimal? ReservedFee,
    decimal? RemainingFee,
    decimal? PaidFee,
    decimal? Locked,
    long? TradesCount,
    string? TimeInForce,
    string? Identifier,
    string? SmpType,
    decimal? PreventedVolume,
    decimal? PreventedLocked,
    IReadOnlyList<UpbitOrderTrade>? Trades,
    string? NewOrderUuid,
    string? NewOrderIdentifier);

internal sealed record UpbitOrderTrade(string? Market, string? Uuid, decimal? Price, decimal? Volume, decimal? Funds, string? Trend, DateTimeOffset? CreatedAt, string? Side);

/// <summary>A line of <c>status/wallet</c>: whether a coin can be moved in and out on one network.</summary>
/// <param name="WalletState"><c>working</c>, <c>withdraw_only</c>, <c>deposit_only</c>, <c>paused</c>, <c>unsupported</c>; some minutes old.</param>
internal sealed record UpbitWalletStatus(
    string? Currency,
    string? WalletState,
    string? BlockState,
    long? BlockHeight,
    DateTimeOffset? BlockUpdatedAt,
    long? BlockElapsedMinutes,
    string? NetType,
    string? NetworkName);

/// <summary>Coins or won that came or went: a line of <c>deposits</c> or <c>withdraws</c>.</summary>
internal sealed record UpbitTransfer(
    string? Type,
    string? Uuid,
    string? Currency,
    string? NetType,
    string? Txid,
    string? State,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? DoneAt,
    decimal? Amount,
    decimal? Fee,
    string? TransactionType);

/// <summary>A line of <c>api_keys</c>: every key of the person's account, with its end.</summary>
internal sealed record UpbitListedKey(string? AccessKey, DateTimeOffset? ExpireAt);

/// <summary>A line of <c>pockets/api_keys</c>, for a key that may manage pockets: what each key may do and from where.</summary>
internal sealed record UpbitPocketKeys(string? Uuid, IReadOnlyList<UpbitPocketKey>? Keys);

internal sealed record UpbitPocketKey(string? AccessKey, IReadOnlyList<string>? Permissions, IReadOnlyList<string>? AllowedIps, DateTimeOffset? CreatedAt, DateTimeOffset? ExpiredAt);
