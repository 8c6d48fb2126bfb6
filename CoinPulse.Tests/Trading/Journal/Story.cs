using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Tests.Trading.Journal;

/// <summary>One position told step by step: the exchange's side of its orders is kept here, so that a trade can be told again, late or not at all.</summary>
internal sealed class Story
{
    public const decimal FeeRate = 0.0005m;

    public static readonly DateTimeOffset Now = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    public static readonly MarketCode Market = MarketCode.From("KRW-XRP");

    /// <summary>Stop 5 %, emergency 10 %, one watched target at 3 % for everything.</summary>
    public static readonly ExitPlan Plain = new(Percent.Of(5), Percent.Of(10), [new ExitTarget(Percent.Of(3), Percent.Of(100))], RestTarget: false, null, null, Percent.Zero, null);

    private readonly Dictionary<ClientOrderId, List<ExchangeTrade>> _trades = [];
    private int _tradeCount;

    public Story(ExitPlan? plan = null, decimal quantity = 10, UserId? owner = null, AccountId? account = null, DateTimeOffset? candle = null)
    {
        var key = new EntryKey(account ?? new AccountId(Guid.CreateVersion7(Now)), StrategyId.From("swing"), Market, candle ?? Now.AddMinutes(-5));
        var position = new Position(
            key,
            owner ?? new UserId(Guid.CreateVersion7(Now)),
            AccountKind.Paper,
            PriceSource.Simulated,
            Reason.Of("Test"),
            Now,
            new Krw(2_000 * quantity),
            plan ?? Plain,
            new Percent(FeeRate));
        File = new PositionFile(position, null, [], []);
        Entry = File.Plan(Leg.Entry, id => OrderRequest.BuyNow(id, Market, new Price(2_000), new Quantity(quantity)), Now);
    }

    public PositionFile File { get; }

    public Intent Entry { get; }

    public Position Position => File.Position;

    public Guard Guard => File.Guard!;

    public Krw BooksSum => File.NewPostings.Aggregate(Krw.Zero, (sum, line) => sum + line.Amount);

    public Krw CashChange =>
        File.NewPostings.Where(line => line.Line == Core.Trading.Books.BookLine.Cash).Aggregate(Krw.Zero, (sum, line) => sum + line.Amount);

    /// <summary>A position that holds <paramref name="quantity"/> coins bought at <paramref name="price"/>, its entry over.</summary>
    public static Story Holding(ExitPlan? plan = null, decimal price = 1_000, decimal quantity = 10)
    {
        var story = new Story(plan, quantity);
        story.Fill(story.Entry, quantity, price);
        return story;
    }

    /// <summary>The exchange tells of one more trade; the order is over when it has its whole quantity or <paramref name="ends"/>.</summary>
    public ExchangeOrder Fill(Intent intent, decimal quantity, decimal price, bool ends = false)
    {
        var order = Trade(intent, quantity, price, ends);
        File.Follow(order, Now, Now);
        return order;
    }

    /// <summary>The exchange cancels what has not traded.</summary>
    public ExchangeOrder Cancel(Intent intent) => Tell(Order(intent, ends: true));

    public ExchangeOrder Accept(Intent intent) => Tell(Order(intent, ends: false));

    /// <summary>A trade at the exchange that nobody has told us of yet.</summary>
    public ExchangeOrder Trade(Intent intent, decimal quantity, decimal price, bool ends = false)
    {
        var funds = new Krw(quantity * price);
        TradesOf(intent).Add(new ExchangeTrade($"trade-{Position.Id.Value:N}-{++_tradeCount}", new Price(price), new Quantity(quantity), funds, funds * FeeRate, Now));
        return Order(intent, ends);
    }

    public ExchangeOrder Tell(ExchangeOrder order)
    {
        File.Follow(order, Now, Now);
        return order;
    }

    /// <summary>The guard fired for this many coins; the next attempt goes to market.</summary>
    public Intent Exit(decimal quantity, ExitReason because = ExitReason.StopLoss)
    {
        Leave(quantity, because);
        return Sell(quantity);
    }

    public void Leave(decimal quantity, ExitReason because = ExitReason.StopLoss) =>
        File.BeginExit(because, Reason.Of(because.ToString()), new Quantity(quantity), new ExitStopwatch(Now, Now));

    public Intent Sell(decimal quantity) => File.Plan(Leg.Exit, id => OrderRequest.SellAtMarket(id, Market, new Quantity(quantity)), Now);

    public Intent Rest(decimal quantity, decimal limit = 1_032)
    {
        var target = File.Plan(Leg.Target, id => OrderRequest.Rest(id, Market, OrderSide.Ask, new Price(limit), new Quantity(quantity)), Now);
        Accept(target);
        return target;
    }

    public ExchangeOrder Order(Intent intent, bool ends)
    {
        var trades = TradesOf(intent);
        var executed = trades.Aggregate(Quantity.Zero, (sum, trade) => sum + trade.Quantity);
        var state = executed == intent.Quantity ? ExchangeOrderState.Done : ends ? ExchangeOrderState.Cancelled : ExchangeOrderState.Waiting;
        var fee = trades.Aggregate(Krw.Zero, (sum, trade) => sum + trade.Fee);
        return new ExchangeOrder(
            ExchangeOrderId.From($"uuid-{intent.Key}"), intent.Key, Market, intent.Side, intent.Kind, state, intent.Limit, intent.Quantity, executed, fee, Now, [.. trades]);
    }

    private List<ExchangeTrade> TradesOf(Intent intent)
    {
        if (!_trades.TryGetValue(intent.Key, out var trades)) _trades[intent.Key] = trades = [];
        return trades;
    }
}
