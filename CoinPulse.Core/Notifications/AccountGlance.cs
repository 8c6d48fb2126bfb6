using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;

namespace CoinPulse.Core.Notifications;

/// <summary>A position in one line.</summary>
/// <param name="Profit">What selling everything now would leave after every fee; null while there is no price. Likewise the gain, a part of what was paid.</param>
/// <param name="ToStop">How far the price may fall before the stop sells; negative.</param>
public sealed record GlancedPosition(MarketCode Market, Krw? Profit, Percent? Gain, Percent? ToStop);

/// <summary>One account in a few lines, for a message. Accounts are never added together.</summary>
/// <param name="Day">Trades that ended on the day that was asked for.</param>
public sealed record AccountGlance(TradingAccount Account, EntryStops Stops, IReadOnlyList<GlancedPosition> Open, FoundTrades Day)
{
    public Krw Floating => Open.Aggregate(Krw.Zero, (sum, position) => sum + (position.Profit ?? Krw.Zero));
}

/// <summary>Looks at a person's accounts of this market, for who cannot see the page.</summary>
public interface IAccountGlances
{
    /// <summary>The market's Seoul day now.</summary>
    DateOnly Today { get; }

    /// <param name="day">The Seoul day of the market whose trades are counted.</param>
    Task<IReadOnlyList<AccountGlance>> OfAsync(UserId owner, DateOnly day, CancellationToken cancellationToken);
}

internal sealed class AccountGlances(
    ITradingAccounts accounts, ITradeHistory trades, IPositionStore positions, IStopSwitches switches, IMarketHub hub, GuardBook guards, EngineClock engine) : IAccountGlances
{
    public DateOnly Today => Kst.Today(engine);

    public async Task<IReadOnlyList<AccountGlance>> OfAsync(UserId owner, DateOnly day, CancellationToken cancellationToken)
    {
        var glances = new List<AccountGlance>();
        foreach (var account in (await accounts.OfAsync(owner, cancellationToken)).Where(account => account.Source == hub.Source))
        {
            var closed = await trades.ClosedAsync(owner, account.Id, new TradeQuery(From: day, Through: day, Take: 1), cancellationToken);
            var stops = await switches.StandingAsync(owner, account.Id, cancellationToken);
            var live = await positions.LiveAsync(owner, account.Id, cancellationToken);
            glances.Add(new AccountGlance(account, stops, [.. live.Where(file => file.Position.Held.IsPositive).Select(file => Glance(file.Position, file.Guard))], closed));
        }

        return glances;
    }

    private GlancedPosition Glance(Position position, Guard? kept)
    {
        Price? price = hub.Quote(position.Market) is { } quote ? GuardPrice.Of(quote) : null;
        var shown = new OpenPosition(position, guards.Find(position.Market, position.Id) ?? kept, null, price, false);
        return new GlancedPosition(position.Market, shown.Profit, shown.Gain, shown.ToStop);
    }
}
