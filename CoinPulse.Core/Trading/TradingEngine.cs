using System.Collections.Concurrent;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading;

/// <summary>
/// Keeps the guards awake: while this process is the engine every price meets its market's guards, what fires is carried out, and what is unfinished is looked
/// at again when it is due. Entries are the cycle's affair; this never stops for them.
/// </summary>
internal sealed class TradingEngine : BackgroundService
{
    private const int HoursOfMinutes = 600;   // ten, which is what a board keeps

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryAfterFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeepPeaksEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookElsewhereEvery = TimeSpan.FromSeconds(1);

    private readonly IPositionStore _positions;
    private readonly ITradingAccounts _accounts;
    private readonly IExchangeDirectory _exchanges;
    private readonly IMarketHub _hub;
    private readonly PositionDesk _desk;
    private readonly GuardBook _guards;
    private readonly IEngineLease _lease;
    private readonly SystemStartup _startup;
    private readonly TimeProvider _wall;
    private readonly ILogger<TradingEngine> _logger;
    private readonly HandTrades? _hand;   // null where nobody trades by hand
    private readonly DueList _due;
    private readonly ConcurrentDictionary<AccountId, UserId> _owners = [];   // of every position that has passed here
    private readonly ConcurrentDictionary<AccountId, TradingAccount> _known = [];
    private readonly ConcurrentDictionary<AccountId, IDisposable> _streams = [];
    private readonly BackgroundWork _background;
    private long _fence;

    public TradingEngine(
        IPositionStore positions,
        ITradingAccounts accounts,
        IExchangeDirectory exchanges,
        IMarketHub hub,
        PositionDesk desk,
        GuardBook guards,
        IEngineLease lease,
        SystemStartup startup,
        TimeProvider wall,
        ILogger<TradingEngine> logger,
        HandTrades? hand = null)
    {
        (_positions, _accounts, _exchanges, _hub, _desk, _guards) = (positions, accounts, exchanges, hub, desk, guards);
        (_lease, _startup, _wall, _logger, _hand) = (lease, startup, wall, logger, hand);
        _due = new DueList(wall);
        _background = new BackgroundWork(fault => _logger.LogError(fault, "A position could not be moved; it is taken up again")) { Begins = work => Begin(work) };
        _desk.Changed += Arm;
        _desk.Due += (file, after) => _due.Add(file.Position.Account, file.Position.Id, after, WaitingSale.Of(file));
        _guards.Stirred += _due.Hasten;
        _guards.Fired += Leave;
    }

    /// <summary>How work is begun that nobody waits for. A simulation puts it into an order that it can repeat.</summary>
    internal Func<Func<Task>, Task> Begin { get; init; } = Task.Run;

    /// <summary>Prices meet their guards here, and what an earlier engine left has been taken up.</summary>
    internal bool IsAwakeUnder(long fence) => Volatile.Read(ref _fence) == fence;

    /// <summary>Arms the guards of every unfinished position and takes up what was left half done.</summary>
    internal async Task TakeUpAsync(CancellationToken cancellationToken)
    {
        var unfinished = await _positions.LiveForEveryoneAsync(_hub.Source, cancellationToken);

        // Largest exposure first, and nothing is asked of anybody until all are armed.
        foreach (var file in unfinished.OrderByDescending(file => file.Position.HeldFunds))
        {
            LiftByCandles(file);
            Arm(file);
            _due.Add(file.Position.Account, file.Position.Id, TimeSpan.Zero, WaitingSale.Of(file));
        }

        foreach (var (account, owner) in _owners) await TryListenAsync(owner, account, cancellationToken);
        _logger.LogInformation("{Positions} unfinished positions taken up, {Guards} guards armed", unfinished.Count, _guards.Count);
    }

    /// <summary>Hears the account's orders from now on.</summary>
    internal async Task ListenAsync(UserId owner, AccountId id, CancellationToken cancellationToken)
    {
        if (_known.ContainsKey(id) || await _accounts.FindAsync(owner, id, cancellationToken) is not { } account) return;
        if (_known.TryAdd(id, account)) _streams[id] = _exchanges.For(account).Subscribe(order => _background.Begin(() => HearAsync(account, order)));
    }

    /// <summary>Takes up exits that persons have asked for on other processes; one that is under way here is only looked at once more.</summary>
    internal async Task TakeUpLeavingAsync(CancellationToken cancellationToken)
    {
        foreach (var (owner, account, position) in await _positions.LeavingForEveryoneAsync(_hub.Source, cancellationToken))
        {
            await ListenAsync(owner, account, cancellationToken);
            _due.Add(account, position, TimeSpan.Zero);
        }
    }

    /// <summary>Takes up what has come due, in the background. Sales that were refused stand in the line like those that fire: the worst loss is tried first again.</summary>
    internal void LookAtWhatIsDue()
    {
        foreach (var (look, gain) in _due.TakeDue().Select(look => (look, Gain: GainOf(look.Sale))).OrderBy(due => due.Gain))
        {
            var place = look.Sale is null ? null : _desk.Exits.Join(look.Account, gain);
            _background.Begin(() => LookAsync(look.Account, look.Position, place));
        }
    }

    /// <summary>Keeps what prices have taught the guards since the last time.</summary>
    internal async Task KeepPeaksAsync(CancellationToken cancellationToken)
    {
        foreach (var guard in _guards.TakeMoved()) await _positions.KeepGuardAsync(guard.Owner, guard, cancellationToken);
    }

    /// <summary>Waits until everything begun in the background is done (tests, backtests, shutdown).</summary>
    internal Task SettleAsync() => _background.SettleAsync();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _startup.Ready.WaitAsync(stoppingToken);
        while (_hub.State == FeedState.WarmingUp) await Task.Delay(Beat, _wall, stoppingToken);
        using var prices = _hub.Subscribe(_guards.OnPrice, SubscriptionOrder.Guard);
        using var past = _hub.WhenFilled(LiftByCandles);
        using var timer = new PeriodicTimer(Beat, _wall);
        var (keptAt, lookedAt) = (_wall.GetTimestamp(), _wall.GetTimestamp());
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_lease.Proof is not { } proof) continue;
            try
            {
                if (_fence != proof.Fence)
                {
                    await TakeUpAsync(stoppingToken);
                    Volatile.Write(ref _fence, proof.Fence);
                }

                if (_wall.GetElapsedTime(lookedAt) >= LookElsewhereEvery)
                {
                    lookedAt = _wall.GetTimestamp();
                    await TakeUpLeavingAsync(stoppingToken);
                }

                LookAtWhatIsDue();
                if (_wall.GetElapsedTime(keptAt) < KeepPeaksEvery) continue;
                keptAt = _wall.GetTimestamp();
                await KeepPeaksAsync(stoppingToken);
            }
#pragma warning disable CA1031 // the supervisor of a standing loop: the guards go on whatever happens here
            catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
            {
                _logger.LogError(fault, "The engine stumbled; it goes on");
            }
        }

        foreach (var stream in _streams.Values) stream.Dispose();
        await SettleAsync();
    }

    private void Arm(PositionFile file)
    {
        var position = file.Position;
        _owners.TryAdd(position.Account, position.Owner);
        _guards.Put(file);
        if (!_known.ContainsKey(position.Account)) _due.Add(position.Account, position.Id, TimeSpan.Zero);   // the look introduces the account
    }

    /// <summary>One account's trouble delays no other: it is heard when one of its positions is looked at.</summary>
    private async Task TryListenAsync(UserId owner, AccountId id, CancellationToken cancellationToken)
    {
        try
        {
            await ListenAsync(owner, id, cancellationToken);
        }
#pragma warning disable CA1031 // the per-account step: one account's failure never stops the next
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            _logger.LogError(fault, "The orders of account {Account} cannot be heard yet", id);
        }
    }

    /// <summary>Whoever holds a position may be sold at once, whether a comparison has introduced the account yet or not.</summary>
    private async Task<TradingAccount?> KnownAsync(AccountId id)
    {
        if (!_known.ContainsKey(id) && _owners.TryGetValue(id, out var owner)) await ListenAsync(owner, id, CancellationToken.None);
        return _known.GetValueOrDefault(id);
    }

    /// <summary>While nobody watched the price may have risen: the peak is what the candles since then saw.</summary>
    private void LiftByCandles(PositionFile file)
    {
        if (file.Guard is not { IsLive: true } guard) return;
        guard.LiftBy(_hub.Closed(guard.Market, CandleUnit.Minute1, HoursOfMinutes));
    }

    /// <summary>The same for guards that were armed before the candles came: at the start the past is fetched later, and a line that was cut leaves minutes out.</summary>
    internal void LiftByCandles(MarketCode market) => _guards.LiftBy(market, _hub.Closed(market, CandleUnit.Minute1, HoursOfMinutes));

    /// <summary>Of many that fire together the worst leaves first.</summary>
    private void Leave(GuardFired fired)
    {
        var (guard, trigger) = (fired.Guard, fired.Trigger);
        var place = _desk.Exits.Join(guard.Account, guard.Cost.IsPositive ? trigger.Seen.ChangeFrom(guard.Cost).Fraction : 0);
        _background.Begin(() => SellAsync(fired, place));
    }

    private async Task SellAsync(GuardFired fired, ExitLine.Place place)
    {
        using var pass = place;
        var (guard, trigger, stamp) = fired;
        try
        {
            await place.Turn;
            if (_lease.Proof is null || await KnownAsync(guard.Account) is not { } account)
            {
                _guards.Rearm(guard);
                return;
            }

            var seenAt = _wall.GetUtcNow() - _wall.GetElapsedTime(stamp);
            await _desk.ExitAsync(account, guard.Position, trigger.Because, WhyOf(guard, trigger), trigger.IsWhole ? null : trigger.Quantity, seenAt, _guards.Find(guard.Market, guard.Position));
        }
        catch
        {
            _guards.Rearm(guard);   // the next price fires it again
            _due.Add(guard.Account, guard.Position, RetryAfterFault);
            throw;
        }

        if (trigger.Because == ExitReason.Emergency) await HoldStrategyAsync(guard);
    }

    /// <summary>A gap beyond the stop: something is happening that the strategy was not made for. It waits for a person.</summary>
    private async Task HoldStrategyAsync(Guard guard)
    {
        if (await _positions.FindAsync(guard.Owner, guard.Position, CancellationToken.None) is not { } file) return;
        await _accounts.HoldStrategyAsync(guard.Owner, guard.Account, file.Position.Strategy, CancellationToken.None);
    }

    private static Reason WhyOf(Guard guard, GuardTrigger trigger)
    {
        var (price, level) = (("price", (object)trigger.Seen), ("level", (object)trigger.Limit));
        return trigger.Because switch
        {
            ExitReason.Emergency => Reason.Of(ExitReasons.Emergency, price, ("level", guard.EmergencyPrice)),
            ExitReason.StopLoss => Reason.Of(ExitReasons.StopLoss, price, level),
            ExitReason.BreakEven => Reason.Of(ExitReasons.BreakEven, price, level),
            ExitReason.TakeProfit => Reason.Of(ExitReasons.Target, price, level, ("number", guard.TargetsReached + 1)),
            ExitReason.TrailingStop => Reason.Of(ExitReasons.TrailingStop, price, level, ("peak", guard.Peak)),
            _ => Reason.Of(ExitReasons.TimeLimit, ("hours", Math.Round(guard.Plan.LongestHold?.TotalHours ?? 0, 1))),
        };
    }

    private async Task HearAsync(TradingAccount account, ExchangeOrder order)
    {
        if (order.Key is not { } key || Intent.PositionOf(key) is not { } position)
        {
            // A person's own order may rest for days: what it has traded is booked as it trades, not when it ends.
            // One that was placed here is heard and booked by who placed it.
            if (_hand is not null && OrderSources.Of(order.Key) == OrderSource.External) await _hand.BookAsync(account, order, CancellationToken.None);
            return;
        }

        if (await _positions.FindAsync(account.Owner, position, CancellationToken.None) is not { } file || file.Position.Account != account.Id) return;
        await _desk.TakeNewsAsync(account, position, order);
    }

    /// <summary>What the coins stand at now, as a part of their cost.</summary>
    private decimal GainOf(WaitingSale? sale) =>
        sale is { Cost.IsPositive: true } && _hub.Quote(sale.Market) is { } quote ? GuardPrice.Of(quote).ChangeFrom(sale.Cost).Fraction : 0;

    private async Task LookAsync(AccountId id, PositionId position, ExitLine.Place? place)
    {
        using var pass = place;
        try
        {
            if (place is not null) await place.Turn;
            if (await KnownAsync(id) is { } account) await _desk.AdvanceAsync(account, position);
        }
        catch
        {
            _due.Add(id, position, RetryAfterFault);
            throw;
        }
    }
}
