using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Reading;

/// <summary>Reads what the trading pages show of one person's account: whole when something happened, from memory when only prices moved.</summary>
public interface ITradingReader
{
    /// <summary>Everything, from the database and the exchange.</summary>
    Task<TradingPicture> ReadAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>The same account at the present prices and guards. Reads memory alone, so a page may ask with every price.</summary>
    TradingPicture AtPresentPrices(TradingPicture picture);
}

internal sealed class TradingReader(
    IViewedAccount viewed,
    ITradingAccounts accounts,
    IPositionStore positions,
    IDecisionLog decisions,
    IAccountHistory history,
    ITradeHistory trades,
    IStopSwitches switches,
    IAgreements agreements,
    IExchangeDirectory exchanges,
    Reconciliation reconciliation,
    EntryGate gate,
    GuardBook guards,
    IEngineLease lease,
    IMarketHub hub,
    EngineClock clock) : ITradingReader
{
    private const int Shown = 10;

    public async Task<TradingPicture> ReadAsync(UserId owner, CancellationToken cancellationToken)
    {
        var account = await viewed.OpenAsync(owner, cancellationToken);
        var now = clock.GetUtcNow();
        var balances = await exchanges.For(account).BalancesAsync(cancellationToken);
        var opening = await history.OpeningAsync(owner, account.Id, Kst.DayOf(now), cancellationToken);
        var files = await positions.LiveAsync(owner, account.Id, cancellationToken);
        var setups = await accounts.StrategiesAsync(owner, account.Id, cancellationToken);
        var waits = setups.Any(setup => setup.WaitsForPerson);
        var picture = new TradingPicture(
            account,
            balances.Kind == AnswerKind.Answered ? balances.Value : null,
            null,
            opening,
            [.. files.Select(file => new OpenPosition(file.Position, file.Guard, null, null, false))],
            waits ? (await trades.ClosedAsync(owner, account.Id, new TradeQuery(Because: ExitReason.Emergency), cancellationToken)).Trades : [],
            await decisions.NewestAsync(owner, account.Id, Shown, cancellationToken),
            setups,
            await switches.StandingAsync(owner, account.Id, cancellationToken),
            await agreements.HasAgreedToTradingAsync(owner, cancellationToken),
            new TradingHealth(hub.State, hub.Age, null, 0, 0),
            null,
            now)
        {
            Others = await OthersAsync(account, cancellationToken),
        };
        return AtPresentPrices(picture);
    }

    public TradingPicture AtPresentPrices(TradingPicture picture)
    {
        var open = picture.Open.Select(known => known.Now(hub, guards, lease)).ToList();
        var holding = open.Where(position => position.Position.Held.IsPositive).ToList();
        Money.Krw? equity = picture.Balances is { } balances ? Equity.Of(balances, hub) : null;
        return picture with
        {
            Equity = equity,
            DayOpening = picture.DayOpening ?? equity,   // a day that nobody has looked at yet begins now
            Open = open,
            Health = new TradingHealth(hub.State, hub.Age, reconciliation.Of(picture.Account.Id), holding.Count(position => position.IsWatched), holding.Count),
            HeldBecause = gate.HeldBecauseOf(picture.Account.Id),
            Now = clock.GetUtcNow(),
        };
    }

    private async Task<OtherAccounts> OthersAsync(TradingAccount shown, CancellationToken cancellationToken)
    {
        var (count, open) = (0, 0);
        foreach (var other in (await accounts.OfAsync(shown.Owner, cancellationToken)).Where(account => account.Id != shown.Id))
        {
            count++;
            open += (await positions.LiveAsync(other.Owner, other.Id, cancellationToken)).Count;
        }

        return new OtherAccounts(count, open);
    }
}

/// <summary>What is the same for a position in a list and on its own page.</summary>
internal static class PresentPosition
{
    public static OpenPosition Now(this OpenPosition known, IMarketHub hub, GuardBook guards, IEngineLease lease)
    {
        var market = known.Position.Market;
        var watched = guards.Find(market, known.Position.Id);
        return known with
        {
            Guard = watched ?? known.Guard,
            Market = hub.Find(market),
            Price = hub.Quote(market) is { } quote ? GuardPrice.Of(quote) : null,
            IsWatched = watched is not null || (lease.Proof is null && known.Guard is { IsLive: true }),   // else the engine is another process
        };
    }
}
