using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Manual;

/// <summary>What a person has filled in so far. The amount is a total in won, fee not included, or a quantity; the other is worked out.</summary>
/// <param name="Limit">The unit price; of no meaning at market.</param>
public sealed record ManualDraft(OrderSide Side, bool AtMarket, Price? Limit = null, Krw? Total = null, Quantity? Quantity = null);

/// <summary>What an order is judged by.</summary>
/// <param name="FreeCash">Won that no resting order has reserved.</param>
/// <param name="Free">Coins that no resting order has locked.</param>
/// <param name="OwnFree">Of those, what is the person's: the rest was bought by the engine.</param>
public sealed record ManualFacts(OrderChance Chance, Krw FreeCash, Quantity Free, Quantity OwnFree, MarketQuote? Quote)
{
    public Quantity EnginesFree => Free - OwnFree;
}

/// <summary>Why an order would not be taken, and the draft that would be, where one click can make it.</summary>
public sealed record ManualFault(Problem Problem, ManualDraft? Better = null);

/// <summary>What an order would come to.</summary>
/// <param name="Order">Null while something is missing.</param>
/// <param name="Price">Won per coin: the limit, or what the visible book gives on average.</param>
/// <param name="Value">Won for the coins, before the fee.</param>
/// <param name="FromEngine">Coins that the engine bought and that this sale would take from its positions.</param>
/// <param name="OffMarket">How much worse than the best price of the other side the price is, where that looks like a slip of the finger; a market order's slippage.</param>
/// <param name="Faults">In the order in which they are to be read; none when it can be sent.</param>
public sealed record ManualPreview(OrderRequest? Order, Price? Price, Quantity? Quantity, Krw Value, Krw Fee, Quantity FromEngine, Percent? OffMarket, IReadOnlyList<ManualFault> Faults)
{
    public bool CanBeSent => Order is not null && Faults.Count == 0;
}
