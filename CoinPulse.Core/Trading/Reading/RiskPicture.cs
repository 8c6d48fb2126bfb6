using CoinPulse.Core.Accounts;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Reading;

/// <summary>One armed strategy's own limits, and what keeps it alone from buying.</summary>
public sealed record StrategyRisk(StrategyId Strategy, Gauge<int> Positions, Gauge<Krw> Budget, IReadOnlyList<Reason> Holds);

/// <summary>How much of each limit of an account is used, from the facts that the rules decide on.</summary>
/// <param name="HeldBecause">Why nobody's, or this account's, entries are made now, as a text key; null when they may be.</param>
/// <param name="Holds">What keeps the account from buying in any market, as the rules would say it.</param>
public sealed record RiskPicture(
    Gauge<Krw> DailyLoss,
    Gauge<Percent> Drawdown,
    Gauge<int> Positions,
    Gauge<Krw> Budget,
    IReadOnlyList<StrategyRisk> Strategies,
    string? HeldBecause,
    IReadOnlyList<Reason> Holds);

public interface IRiskReader
{
    /// <summary>Null while the exchange does not say what the account holds.</summary>
    Task<RiskPicture?> ReadAsync(UserId owner, CancellationToken cancellationToken);
}

internal sealed class RiskReader(
    IViewedAccount viewed, ITradingAccounts accounts, IPositionStore positions, AccountLook look, StrategyCatalog catalog, EntryGate gate, EngineClock clock) : IRiskReader
{
    // The limits of the account do not depend on the strategy that asks.
    private static readonly StrategyId Nobody = StrategyId.From("");

    public async Task<RiskPicture?> ReadAsync(UserId owner, CancellationToken cancellationToken)
    {
        var account = await viewed.OpenAsync(owner, cancellationToken);
        var now = clock.GetUtcNow();
        var files = await positions.LiveAsync(owner, account.Id, cancellationToken);
        if (await look.GlanceAsync(account, files, now, cancellationToken) is not { } book) return null;

        var setups = await accounts.StrategiesAsync(owner, account.Id, cancellationToken);
        var facts = book.FactsFor(new StrategySetup(account.Id, Nobody, "{}", Armed: false, WaitsForPerson: false));
        return new RiskPicture(
            Gauges.DailyLoss(facts, book.Risk),
            Gauges.Drawdown(facts, book.Risk),
            Gauges.Positions(facts, book.Risk),
            Gauges.Budget(facts, book.Risk),
            [.. setups.Where(setup => setup.Armed).Select(setup => Of(setup, book, now)).OfType<StrategyRisk>()],
            gate.HeldBecauseOf(account.Id),
            RiskRules.HoldsOf(facts, book.Risk, now));
    }

    private StrategyRisk? Of(StrategySetup setup, AccountBook book, DateTimeOffset now)
    {
        if (catalog.Read(setup.Strategy, setup.SettingsJson) is not { Succeeded: true, Value: var settings }) return null;
        var facts = book.FactsFor(setup);
        return new StrategyRisk(setup.Strategy, Gauges.PositionsOf(facts, settings), Gauges.BudgetOf(facts, settings), RiskRules.HoldsOf(facts, settings, book.Risk, now));
    }
}
