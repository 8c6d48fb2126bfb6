using System.Globalization;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>Names an order: by our identifier or by Upbit's id.</summary>
internal readonly record struct UpbitOrderName(ClientOrderId? Key, ExchangeOrderId? Id)
{
    public static UpbitOrderName Of(ClientOrderId key) => new(key, null);

    public static UpbitOrderName Of(ExchangeOrderId id) => new(null, id);
}

/// <summary>One pocket's private interface, request by request as documented. What each answer proves is decided in <see cref="UpbitVerdict"/>.</summary>
internal sealed class UpbitPocket(UpbitPrivateRest rest)
{
    public const int MostOpenOnPage = 100;
    public const int MostClosed = 1_000;
    public const int MostByList = 100;

    /// <summary>How many days of created orders one question about closed ones covers.</summary>
    public static readonly TimeSpan ClosedWindow = TimeSpan.FromDays(7);

    /// <summary>Needs 자산조회.</summary>
    public Task<ExchangeAnswer<IReadOnlyList<UpbitBalance>>> AccountsAsync(CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<UpbitBalance>>("v1/accounts", [], cancellationToken);

    /// <summary>Needs 주문조회, as everything about orders that only asks.</summary>
    public Task<ExchangeAnswer<UpbitChance>> ChanceAsync(MarketCode market, CancellationToken cancellationToken) =>
        AskAsync<UpbitChance>("v1/orders/chance", new() { { "market", market.Value } }, cancellationToken);

    /// <summary>Needs 주문하기, as everything about orders that changes one.</summary>
    public Task<ExchangeAnswer<UpbitOrder>> OrderAsync(UpbitNewOrder order, CancellationToken cancellationToken) =>
        rest.SendAsync<UpbitOrder>(new(HttpMethod.Post, "v1/orders", order.ToParameters(), UpbitGroups.Order, RankOf(order)), cancellationToken);

    /// <summary>Has Upbit judge an order without placing it. The order in the answer can be neither found nor cancelled.</summary>
    public Task<ExchangeAnswer<UpbitOrder>> TryOrderAsync(UpbitNewOrder order, CancellationToken cancellationToken) =>
        rest.SendAsync<UpbitOrder>(new(HttpMethod.Post, "v1/orders/test", order.ToParameters(), UpbitGroups.OrderTest, UpbitRank.LookUp), cancellationToken);

    /// <summary>One order with its trades.</summary>
    public Task<ExchangeAnswer<UpbitOrder>> OrderAsync(UpbitOrderName name, CancellationToken cancellationToken) =>
        AskAsync<UpbitOrder>("v1/order", Name(name), cancellationToken);

    /// <param name="page">From 1.</param>
    /// <returns>Oldest first, without trades; at most <see cref="MostOpenOnPage"/>. Orders that wait for a price (<c>watch</c>) too.</returns>
    public Task<ExchangeAnswer<IReadOnlyList<UpbitOrder>>> OpenAsync(int page, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<UpbitOrder>>(
        "v1/orders/open",
        new() { { "states[]", "wait" }, { "states[]", "watch" }, { "page", TextOf(page) }, { "limit", TextOf(MostOpenOnPage) }, { "order_by", "asc" } },
        cancellationToken);

    /// <param name="from">Orders that were created at or after this and within <see cref="ClosedWindow"/> of it, whenever they ended.</param>
    /// <returns>Oldest first, without trades; at most <see cref="MostClosed"/>.</returns>
    public Task<ExchangeAnswer<IReadOnlyList<UpbitOrder>>> ClosedAsync(DateTimeOffset from, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<UpbitOrder>>(
        "v1/orders/closed",
        new()
        {
            { "states[]", "done" },
            { "states[]", "cancel" },
            { "start_time", from.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) },
            { "limit", TextOf(MostClosed) },
            { "order_by", "asc" },
        },
        cancellationToken);

    /// <param name="ids">At most <see cref="MostByList"/>.</param>
    public Task<ExchangeAnswer<IReadOnlyList<UpbitOrder>>> ByIdsAsync(IEnumerable<ExchangeOrderId> ids, CancellationToken cancellationToken) =>
        ByListAsync("uuids[]", ids.Select(id => id.Value), cancellationToken);

    /// <inheritdoc cref="ByIdsAsync"/>
    public Task<ExchangeAnswer<IReadOnlyList<UpbitOrder>>> ByKeysAsync(IEnumerable<ClientOrderId> keys, CancellationToken cancellationToken) =>
        ByListAsync("identifiers[]", keys.Select(key => key.Value), cancellationToken);

    /// <summary>Asks for a cancel; the answer shows the order still waiting.</summary>
    public Task<ExchangeAnswer<UpbitOrder>> CancelAsync(UpbitOrderName name, CancellationToken cancellationToken) =>
        rest.SendAsync<UpbitOrder>(new(HttpMethod.Delete, "v1/order", Name(name), UpbitGroups.Default, UpbitRank.Stop), cancellationToken);

    /// <summary>Cancels an order and places a market sale of what was left of it. If the old one fills first no new one is made, and the answer is a yes all the same.</summary>
    public Task<ExchangeAnswer<UpbitOrder>> CancelAndSellRestAsync(ClientOrderId previous, ClientOrderId key, SelfMatch selfMatch, CancellationToken cancellationToken)
    {
        var parameters = new UpbitParameters
        {
            { "prev_order_identifier", previous.Value },
            { "new_ord_type", "market" },
            { "new_volume", "remain_only" },
            { "new_identifier", key.Value },
            { "new_smp_type", UpbitNewOrder.NameOf(selfMatch) },
        };
        return rest.SendAsync<UpbitOrder>(new(HttpMethod.Post, "v1/orders/cancel_and_new", parameters, UpbitGroups.Order, UpbitRank.Stop), cancellationToken);
    }

    /// <summary>Needs no permission.</summary>
    public Task<ExchangeAnswer<IReadOnlyList<UpbitWalletStatus>>> WalletsAsync(CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<UpbitWalletStatus>>("v1/status/wallet", [], cancellationToken);

    /// <summary>The newest deposits, newest first. Needs 입금조회.</summary>
    /// <param name="page">From 1, a hundred each.</param>
    public Task<ExchangeAnswer<IReadOnlyList<UpbitTransfer>>> DepositsAsync(int page, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<UpbitTransfer>>("v1/deposits", new() { { "limit", "100" }, { "page", TextOf(page) }, { "order_by", "desc" } }, cancellationToken);

    /// <summary>The newest withdrawals, newest first. Needs 출금조회, which reveals nothing about 출금하기.</summary>
    /// <inheritdoc cref="DepositsAsync"/>
    public Task<ExchangeAnswer<IReadOnlyList<UpbitTransfer>>> WithdrawalsAsync(int page, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<UpbitTransfer>>("v1/withdraws", new() { { "limit", "100" }, { "page", TextOf(page) }, { "order_by", "desc" } }, cancellationToken);

    /// <summary>Every key of the person's account, with its end. Needs no permission.</summary>
    public Task<ExchangeAnswer<IReadOnlyList<UpbitListedKey>>> KeysAsync(CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<UpbitListedKey>>("v1/api_keys", [], cancellationToken);

    /// <summary>What each key of each pocket may do. Needs 포켓관리, which a key for trading alone has not.</summary>
    public Task<ExchangeAnswer<IReadOnlyList<UpbitPocketKeys>>> PocketKeysAsync(CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<UpbitPocketKeys>>("v1/pockets/api_keys", new() { { "include_expired", "false" } }, cancellationToken);

    /// <summary>
    /// Asks to withdraw nothing to nowhere, which cannot be done: only the refusal's name is of interest, for it tells whether the key may withdraw. Never sent with anything in it.
    /// </summary>
    public Task<ExchangeAnswer<UpbitTransfer>> WithdrawNothingAsync(CancellationToken cancellationToken) =>
        rest.SendAsync<UpbitTransfer>(new(HttpMethod.Post, "v1/withdraws/coin", [], UpbitGroups.Default, UpbitRank.LookUp), cancellationToken);

    private Task<ExchangeAnswer<IReadOnlyList<UpbitOrder>>> ByListAsync(string name, IEnumerable<string> values, CancellationToken cancellationToken)
    {
        var parameters = new UpbitParameters();
        foreach (var value in values) parameters.Add(name, value);
        return AskAsync<IReadOnlyList<UpbitOrder>>("v1/orders/uuids", parameters, cancellationToken);
    }

    private Task<ExchangeAnswer<T>> AskAsync<T>(string path, UpbitParameters parameters, CancellationToken cancellationToken) =>
        rest.SendAsync<T>(new(HttpMethod.Get, path, parameters, UpbitGroups.Default, UpbitRank.LookUp), cancellationToken);

    private static UpbitParameters Name(UpbitOrderName name) => new() { { "uuid", name.Id?.Value }, { "identifier", name.Key?.Value } };

    // A person at a page can wait for a stop, on either side.
    private static UpbitRank RankOf(UpbitNewOrder order) => order.Side == OrderSide.Bid || order.Key is { } key && key.TryReadManual(out _) ? UpbitRank.Entry : UpbitRank.Stop;

    private static string TextOf(int number) => number.ToString(CultureInfo.InvariantCulture);
}
