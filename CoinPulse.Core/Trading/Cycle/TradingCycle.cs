using System.Collections.ObjectModel;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading.Cycle;

/// <summary>What one pass over all accounts did.</summary>
public sealed record CycleReport(int Accounts, int Entered, int Refused, int Left, int Failed);

/// <summary>
/// The minute's pass: asks each armed strategy what is due (once per closed candle of its own timeframe), enters what the rules allow, and hands strategy exits
/// and time limits to the guards. It never sells. One account's failure never stops the next.
/// </summary>
internal sealed class TradingCycle(
    ITradingAccounts accounts,
    IPositionStore positions,
    IDecisionLog decisions,
    AccountLook look,
    IMarketHub hub,
    OpinionBoard board,
    StrategyCatalog catalog,
    PositionDesk desk,
    EntryGate gate,
    IEngineLease lease,
    EngineClock clock,
    TimeProvider wall,
    ILogger<TradingCycle> logger)
{
    // Two cores share the work of a thousand accounts; more at once would only wait for the same database.
    private const int AtOnce = 4;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly KeyedGate<AccountId> _oneAtATime = new();

    /// <summary>Decisions of an account have been written.</summary>
    public event Action<TradingAccount>? Decided;

    public async Task<CycleReport> RunAsync(CancellationToken cancellationToken)
    {
        await UntilClosedAsync(cancellationToken);
        var everyone = await accounts.OnSourceForEveryoneAsync(hub.Source, cancellationToken);
        var (entered, refused, left, failed) = (0, 0, 0, 0);
        await Parallel.ForEachAsync(everyone, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (account, token) =>
        {
            try
            {
                var report = await RunAsync(account, token);
                Interlocked.Add(ref entered, report.Entered);
                Interlocked.Add(ref refused, report.Refused);
                Interlocked.Add(ref left, report.Left);
            }
#pragma warning disable CA1031 // the per-account step of a cycle: one account's failure never stops the next
            catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Interlocked.Increment(ref failed);
                logger.LogError(fault, "The cycle of account {Account} failed", account.Id);
            }
        });
        return new CycleReport(everyone.Count, entered, refused, left, failed);
    }

    /// <summary>The pass over one account; never beside itself or the person's own button.</summary>
    public async Task<CycleReport> RunAsync(TradingAccount account, CancellationToken cancellationToken)
    {
        using var pass = await _oneAtATime.EnterAsync(account.Id, cancellationToken);
        var setups = await accounts.StrategiesAsync(account.Owner, account.Id, cancellationToken);
        var files = await positions.LiveAsync(account.Owner, account.Id, cancellationToken);
        if (files.Count == 0 && !setups.Any(setup => setup.Armed)) return new CycleReport(1, 0, 0, 0, 0);

        var now = clock.GetUtcNow();
        var left = await LeaveAsync(account, files, setups, now);
        var made = new List<Decision>();
        var armed = setups.Where(setup => setup.Armed).ToList();
        var entered = 0;
        if (armed.Count > 0 && gate.IsOpen(account.Id))
        {
            // Most minutes close no candle that a strategy decides on: then the account is asked only for its equity, and only now and then.
            var due = armed.Where(setup => IsDue(account, setup, now)).ToList();
            var book = due.Count > 0 ? await look.TakeAsync(account, files, now, cancellationToken) : null;
            if (book is null) await look.MarkAsync(account, now, cancellationToken);
            else foreach (var setup in due) entered += await EnterAsync(account, setup, book, made, now, cancellationToken);
        }

        if (made.Count > 0)
        {
            await decisions.WriteAsync(account.Owner, account.Id, made, cancellationToken);
            Decided?.Invoke(account);
        }

        return new CycleReport(1, entered, made.Count - entered, left, 0);
    }

    /// <summary>The minute's pass comes with the minute's end; the last trades of the minute come a little after it.</summary>
    private async Task UntilClosedAsync(CancellationToken cancellationToken)
    {
        var began = wall.GetTimestamp();
        var minute = CandleUnit.Minute1.OpenOf(clock.GetUtcNow());
        while (hub.ClosedThrough < minute && wall.GetElapsedTime(began) < LongestWait) await Task.Delay(Beat, wall, cancellationToken);
    }

    /// <summary>The newest candle that a decision may be made on; null while no candle is whole.</summary>
    private DateTimeOffset? LastClosed(CandleUnit unit, DateTimeOffset now) =>
        hub.ClosedThrough is { } through ? unit.LastClosed(through < now ? through : now) : null;

    /// <summary>Ends of trading, strategy exits and time limits. The guard sells; here it is only told.</summary>
    private async Task<int> LeaveAsync(TradingAccount account, IReadOnlyList<PositionFile> files, IReadOnlyList<StrategySetup> setups, DateTimeOffset now)
    {
        var left = 0;
        var ending = await EndingAsync(account, files);
        foreach (var file in files.Where(file => file.Position.State == PositionState.Open))
        {
            var position = file.Position;
            if (ending.GetValueOrDefault(position.Market) is { } end && end.IsDue(now))
            {
                if (await desk.ExitAsync(account, position.Id, ExitReason.Delisting, end.ToReason(ExitReasons.Delisting), null, wall.GetUtcNow())) left++;
            }
            else if (file.Guard?.LimitEndsAt <= now)
            {
                var hours = (now - file.Guard!.ArmedAt).TotalHours;
                if (await desk.ExitAsync(account, position.Id, ExitReason.TimeLimit, Reason.Of(ExitReasons.TimeLimit, ("hours", Math.Round(hours, 1))), null, wall.GetUtcNow())) left++;
            }
            else if (setups.FirstOrDefault(setup => setup.Strategy == position.Strategy) is { } setup && Reconsider(position, setup, now) is { } why)
            {
                if (await desk.ExitAsync(account, position.Id, ExitReason.StrategyExit, why, null, wall.GetUtcNow())) left++;
            }
        }

        return left;
    }

    /// <summary>Markets of these positions that the exchange will stop trading. Whether trading is on has no part in it: coins of a market without trading cannot be sold at all.</summary>
    private async Task<IReadOnlyDictionary<MarketCode, EndOfTrading>> EndingAsync(TradingAccount account, IReadOnlyList<PositionFile> files)
    {
        var markets = files.Select(file => file.Position.Market).Distinct().Select(hub.Find).OfType<MarketInfo>().Where(market => market.DelistedOn is not null).ToList();
        if (markets.Count == 0) return ReadOnlyDictionary<MarketCode, EndOfTrading>.Empty;
        var risk = await accounts.RiskAsync(account.Owner, account.Id, CancellationToken.None);
        return markets.ToDictionary(market => market.Market, market => EndOfTrading.Of(market, risk)!);
    }

    private Reason? Reconsider(Position position, StrategySetup setup, DateTimeOffset now)
    {
        if (catalog.Find(setup.Strategy) is not { } strategy || catalog.Read(setup.Strategy, setup.SettingsJson) is not { Succeeded: true, Value: var settings }) return null;
        return LastClosed(settings.Timeframe, now) is { } candleAt
            && candleAt > position.DecisionCandleAt
            && hub.Find(position.Market) is { } market
            && board.View(strategy, settings, market, candleAt, now) is { } view
                ? strategy.Reconsider(view, settings)
                : null;
    }

    private bool IsDue(TradingAccount account, StrategySetup setup, DateTimeOffset now) =>
        catalog.Read(setup.Strategy, setup.SettingsJson) is { Succeeded: true, Value: var settings }
        && LastClosed(settings.Timeframe, now) is { } candleAt
        && gate.IsDue(account.Id, setup.Strategy, setup.SettingsJson, candleAt);

    private async Task<int> EnterAsync(
        TradingAccount account, StrategySetup setup, AccountBook book, List<Decision> made, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (catalog.Find(setup.Strategy) is not { } strategy || catalog.Read(setup.Strategy, setup.SettingsJson) is not { Succeeded: true, Value: var settings }) return 0;
        if (LastClosed(settings.Timeframe, now) is not { } candleAt) return 0;
        if (!gate.TryTake(account.Id, setup.Strategy, setup.SettingsJson, candleAt)) return 0;

        var hash = SettingsHash.Of(setup.Strategy, setup.SettingsJson);
        var entered = 0;
        var opinions = board.Of(strategy, settings, setup.SettingsJson, candleAt, now);
        await hub.WantBooksAsync([.. opinions.Select(opinion => opinion.Market.Market)], cancellationToken);
        foreach (var opinion in opinions)
        {
            var why = opinion.Opinion.Why;
            var request = await AskedVenueAsync(account, book.RequestFor(setup, settings, opinion.Market, now), cancellationToken);
            Decision Decided(DecisionKind kind, Reason because) =>
                new(Guid.CreateVersion7(now), account, setup.Strategy, opinion.Market.Market, kind, why, because, now, candleAt, hash);

            switch (RiskRules.Decide(request))
            {
                case EntryVerdict.Refused refusal:
                    made.Add(Decided(DecisionKind.Refused, refusal.Why));
                    break;
                case EntryVerdict.Accepted accepted:
                    if (await BuyAsync(account, setup, settings, opinion, accepted, request.Venue, now, cancellationToken) is { } bought)
                    {
                        entered++;
                        book.Add(bought);
                        made.Add(Decided(DecisionKind.Entered, why));
                    }

                    break;
            }
        }

        return entered;
    }

    /// <summary>What would be bought is decided with the exchange's own fee and limits; only then it is worth asking for them.</summary>
    private async Task<EntryRequest> AskedVenueAsync(TradingAccount account, EntryRequest request, CancellationToken cancellationToken)
    {
        if (RiskRules.Decide(request) is not EntryVerdict.Accepted || await look.VenueAsync(account, request.Market.Market, cancellationToken) is not { } asked) return request;
        var info = request.Market.Info;
        return request with { Venue = asked.Venue, Market = request.Market with { Info = info with { Halted = info.Halted || !asked.IsOpen } } };
    }

    /// <returns>The position as its first answer leaves it; null when this decision has already been acted on.</returns>
    private async Task<PositionFile?> BuyAsync(
        TradingAccount account,
        StrategySetup setup,
        StrategySettings settings,
        MarketOpinion opinion,
        EntryVerdict.Accepted accepted,
        VenueFacts venue,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var entry = new EntryKey(account.Id, setup.Strategy, opinion.Market.Market, opinion.DecisionCandleAt);
        var budget = accepted.Worst * accepted.Quantity * (1 + venue.Fee.Fraction);
        var position = new Position(entry, account.Owner, account.Kind, account.Source, opinion.Opinion.Why, now, budget, settings.ToExitPlan(), venue.Fee);
        var file = new PositionFile(position, null, [], []);
        file.Plan(Leg.Entry, key => OrderRequest.BuyNow(key, opinion.Market.Market, accepted.Worst, accepted.Quantity), wall.GetUtcNow());
        var proof = lease.Proof ?? throw new LeaseLostException("This process is not the engine.");
        var written = wall.GetTimestamp();
        return await positions.TryOpenAsync(account.Owner, file, proof, cancellationToken) ? await desk.EnterAsync(account, file, written) : null;
    }
}
