using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Rules;

namespace CoinPulse.Core.Trading.Reading;

/// <summary>A position as a page shows it. The price is the guard's: what a sale would get now.</summary>
public sealed record OpenPosition(Position Position, Guard? Guard, MarketInfo? Market, Price? Price)
{
    /// <summary>What selling everything now would leave after every fee; null while there is no price.</summary>
    public Krw? Profit => Price is { } price ? Position.Profit + price * Position.Held * (1 - Position.Fee.Fraction) - Position.HeldFunds : null;
}

/// <summary>An account as it stands at one moment. Paper numbers stand alone; nothing here is added to another account's.</summary>
public sealed record TradingPicture(
    TradingAccount Account,
    Krw? Cash,
    Krw? Equity,
    Krw? ProfitToday,
    IReadOnlyList<OpenPosition> Open,
    IReadOnlyList<Position> Closed,
    IReadOnlyList<Decision> Decisions,
    IReadOnlyList<StrategySetup> Strategies,
    EntryStops Stops,
    bool Agreed,
    TieOut? TieOut,
    string? HeldBecause,
    DateTimeOffset Now);

/// <summary>Reads everything that the trading pages show of one person's account, in one go.</summary>
public interface ITradingReader
{
    Task<TradingPicture> ReadAsync(UserId owner, CancellationToken cancellationToken);
}

internal sealed class TradingReader(
    IPaperTrading paper,
    ITradingAccounts accounts,
    IPositionStore positions,
    IDecisionLog decisions,
    IAccountHistory history,
    IStopSwitches switches,
    IAgreements agreements,
    IExchangeDirectory exchanges,
    Reconciliation reconciliation,
    EntryGate gate,
    IMarketHub hub,
    EngineClock clock) : ITradingReader
{
    private const int Shown = 30;

    public async Task<TradingPicture> ReadAsync(UserId owner, CancellationToken cancellationToken)
    {
        var account = await paper.OpenAsync(owner, cancellationToken);
        var now = clock.GetUtcNow();
        var balances = await exchanges.For(account).BalancesAsync(cancellationToken);
        Krw? equity = balances.Kind == AnswerKind.Answered ? Cycle.Equity.Of(balances.Value, hub) : null;
        var opening = equity is { } known ? await history.OpeningAsync(owner, account.Id, Kst.DayOf(now), cancellationToken) ?? known : (Krw?)null;
        var files = await positions.LiveAsync(owner, account.Id, cancellationToken);
        return new TradingPicture(
            account,
            balances.Kind == AnswerKind.Answered ? balances.Value.Cash : null,
            equity,
            equity - opening,
            [.. files.Select(Show)],
            await positions.ClosedAsync(owner, account.Id, Shown, cancellationToken),
            await decisions.NewestAsync(owner, account.Id, Shown, cancellationToken),
            await accounts.StrategiesAsync(owner, account.Id, cancellationToken),
            await switches.StandingAsync(owner, account.Id, cancellationToken),
            await agreements.HasAgreedToTradingAsync(owner, cancellationToken),
            reconciliation.Of(account.Id),
            gate.HeldBecauseOf(account.Id),
            now);
    }

    private OpenPosition Show(PositionFile file)
    {
        var market = file.Position.Market;
        return new OpenPosition(file.Position, file.Guard, hub.Find(market), hub.Quote(market) is { } quote ? GuardPrice.Of(quote) : null);
    }
}
