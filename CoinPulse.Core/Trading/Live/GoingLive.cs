using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Live;

/// <summary>The one way from paper to a person's own money, and the way back.</summary>
public interface IGoingLive
{
    Task<LiveOutlook> LookAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Lets one strategy trade the pocket, with the settings that it has on paper. Everything is looked at once more.</summary>
    /// <param name="address">Whence the person asks, for the audit.</param>
    Task<Result<Done>> GoAsync(UserId owner, LiveWish wish, string? address, CancellationToken cancellationToken);

    /// <summary>Nothing more is bought in the pocket, and its pages give way to the practice account's. Positions that are open stay guarded.</summary>
    Task BackAsync(UserId owner, string? address, CancellationToken cancellationToken);
}

internal sealed class GoingLive(
    ITradingAccounts accounts,
    ILiveAccounts live,
    IPaperTrading paper,
    IExchangeDirectory exchanges,
    IKeyVault vault,
    IAgreements agreements,
    IUserDirectory people,
    Reconciliation reconciliation,
    IPositionStore positions,
    ITradeHistory history,
    StrategyCatalog catalog,
    IMarketHub hub,
    EngineClock clock,
    TimeProvider wall) : IGoingLive
{
    /// <summary>Keys are looked at each day.</summary>
    private static readonly TimeSpan Looked = TimeSpan.FromHours(25);

    public async Task<LiveOutlook> LookAsync(UserId owner, CancellationToken cancellationToken)
    {
        var opened = await live.OpenAsync(owner, cancellationToken);
        var account = opened.Succeeded ? opened.Value : null;
        List<LiveCheck> checks =
        [
            new(LiveStep.Source, hub.Source == PriceSource.Upbit ? null : Problem.Of(LiveProblems.OtherSource)),
            new(LiveStep.Agreements, await agreements.HasAgreedToTradingAsync(owner, cancellationToken) ? null : Problem.Of(LiveProblems.NotAgreed)),
            new(LiveStep.Key, KeyProblem(await vault.FindAsync(owner, cancellationToken))),
            new(LiveStep.SecondFactor, await people.HasSecondFactorAsync(owner, cancellationToken) ? null : Problem.Of(LiveProblems.NoSecondFactor)),
            new(LiveStep.Books, account is null ? opened.Problems[0] : reconciliation.Of(account.Id) is { Agrees: false } ? Problem.Of(LiveProblems.Differs) : null),
        ];

        var practice = await paper.OpenAsync(owner, cancellationToken);
        IReadOnlyList<StrategySetup> setups = account is null ? [] : await accounts.StrategiesAsync(owner, account.Id, cancellationToken);
        var limits = await accounts.RiskAsync(owner, setups.Count > 0 ? account!.Id : practice.Id, cancellationToken);
        var lives = account is { TradingOn: true } ? setups.Where(setup => setup.Armed) : [];
        return new LiveOutlook(account, checks, await CandidatesAsync(owner, practice, lives, cancellationToken), limits, await FreeAsync(account, cancellationToken));
    }

    public async Task<Result<Done>> GoAsync(UserId owner, LiveWish wish, string? address, CancellationToken cancellationToken)
    {
        if (SettingsRules.Check(wish.Limits) is { Count: > 0 } wrong) return Result<Done>.Refused(wrong);
        var outlook = await LookAsync(owner, cancellationToken);
        if (outlook.Checks.FirstOrDefault(check => !check.IsMet)?.Why is { } missing) return missing;
        if (outlook.Candidates.FirstOrDefault(candidate => candidate.Strategy == wish.Strategy) is not { } candidate) return Problem.Of(LiveProblems.NoSuchStrategy);
        if (SettingsRules.Check(candidate.Settings) is { Count: > 0 } senseless) return Result<Done>.Refused(senseless);
        if (!candidate.HasRun && !wish.WaivesRun) return Problem.Of(LiveProblems.RunTooShort, (int)LiveCandidate.LeastRun.TotalHours);

        var loss = LiveOutlook.LossOf(outlook.AtWorst(candidate, wish.Limits));
        if (!IsTyped(wish.TypedLoss, loss)) return Problem.Of(LiveProblems.LossNotTyped, loss.Value);

        var account = outlook.Account!;
        var setup = new StrategySetup(account.Id, wish.Strategy, catalog.Write(wish.Strategy, candidate.Settings), Armed: true, WaitsForPerson: false);
        var terms = new LiveTerms(wish.Strategy.Value, SettingsHash.Of(wish.Strategy, setup.SettingsJson), loss.Value, candidate.Run?.TotalHours, wish.WaivesRun && !candidate.HasRun, candidate.Result?.Trades, candidate.Result?.Profit.Value);
        await accounts.GoLiveAsync(owner, setup, wish.Limits, terms, address, CancellationToken.None);
        await accounts.ViewAsync(owner, account.Id, CancellationToken.None);
        return Done.Result;
    }

    public async Task BackAsync(UserId owner, string? address, CancellationToken cancellationToken)
    {
        if (await live.FindAsync(owner, cancellationToken) is { } account) await accounts.LeaveLiveAsync(owner, account.Id, address, CancellationToken.None);
        await accounts.ViewAsync(owner, (await paper.OpenAsync(owner, CancellationToken.None)).Id, CancellationToken.None);
    }

    private async Task<IReadOnlyList<LiveCandidate>> CandidatesAsync(
        UserId owner, TradingAccount practice, IEnumerable<StrategySetup> lives, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = await positions.LiveAsync(owner, practice.Id, cancellationToken);
        var setups = await accounts.StrategiesAsync(owner, practice.Id, cancellationToken);
        var standing = lives.Select(setup => (setup.Strategy, Settings: SettingsOf(setup))).Where(live => live.Settings is not null).ToDictionary(live => live.Strategy, live => live.Settings!);
        var candidates = new List<LiveCandidate>();
        foreach (var strategy in catalog.Strategies)
        {
            var setup = setups.FirstOrDefault(setup => setup.Strategy == strategy.Id);
            var isLive = standing.TryGetValue(strategy.Id, out var liveSettings);
            var settings = isLive ? liveSettings! : setup is null ? strategy.DefaultSettings : SettingsOf(setup);
            if (settings is null) continue;   // settings that cannot be read are mended on paper first
            var since = RunsSince(practice, setup);
            candidates.Add(new LiveCandidate(strategy.Id, settings, now - since, isLive)
            {
                Result = !isLive && since is { } begun ? await ResultAsync(practice, strategy.Id, begun, open, cancellationToken) : null,
            });
        }

        return candidates;
    }

    private StrategySettings? SettingsOf(StrategySetup setup) => catalog.Read(setup.Strategy, setup.SettingsJson) is { Succeeded: true, Value: var settings } ? settings : null;

    /// <summary>A strategy has run since it was armed with these settings and trading was on.</summary>
    private static DateTimeOffset? RunsSince(TradingAccount practice, StrategySetup? setup) =>
        setup?.ArmedSince is { } armed && practice.TradingOnSince is { } on ? armed > on ? armed : on : null;

    private async Task<PaperRun> ResultAsync(
        TradingAccount practice, StrategyId strategy, DateTimeOffset since, IReadOnlyList<PositionFile> open, CancellationToken cancellationToken)
    {
        var closed = await history.ProfitsAsync(practice.Owner, practice.Id, strategy, since, cancellationToken);
        var standing = open.Select(file => file.Position).Where(position => position.Strategy == strategy && position.PlannedAt >= since && position.Bought.IsPositive);
        return PaperRun.Of(closed, [.. standing.Select(position => hub.Quote(position.Market) is { } quote ? position.ProfitAt(GuardPrice.Of(quote)) : (Krw?)null)]);
    }

    private static bool IsTyped(string typed, Krw loss) =>
        decimal.TryParse(typed.Replace(",", "", StringComparison.Ordinal).Replace("원", "", StringComparison.Ordinal).Trim(), System.Globalization.CultureInfo.InvariantCulture, out var said) && said == loss.Value;

    private Problem? KeyProblem(StoredKey? key)
    {
        var hold = KeyFacts.Of(key).Hold(null, clock.GetUtcNow());
        if (hold is not null)
        {
            return hold.Code switch
            {
                EntryReasons.KeyMissing => Problem.Of(LiveProblems.NoKey),
                EntryReasons.KeyBroken => Problem.Of(LiveProblems.KeyBroken),
                EntryReasons.KeyCanWithdraw => Problem.Of(LiveProblems.KeyCanWithdraw),
                _ => Problem.Of(LiveProblems.KeyEnds, hold.Facts["day"]),
            };
        }

        return key!.WorkedAt is { } worked && wall.GetUtcNow() - worked < Looked ? null : Problem.Of(LiveProblems.KeyNotChecked);
    }

    private async Task<Krw?> FreeAsync(TradingAccount? account, CancellationToken cancellationToken)
    {
        if (account is null) return null;
        var balances = await exchanges.For(account).BalancesAsync(cancellationToken);
        return balances.Kind == AnswerKind.Answered ? balances.Value.FreeCash : null;
    }
}
