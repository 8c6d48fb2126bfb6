using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>
/// One Upbit pocket as an <see cref="IExchange"/>. What becomes of each request when it is answered, refused, lost, half done or done twice is the table of
/// decision 0030, of which every cell has a test.
/// </summary>
internal sealed class UpbitExchange(UpbitPocket pocket, UpbitClosedOrders closed, UpbitOrderNews news, TimeProvider clock) : IExchange
{
    // An accepted order is answered before it is matched: one that ends at once has ended by the second or third look.
    private static readonly TimeSpan[] Looks = [TimeSpan.Zero, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(300)];

    /// <summary>Amounts of other markets are no won; nothing here counts them.</summary>
    public static bool IsInWon(MarketCode market) => market.Quote == Asset.Krw;

    public async Task<ExchangeAnswer<ExchangeOrder>> SubmitAsync(OrderRequest order, CancellationToken cancellationToken)
    {
        var accepted = Read(await pocket.OrderAsync(UpbitNewOrder.From(order), cancellationToken));
        if (accepted.Kind != AnswerKind.Answered) return accepted;
        news.Expect(accepted.Value.Id);
        var followed = await FollowAsync(accepted.Value with { Key = order.Key });
        news.Tell(followed);
        return ExchangeAnswer<ExchangeOrder>.Of(followed);
    }

    public async Task<ExchangeAnswer<ExchangeOrder>> CancelAsync(ClientOrderId key, CancellationToken cancellationToken) =>
        Read(await pocket.CancelAsync(UpbitOrderName.Of(key), cancellationToken));

    public async Task<ExchangeAnswer<CancelAndSellReceipt>> CancelAndSellAsync(CancelAndSell request, CancellationToken cancellationToken)
    {
        var answer = await pocket.CancelAndSellRestAsync(request.Previous, request.Key, SelfMatch.CancelMaker, cancellationToken);
        var previous = Read(answer);
        return previous.Map(order => new CancelAndSellReceipt(order, answer.Value.NewOrderUuid is { Length: > 0 } id ? ExchangeOrderId.From(id) : null));
    }

    public async Task<ExchangeAnswer<ExchangeOrder>> FindAsync(ClientOrderId key, CancellationToken cancellationToken) =>
        Read(await pocket.OrderAsync(UpbitOrderName.Of(key), cancellationToken));

    public async Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> OpenOrdersAsync(CancellationToken cancellationToken) =>
        (await UpbitOpenOrders.ReadAsync(pocket, cancellationToken)).Map<IReadOnlyList<ExchangeOrder>>(
            orders => [.. orders.Select(UpbitOrderReader.Read).OfType<ExchangeOrder>().Where(order => IsInWon(order.Market))]);

    public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> ClosedOrdersAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        closed.SinceAsync(since, cancellationToken);

    public async Task<ExchangeAnswer<AccountBalances>> BalancesAsync(CancellationToken cancellationToken) =>
        (await pocket.AccountsAsync(cancellationToken)).Map(BalancesOf);

    public async Task<ExchangeAnswer<OrderChance>> ChanceAsync(MarketCode market, CancellationToken cancellationToken)
    {
        var answer = await pocket.ChanceAsync(market, cancellationToken);
        if (answer.Kind != AnswerKind.Answered) return answer.Map<OrderChance>(_ => null!);
        return ChanceOf(market, answer.Value) is { } chance
            ? ExchangeAnswer<OrderChance>.Of(chance)
            : ExchangeAnswer<OrderChance>.Unknown($"the chance of {market} came without its fees or limits");
    }

    public IAccountPast Past { get; } = new UpbitPocketPast(pocket, closed);

    public IDisposable Subscribe(Action<ExchangeOrder> onChange) => news.Subscribe(onChange);

    /// <summary>What we cannot read we do not know: an order that was accepted in a form new to us is looked for, never taken for a refusal.</summary>
    public static ExchangeAnswer<ExchangeOrder> Read(ExchangeAnswer<UpbitOrder> answer)
    {
        if (answer.Kind != AnswerKind.Answered) return answer.Map<ExchangeOrder>(_ => null!);
        return UpbitOrderReader.Read(answer.Value) is { } order
            ? ExchangeAnswer<ExchangeOrder>.Of(order)
            : ExchangeAnswer<ExchangeOrder>.Unknown("the answer is no order that we can read");
    }

    // A look that fails takes nothing back: the order is accepted, and whoever sent it watches on.
    private async Task<ExchangeOrder> FollowAsync(ExchangeOrder accepted)
    {
        var endsAtOnce = accepted.Kind != OrderKind.Limit;
        var newest = accepted;
        foreach (var wait in Looks.Take(endsAtOnce ? Looks.Length : 1))
        {
            if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, CancellationToken.None);
            var look = Read(await pocket.OrderAsync(UpbitOrderName.Of(accepted.Id), CancellationToken.None));
            if (look.Kind != AnswerKind.Answered) return newest;
            newest = look.Value with { Key = accepted.Key };
            if (newest.IsFinal && newest.TradesAreComplete) return newest;
        }

        return newest;
    }

    private static AccountBalances BalancesOf(IReadOnlyList<UpbitBalance> lines)
    {
        var won = lines.FirstOrDefault(line => line.Currency == Asset.Krw.Value);
        var coins = new List<CoinBalance>();
        foreach (var line in lines)
        {
            if (line == won || !Asset.TryParse(line.Currency, out var coin)) continue;

            // The price at which coins were bought may be in another currency; then it is none that we can use.
            var cost = line.UnitCurrency == Asset.Krw.Value ? new Price(line.AvgBuyPrice ?? 0) : default;
            coins.Add(new CoinBalance(coin, Quantity.CutFrom(line.Balance ?? 0), Quantity.CutFrom(line.Locked ?? 0), cost));
        }

        return new AccountBalances(new Krw(won?.Balance ?? 0), new Krw(won?.Locked ?? 0), coins);
    }

    private static OrderChance? ChanceOf(MarketCode market, UpbitChance said) =>
        said is { BidFee: { } bidFee, AskFee: { } askFee, Market: { Bid.MinTotal: { } bidMinimum, Ask.MinTotal: { } askMinimum, MaxTotal: { } maximum } about }
            ? new OrderChance(market, new Percent(bidFee), new Percent(askFee), new Krw(Math.Max(bidMinimum, askMinimum)), new Krw(maximum), about.State == "active")
            : null;
}
