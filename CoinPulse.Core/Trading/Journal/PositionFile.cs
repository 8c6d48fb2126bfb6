using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Guards;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>Something that happened to a position and is kept for ever.</summary>
/// <param name="By">Who did it; null is the engine.</param>
public sealed record FileAct(string Act, Reason Why, UserId? By = null);

/// <summary>
/// Everything of one position that must change together: the position, its guard, its orders, its fills and the lines of the books. A store loads it,
/// lets one change be made, and saves all of it in one transaction; so a fill, the guard for it and the posting of it can never be apart.
/// </summary>
public sealed class PositionFile
{
    private readonly List<Intent> _intents;
    private readonly HashSet<string> _knownTrades;
    private readonly List<Intent> _newIntents = [];
    private readonly List<Fill> _newFills = [];
    private readonly List<Posting> _newPostings = [];
    private readonly List<FileAct> _newActs = [];

    public PositionFile(Position position, Guard? guard, IEnumerable<Intent> intents, IEnumerable<string> knownTrades) =>
        (Position, Guard, _intents, _knownTrades) = (position, guard, [.. intents], new HashSet<string>(knownTrades, StringComparer.Ordinal));

    public Position Position { get; }

    public Guard? Guard { get; private set; }

    public IReadOnlyList<Intent> Intents => _intents;

    public IReadOnlyList<Intent> NewIntents => _newIntents;

    public IReadOnlyList<Fill> NewFills => _newFills;

    public IReadOnlyList<Posting> NewPostings => _newPostings;

    /// <summary>What belongs in the audit, written in the same transaction.</summary>
    public IReadOnlyList<FileAct> NewActs => _newActs;

    public Intent? LiveOf(Leg leg) => _intents.Find(intent => intent.Leg == leg && intent.IsLive);

    public Intent Find(ClientOrderId key) =>
        _intents.Find(intent => intent.Key == key) ?? throw new InvalidOperationException($"Position {Position.Id} has no order {key}.");

    /// <summary>The same file with nothing new in it, to be changed apart from this one.</summary>
    internal PositionFile Copy() => new(Position.Copy(), Guard?.Copy(), _intents.Select(intent => intent.Copy()), _knownTrades);

    /// <summary>The next attempt of a leg. Attempt n+1 exists only after attempt n is proven final.</summary>
    /// <param name="order">Makes the order from its key.</param>
    /// <param name="at">Wall time.</param>
    /// <param name="leg">What it is for.</param>
    /// <param name="route">How it goes out.</param>
    /// <param name="replaces">The resting order whose place it takes.</param>
    public Intent Plan(Leg leg, Func<ClientOrderId, OrderRequest> order, DateTimeOffset at, IntentRoute route = IntentRoute.Order, ClientOrderId? replaces = null)
    {
        if (LiveOf(leg) is { } live) throw new InvalidOperationException($"Order {live.Key} is {live.State}: its leg cannot be tried again.");
        var attempt = _intents.Count(intent => intent.Leg == leg) + 1;
        var intent = new Intent(Position, leg, attempt, order(Intent.KeyFor(Position.Id, leg, attempt)), route, at, replaces);
        _intents.Add(intent);
        _newIntents.Add(intent);
        return intent;
    }

    /// <summary>The guard fired, the person pressed sell or time is up: from here the position is leaving.</summary>
    public void BeginExit(ExitReason because, Reason why, Quantity sell, ExitStopwatch stopwatch) =>
        Position.BeginClosing(because, why, Position.Held - Quantity.Min(sell, Position.Held), stopwatch);

    /// <summary>Takes over the exchange's evidence of one of our orders: new trades become fills, postings and guard in one go.</summary>
    /// <param name="order">The order with all its trades.</param>
    /// <param name="now">Engine time, for the guard's time limit.</param>
    /// <param name="at">Wall time, for the journal.</param>
    /// <returns>The fills that were news.</returns>
    public IReadOnlyList<Fill> Follow(ExchangeOrder order, DateTimeOffset now, DateTimeOffset at)
    {
        var intent = Find(order.Key ?? throw new ArgumentException("An order without our key is not ours.", nameof(order)));
        var news = order.Trades.Where(trade => _knownTrades.Add(trade.Id)).Select(trade => new Fill(intent, trade)).ToList();
        foreach (var fill in news) Book(fill, now);

        intent.Follow(
            order,
            intent.Executed + Sum(news, fill => fill.Quantity),
            intent.ExecutedFunds + Sum(news, fill => fill.Funds),
            intent.PaidFee + Sum(news, fill => fill.Fee),
            at);
        if (intent.Leg == Leg.Exit) TimeExit(intent, at);
        Advance(intent, now);
        return news;
    }

    public void Send(ClientOrderId key, DateTimeOffset at)
    {
        var intent = Find(key);
        intent.Send(at);
        if (intent.Leg == Leg.Exit) TimeExit(intent, at);
    }

    /// <summary>The exchange said no, or it is proven that the order never arrived.</summary>
    public void Refuse(ClientOrderId key, string code, string message, DateTimeOffset now, DateTimeOffset at)
    {
        var intent = Find(key);
        if (intent.State == IntentState.Refused) return;   // told twice it is audited once
        intent.Refuse(code, message, at);
        _newActs.Add(new FileAct(AuditActs.OrderRefused, Reason.Of(code, ("order", key))));
        Advance(intent, now);
    }

    public void LoseSight(ClientOrderId key, string why, DateTimeOffset at) => Find(key).LoseSight(why, at);

    /// <summary>The person sold or moved coins of this position themselves: guard and position shrink together.</summary>
    /// <param name="proceeds">Won that it brought them, after the fee; null when the coins were moved away: they leave at what they had cost, and nothing is won or lost.</param>
    /// <param name="reference">The evidence: the trade. Told twice it counts once.</param>
    /// <param name="now">Engine time.</param>
    /// <param name="quantity">Coins of this position that are gone.</param>
    public void TakeByHand(Quantity quantity, Krw? proceeds, string reference, DateTimeOffset now)
    {
        if (!_knownTrades.Add(reference)) return;
        var cost = Position.TakeByHand(quantity, proceeds);
        _newFills.Add(new Fill(Position, reference, quantity, proceeds ?? cost, now));
        _newPostings.AddRange(Ledger.TakenByHand(Position, quantity, cost, proceeds, reference, now));
        Guard?.Cover(Position);
        CloseIfEmpty(now);
        StayOpenIfDone();
    }

    /// <summary>Keeps what would hinder the guard if it fired now, and tells what has begun and what is over.</summary>
    public void LookAhead(GuardOutlook outlook)
    {
        if (Guard is not { IsLive: true } guard) return;
        var (before, now) = (guard.Troubles, outlook.For(guard.Quantity, guard.Troubles));
        guard.Meet(now);
        foreach (var trouble in (GuardTroubles[])[GuardTroubles.Locked, GuardTroubles.Halted, GuardTroubles.OverBook, GuardTroubles.Ending])
        {
            if ((now & ~before).HasFlag(trouble)) _newActs.Add(new FileAct(AuditActs.GuardTroubled, GuardReasons.Of(trouble, guard.Quantity, outlook)));
            if ((before & ~now).HasFlag(trouble)) _newActs.Add(new FileAct(AuditActs.GuardClear, GuardReasons.Over(trouble, guard.Quantity)));
        }
    }

    /// <summary>The owner lifts the stop by hand.</summary>
    /// <param name="stop">Where to.</param>
    /// <param name="price">What a sale would get now; null when no price is known.</param>
    /// <param name="watched">The guard as prices have moved it in memory; null when it is not watched here.</param>
    /// <returns>The stop before, or why it stays.</returns>
    public Result<Price> TryMoveStop(Price stop, Price? price, Guard? watched)
    {
        if (watched is not null) Guard?.LearnFrom(watched);
        if (StopMoveRules.Judge(Position.State, Guard, price, stop) is { } problem) return problem;
        var before = Guard!.Stop;
        Guard.MoveStop(stop);
        _newActs.Add(new FileAct(AuditActs.GuardMoved, Reason.Of("stop-moved", ("from", before), ("to", stop)), Position.Owner));
        return Result<Price>.Of(before);
    }

    /// <summary>What is left is under the minimum order: the coins stay in the account as the person's own, at what they cost.</summary>
    public void BookDust(DateTimeOffset now)
    {
        var dust = Position.Held;
        if (dust.IsZero) return;
        var dustValue = Position.HeldFunds;
        Position.TakeByHand(dust, dustValue);
        Position.SoldBy(ExitReason.Dust, Reason.Of(ExitReasons.Dust, ("quantity", dust), ("value", dustValue)));
        CloseIfEmpty(now);
    }

    private static Quantity Sum(List<Fill> fills, Func<Fill, Quantity> part) => fills.Aggregate(Quantity.Zero, (sum, fill) => sum + part(fill));

    private static Krw Sum(List<Fill> fills, Func<Fill, Krw> part) => fills.Aggregate(Krw.Zero, (sum, fill) => sum + part(fill));

    private void Book(Fill fill, DateTimeOffset now)
    {
        _newFills.Add(fill);
        if (fill.Side == OrderSide.Bid)
        {
            if (!Position.IsLive) Position.Reopen();
            Position.Buy(fill.Quantity, fill.Funds, fill.Fee, fill.At);
            _newPostings.AddRange(Ledger.Buy(fill));
            if (Guard is null)
            {
                Guard = new Guard(Position, now);
                _newActs.Add(new FileAct(AuditActs.PositionOpened, Position.WhyBought));
            }
            else
            {
                Guard.Cover(Position);
            }
        }
        else
        {
            var oversold = Position.Oversold;
            var cost = Position.Sell(fill.Quantity, fill.Funds, fill.Fee);
            _newPostings.AddRange(Ledger.Sell(fill, cost));
            if (Position.Oversold > oversold)
            {
                _newActs.Add(new FileAct(AuditActs.PositionOversold, Reason.Of(GuardReasons.Oversold, ("quantity", Position.Oversold - oversold))));
            }

            Guard?.Cover(Position);
        }
    }

    /// <summary>Moves the position on when one of its orders has ended.</summary>
    private void Advance(Intent intent, DateTimeOffset now)
    {
        if (!intent.State.IsFinal() || !Position.IsLive) return;
        switch (intent.Leg)
        {
            case Leg.Entry:
                EndEntry(now);
                break;
            case Leg.Target when intent.State == IntentState.Filled && !_intents.Exists(other => other.Leg == Leg.Exit && other.Executed.IsPositive):
                Position.SoldByTarget(Reason.Of(ExitReasons.Target, ("price", intent.Limit!.Value), ("level", intent.Limit!.Value), ("number", Position.Plan.Targets.Count)));
                break;
            case Leg.Target when LiveOf(Leg.Exit) is null && Position.State == PositionState.Open:
                // Nobody here cancelled it, so the person did (or it was refused): it is watched here from now on.
                Guard?.HoldTarget();
                if (intent.State == IntentState.Cancelled)
                {
                    _newActs.Add(new FileAct(AuditActs.TargetTakenBack, Reason.Of(GuardReasons.TargetTakenBack, ("level", intent.Limit!.Value))));
                }

                break;
        }

        CloseIfEmpty(now);
        StayOpenIfDone();
    }

    /// <summary>A partial exit has left what it was to leave, or less: the guard watches the rest.</summary>
    private void StayOpenIfDone()
    {
        if (Position.State != PositionState.Closing || LiveOf(Leg.Exit) is not null || Position.Held > Position.ExitLeaves || !Position.Held.IsPositive) return;
        Guard?.CountTarget();
        Position.StayOpen();
    }

    private void EndEntry(DateTimeOffset now)
    {
        if (Position.State != PositionState.Opening) return;
        if (Position.Bought.IsZero)
        {
            Position.Abandon(now);
            return;
        }

        // A stop that fired while the entry was still filling is carried on by the exit.
        Position.Open();
        if (Position is { ClosedBecause: { } because, WhySold: { } why, Stopwatch: { } stopwatch, Held.IsPositive: true })
        {
            Position.BeginClosing(because, why, Position.ExitLeaves, stopwatch);
        }
    }

    private void CloseIfEmpty(DateTimeOffset now)
    {
        var entryIsOver = LiveOf(Leg.Entry) is null;
        if (!Position.IsLive || !Position.Held.IsZero || Position.Bought.IsZero || !entryIsOver) return;
        Position.SoldBy(ExitReason.SoldByHand, Reason.Of(ExitReasons.SoldByHand, ("quantity", Position.TakenByHand)));
        Position.Close(now);
        Guard?.Retire();
        _newActs.Add(new FileAct(AuditActs.PositionClosed, Position.WhySold!));
    }

    private void TimeExit(Intent exit, DateTimeOffset at)
    {
        if (Position.Stopwatch is not { } watch) return;
        Position.Clock(watch with
        {
            SubmittedAt = watch.SubmittedAt ?? exit.SentAt,
            AcknowledgedAt = watch.AcknowledgedAt ?? exit.AnsweredAt,
            FilledAt = Position.Held <= Position.ExitLeaves ? watch.FilledAt ?? at : null,
        });
    }
}
