using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Trading.Manual;

/// <summary>
/// The slip on which a person fills in one order. Its id names the order at the exchange, so the same slip handed in twice is one order; its number is the account's next in this
/// market, so of two slips that were given out for the same moment (two tabs) only the first is taken.
/// </summary>
/// <param name="Number">How many orders by hand the account has placed in the market, this one included.</param>
public sealed record ManualTicket(Guid Id, AccountId Account, MarketCode Market, int Number)
{
    public ClientOrderId Key => ClientOrderId.ForManual(Id);
}
