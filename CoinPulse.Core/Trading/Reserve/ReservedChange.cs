using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Reserve;

/// <summary>
/// Reads what a change did to a position, and makes the same change on the journal's own copy later. Entering is safe to do twice and safe when the journal knows
/// part of it already: orders are known by their derived key, trades by the exchange's id.
/// </summary>
internal static class ReservedChange
{
    public static ReserveRecord Between(PositionFile before, PositionFile after, DateTimeOffset engineAt, DateTimeOffset wallAt)
    {
        var position = after.Position;
        var orders = after.Intents.Where(intent => HasMoved(before, intent) || after.NewFills.Any(fill => fill.Order == intent.Key));
        return new ReserveRecord(
            position.Owner.Value,
            position.Account.Value,
            position.Id.Value,
            engineAt,
            wallAt,
            HasBegunExit(before.Position, position)
                ? new ReservedExit(position.ClosedBecause!.Value, position.WhySold!, position.ExitLeaves.Value, position.Stopwatch!)
                : null,
            [.. orders.Select(intent => Reserve(intent, after.NewFills))]);
    }

    /// <summary>Makes the change on the journal's copy.</summary>
    /// <exception cref="InvalidOperationException">The journal has gone another way: this order cannot have its name there.</exception>
    public static void Enter(PositionFile file, ReserveRecord record)
    {
        // An exit that has left what it was to leave is over: told again, it does not begin anew.
        if (record.Exit is { } exit && file.Position.IsLive && file.Position.Held > new Quantity(exit.Leaves))
        {
            file.BeginExit(exit.Because, exit.Why, file.Position.Held - new Quantity(exit.Leaves), exit.Stopwatch);
        }

        foreach (var order in record.Orders) Enter(file, order, record);
    }

    private static bool HasMoved(PositionFile before, Intent now) =>
        before.Intents.FirstOrDefault(intent => intent.Key == now.Key) is not { } then || then.State != now.State || then.Executed != now.Executed;

    private static bool HasBegunExit(Position before, Position after) =>
        after is { ClosedBecause: not null, WhySold: not null, Stopwatch: not null, State: PositionState.Closing or PositionState.Opening }
        && (before.ClosedBecause != after.ClosedBecause || before.ExitLeaves != after.ExitLeaves);

    private static ReservedOrder Reserve(Intent intent, IReadOnlyList<Fill> news) => new(
        intent.Leg,
        intent.Attempt,
        intent.Route,
        intent.Replaces?.Value,
        intent.Kind,
        intent.Side,
        intent.Limit?.Value,
        intent.Quantity?.Value,
        intent.Funds?.Value,
        intent.PlannedAt,
        intent.State,
        intent.ExchangeId?.Value,
        intent.Executed.Value,
        intent.SentAt,
        intent.RefusalCode,
        intent.RefusalMessage,
        [.. news.Where(fill => fill.Order == intent.Key).Select(ReservedTrade.Of)]);

    private static void Enter(PositionFile file, ReservedOrder order, ReserveRecord record)
    {
        var key = Intent.KeyFor(file.Position.Id, order.Leg, order.Attempt);
        if (!file.Intents.Any(intent => intent.Key == key)) Plan(file, key, order);
        switch (order.State)
        {
            case IntentState.Planned:
                break;
            case IntentState.Sent:
                SendOnce(file, key, order, record);
                break;
            case IntentState.Unknown:
                SendOnce(file, key, order, record);
                if (file.Find(key) is { State: IntentState.Planned or IntentState.Sent }) file.LoseSight(key, order.RefusalMessage ?? "", record.WallAt);
                break;
            case IntentState.Refused:
                SendOnce(file, key, order, record);
                if (file.Find(key).IsLive) file.Refuse(key, order.RefusalCode ?? "", order.RefusalMessage ?? "", record.EngineAt, record.WallAt);
                break;
            default:
                SendOnce(file, key, order, record);
                file.Follow(AsTheExchangeShowedIt(file, key, order), record.EngineAt, record.WallAt);
                break;
        }
    }

    private static void Plan(PositionFile file, ClientOrderId key, ReservedOrder order)
    {
        if (file.Intents.Count(intent => intent.Leg == order.Leg) + 1 != order.Attempt)
        {
            throw new InvalidOperationException($"Order {key} does not follow on what the journal has of its leg.");
        }

        var replaces = order.Replaces is { } previous ? ClientOrderId.From(previous) : (ClientOrderId?)null;
        file.Plan(order.Leg, name => RequestOf(file, name, order), order.PlannedAt, order.Route, replaces);
    }

    private static OrderRequest RequestOf(PositionFile file, ClientOrderId key, ReservedOrder order)
    {
        var market = file.Position.Market;
        return order.Kind switch
        {
            OrderKind.Limit => OrderRequest.Rest(key, market, order.Side, new Price(order.Limit!.Value), new Quantity(order.Quantity!.Value)),
            OrderKind.LimitIoc => OrderRequest.BuyNow(key, market, new Price(order.Limit!.Value), new Quantity(order.Quantity!.Value)),
            OrderKind.MarketBuy => OrderRequest.BuyAtMarket(key, market, new Krw(order.Funds!.Value)),
            OrderKind.MarketSell => OrderRequest.SellAtMarket(key, market, new Quantity(order.Quantity!.Value)),
        };
    }

    private static void SendOnce(PositionFile file, ClientOrderId key, ReservedOrder order, ReserveRecord record)
    {
        if (order.SentAt is { } sentAt && file.Find(key).State == IntentState.Planned) file.Send(key, sentAt);
    }

    private static ExchangeOrder AsTheExchangeShowedIt(PositionFile file, ClientOrderId key, ReservedOrder order)
    {
        var trades = order.Trades.Select(trade => trade.ToTrade()).ToList();
        return new ExchangeOrder(
            ExchangeOrderId.From(order.ExchangeId!),
            key,
            file.Position.Market,
            order.Side,
            order.Kind,
            order.State switch
            {
                IntentState.Filled => ExchangeOrderState.Done,
                IntentState.Cancelled => ExchangeOrderState.Cancelled,
                _ => ExchangeOrderState.Waiting,
            },
            order.Limit is { } limit ? new Price(limit) : null,
            order.Quantity is { } quantity ? new Quantity(quantity) : null,
            new Quantity(order.Executed),
            trades.Aggregate(Krw.Zero, (sum, trade) => sum + trade.Fee),
            order.PlannedAt,
            trades);
    }
}
