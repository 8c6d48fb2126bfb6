using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading;

/// <summary>What a position's next move is decided on, as the market and the exchange show it now. It reads and changes nothing.</summary>
internal sealed class PositionEvidence(IExchangeDirectory exchanges, IMarketHub hub, IBooks books, EngineClock clock, TimeProvider wall)
{
    /// <summary>How the market stands; how many coins are free is asked only when it matters.</summary>
    public ExitEvidence On(MarketCode market)
    {
        var (quote, now) = (hub.Quote(market), wall.GetUtcNow());
        return new ExitEvidence(
            quote?.Book?.BidDepth,
            null,
            quote is null ? null : GuardPrice.Of(quote),
            VenueRules.Minimum,
            now,
            quote is { Book: not null } ? now - wall.GetElapsedTime(quote.ReceivedStamp) : null);
    }

    /// <summary>What was pressed or timed stays wanted; what a price fired is asked of the price again.</summary>
    public bool StillWanted(PositionFile file) =>
        file.Position.ClosedBecause is ExitReason.ByPerson or ExitReason.TimeLimit or ExitReason.StrategyExit or ExitReason.Delisting
        || (file.Guard is { } guard && hub.Quote(guard.Market) is { } quote && guard.See(GuardPrice.Of(quote), clock.GetUtcNow(), targetRests: false) is not null);

    /// <returns>Coins that may be sold; null when that cannot be known.</returns>
    public async Task<Quantity?> FreeCoinsAsync(TradingAccount account, PositionFile file)
    {
        var (position, market) = (file.Position, file.Position.Market);
        var balances = await exchanges.For(account).BalancesAsync(CancellationToken.None);
        if (balances.Kind != AnswerKind.Answered) return null;
        var coins = balances.Value.Of(market.Base);
        return FreeCoins.For(coins, await InBooksAsync(position, coins.Total), position.Held, Quantity.Zero);
    }

    /// <summary>While the books cannot be read, what is not the position's is what the exchange has beyond it.</summary>
    private async Task<Quantity> InBooksAsync(Position position, Quantity atExchange)
    {
        try
        {
            return await books.CoinsAsync(position.Owner, position.Account, position.Market, CancellationToken.None);
        }
        catch (JournalUnavailableException)
        {
            return atExchange;
        }
    }
}
