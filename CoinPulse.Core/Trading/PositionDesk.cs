using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading;

/// <summary>
/// The one place that moves a position: it reads what the position needs next and does it, one position at a time, positions beside each other. It can be
/// asked to look at any moment (a trigger, an order's news, a timer, a restart) and never does a thing twice.
/// </summary>
internal sealed class PositionDesk(
    IPositionStore positions,
    IExchangeDirectory exchanges,
    IMarketHub hub,
    OrderSender sender,
    UnknownResolver resolver,
    IBooks books,
    IEngineLease lease,
    EngineClock clock,
    TimeProvider wall,
    ILogger<PositionDesk> logger)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan SlowLook = TimeSpan.FromSeconds(2);

    /// <summary>Whoever leaves several positions of an account at once lets them leave in this order.</summary>
    public ExitLine Exits { get; } = new();

    private readonly KeyedGate<PositionId> _gate = new();
    private readonly PositionEvidence _evidence = new(exchanges, hub, books, clock, wall);
    private readonly HandoverWatch _handovers = new(wall, logger);

    /// <summary>After every change of a position: its guard may be new, larger, smaller or gone.</summary>
    public event Action<PositionFile>? Changed;

    /// <summary>A position needs another look after this much wall time.</summary>
    public event Action<PositionFile, TimeSpan>? Due;

    /// <summary>Coins that a guard must sell are locked by an order that is not ours.</summary>
    public event Action<PositionFile>? Locked;

    /// <summary>Sends a new position's entry, whose intent has just been committed.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="file">As it was committed.</param>
    /// <param name="writtenStamp">Our monotonic counter before the transaction that committed it began.</param>
    /// <returns>The position as the answer to its entry leaves it.</returns>
    public async Task<PositionFile> EnterAsync(TradingAccount account, PositionFile file, long writtenStamp)
    {
        using var pass = await _gate.EnterAsync(file.Position.Id, CancellationToken.None);
        var settled = await WithdrawIfLeftAsync(file) ?? await sender.SendAsync(account, file.Intents[0], writtenStamp);
        Tell(settled);
        if (WantsMore(settled)) await AdvanceInsideAsync(account, settled.Position.Id);
        return settled;
    }

    /// <summary>Begins an exit and carries it as far as it goes now.</summary>
    /// <param name="account">Whose position it is.</param>
    /// <param name="position">What is to be left.</param>
    /// <param name="because">The reason; a graver one replaces it later.</param>
    /// <param name="why">The numbers behind it.</param>
    /// <param name="quantity">Coins to sell; null is everything.</param>
    /// <param name="seenAt">Wall time at which the price that fired reached us.</param>
    /// <param name="watched">The guard as prices have moved it in memory; what it has learnt is kept with the exit.</param>
    /// <returns>False when there was nothing to sell.</returns>
    public async Task<bool> ExitAsync(
        TradingAccount account, PositionId position, ExitReason because, Reason why, Quantity? quantity, DateTimeOffset seenAt, Guard? watched = null)
    {
        using var pass = await _gate.EnterAsync(position, CancellationToken.None);
        var stopwatch = new ExitStopwatch(seenAt, wall.GetUtcNow());
        var proof = because == ExitReason.ByPerson ? lease.Proof : Prove();
        var written = wall.GetTimestamp();
        var (file, move) = await positions.ChangeAsync(
            account.Owner,
            position,
            loaded =>
            {
                // An entry that has bought nothing yet is left too: it is cancelled, and what fills after all is sold.
                var position = loaded.Position;
                if (!position.IsLive || (position.Held.IsZero && position.State != PositionState.Opening)) return (loaded, PositionMove.Rest);
                if (watched is not null) loaded.Guard?.LearnFrom(watched);
                loaded.BeginExit(because, why, quantity ?? position.Held, stopwatch);
                return (loaded, proof is null ? PositionMove.Rest : PositionMoves.Next(loaded, _evidence.On(position.Market)));
            },
            proof,
            CancellationToken.None);
        if (!file.Position.IsLive) return false;
        if (await CarryOutAsync(account, file, move, written)) await AdvanceInsideAsync(account, position);
        return true;
    }

    /// <summary>Looks at a position and does what it needs.</summary>
    public async Task AdvanceAsync(TradingAccount account, PositionId position)
    {
        using var pass = await _gate.EnterAsync(position, CancellationToken.None);
        await AdvanceInsideAsync(account, position);
    }

    /// <summary>Takes over news of an order from the exchange's stream or from a reconciliation.</summary>
    public async Task TakeNewsAsync(TradingAccount account, PositionId position, ExchangeOrder order)
    {
        using var pass = await _gate.EnterAsync(position, CancellationToken.None);
        var file = await FollowAsync(account.Owner, position, order);
        await AdvanceInsideAsync(account, position);
    }

    /// <summary>The person sold coins of this position themselves: guard and position shrink together.</summary>
    /// <param name="account">Whose position it is.</param>
    /// <param name="position">The position that gives.</param>
    /// <param name="quantity">Coins that it is to give.</param>
    /// <param name="proceeds">Won that they brought, after the fee.</param>
    /// <param name="trade">The evidence.</param>
    /// <returns>What it could give: an exit may have been faster.</returns>
    public async Task<Quantity> TakeByHandAsync(TradingAccount account, PositionId position, Quantity quantity, Krw? proceeds, string trade)
    {
        using var pass = await _gate.EnterAsync(position, CancellationToken.None);
        var taken = Quantity.Zero;
        Tell(await positions.ChangeAsync(account.Owner, position, loaded =>
        {
            taken = Quantity.Min(quantity, loaded.Position.Held);
            if (taken.IsPositive) loaded.TakeByHand(taken, proceeds * (taken.Value / quantity.Value), trade, clock.GetUtcNow());
        }));
        return taken;
    }

    /// <summary>Keeps what would hinder the guard if it fired now; written only when something has begun or is over.</summary>
    public async Task LookAheadAsync(TradingAccount account, PositionFile file, GuardOutlook outlook)
    {
        if (file.Guard is not { } guard || outlook.For(guard.Quantity, guard.Troubles) == guard.Troubles) return;
        using var pass = await _gate.EnterAsync(file.Position.Id, CancellationToken.None);
        Tell(await positions.ChangeAsync(account.Owner, file.Position.Id, loaded => loaded.LookAhead(outlook)));
    }

    /// <summary>The person lifts the stop. The guard in memory follows at once, because it is told of the change like of any other.</summary>
    /// <param name="account">Whose position it is.</param>
    /// <param name="position">Of which the stop is moved.</param>
    /// <param name="stop">Where to.</param>
    /// <param name="watched">The guard as prices have moved it in memory; what it has learnt is kept with the move.</param>
    /// <returns>The stop before, or why it was not moved.</returns>
    public async Task<Result<Price>> MoveStopAsync(TradingAccount account, PositionId position, Price stop, Guard? watched)
    {
        if (lease.Proof is not { } proof) return Problem.Of(StopProblems.WatchedElsewhere);
        using var pass = await _gate.EnterAsync(position, CancellationToken.None);
        if (await positions.FindAsync(account.Owner, position, CancellationToken.None) is null) return Problem.Of(StopProblems.NothingGuarded);
        var (file, result) = await positions.ChangeAsync(
            account.Owner, position, loaded => (loaded, loaded.TryMoveStop(stop, _evidence.On(loaded.Position.Market).GuardPrice, watched)), proof, CancellationToken.None);
        Tell(file);
        return result;
    }

    private async Task AdvanceInsideAsync(TradingAccount account, PositionId position)
    {
        // Each round does one thing; an exit in slices is the longest walk there is, and the timer takes it up again.
        Quantity? free = null;
        for (var round = 0; round < 20; round++)
        {
            if (lease.Proof is not { } proof) return;   // another process is the engine: it goes on from what is written
            var (counted, written) = (free, wall.GetTimestamp());
            var (file, move) = await positions.ChangeAsync(
                account.Owner,
                position,
                loaded => (loaded, PositionMoves.Next(loaded, _evidence.On(loaded.Position.Market) with { FreeCoins = counted })),
                proof,
                CancellationToken.None);
            free = null;
            if (move.Kind == MoveKind.Count)
            {
                free = await _evidence.FreeCoinsAsync(account, file);
                if (free is not null) continue;

                // What cannot be known is not sold on a guess: the person is told, and it is asked again.
                Locked?.Invoke(file);
                Later(file, SlowLook);
                return;
            }

            if (!await CarryOutAsync(account, file, move, written)) return;
        }
    }

    /// <returns>Whether the position wants another look at once.</returns>
    private async Task<bool> CarryOutAsync(TradingAccount account, PositionFile file, PositionMove move, long written)
    {
        switch (move.Kind)
        {
            case MoveKind.Rest:
                Tell(file);
                return false;
            case MoveKind.Send:
                var answered = await sender.SendAsync(account, move.Order!, written);
                Tell(answered);
                return WantsMore(answered);
            case MoveKind.Resolve:
                return await ResolveAsync(account, file, move.Order!);
            case MoveKind.Follow:
                return await LookAsync(account, file, move.Order!);
            case MoveKind.HandOver:
                return await HandOverAsync(account, file, move.Order!);
            case MoveKind.Cancel:
                await exchanges.For(account).CancelAsync(move.Order!.Key, CancellationToken.None);
                return await LookAsync(account, file, move.Order!);
            case MoveKind.Wait:
                return Later(file, move.NotBefore!.Value - wall.GetUtcNow());
            case MoveKind.Locked:
                Locked?.Invoke(file);
                return Later(file, move.NotBefore!.Value - wall.GetUtcNow());
            case MoveKind.Count:
                return true;   // a further attempt: the walk asks
            case MoveKind.Dust:
                return await BookDustAsync(file);
            default:
                throw new InvalidOperationException($"No such move: {move.Kind}.");
        }
    }

    private async Task<bool> ResolveAsync(TradingAccount account, PositionFile file, Intent intent)
    {
        var (settled, again) = await resolver.ResolveAsync(account, file, intent, _evidence.StillWanted(file));
        Tell(settled);
        return again is { } after && after > TimeSpan.Zero ? Later(settled, after) : true;
    }

    private async Task<bool> LookAsync(TradingAccount account, PositionFile file, Intent intent)
    {
        var look = await exchanges.For(account).FindAsync(intent.Key, CancellationToken.None);
        if (look.Kind != AnswerKind.Answered) return Later(file, SlowLook);
        var followed = await FollowAsync(file.Position.Owner, file.Position.Id, look.Value);
        return followed.Find(intent.Key).IsLive ? Later(followed, followed.Position.ClosedBecause is null ? SlowLook : LookAgain) : true;
    }

    private async Task<bool> HandOverAsync(TradingAccount account, PositionFile file, Intent exit)
    {
        var (exchange, began) = (exchanges.For(account), wall.GetTimestamp());
        var previous = await exchange.FindAsync(exit.Replaces!.Value, CancellationToken.None);
        var next = await exchange.FindAsync(exit.Key, CancellationToken.None);
        if (previous.Kind == AnswerKind.Answered) file = await FollowAsync(file.Position.Owner, file.Position.Id, previous.Value);

        switch (_handovers.Next(exit, previous, next))
        {
            case HandoverMove.Follow:
                await FollowAsync(file.Position.Owner, file.Position.Id, next.Value);
                return true;
            case HandoverMove.TargetFirst:
                return await EndExitAsync(file, exit, FaultNames.TargetFirst);
            case HandoverMove.PlainSell:
                return await EndExitAsync(file, exit, FaultNames.NeverArrived);
            case HandoverMove.SendAgain:
                Tell(await sender.SendAsync(account, exit, began));
                return Later(file, LookAgain);
            case HandoverMove.CancelTarget:
                await exchange.CancelAsync(exit.Replaces!.Value, CancellationToken.None);
                return Later(file, LookAgain);
            default:
                return Later(file, LookAgain);
        }
    }

    private async Task<bool> EndExitAsync(PositionFile file, Intent exit, string code)
    {
        Tell(await positions.ChangeAsync(file.Position.Owner, file.Position.Id, loaded =>
        {
            if (loaded.Find(exit.Key).IsLive) loaded.Refuse(exit.Key, code, "", clock.GetUtcNow(), wall.GetUtcNow());
        }));
        return true;
    }

    private async Task<bool> BookDustAsync(PositionFile file)
    {
        Tell(await positions.ChangeAsync(file.Position.Owner, file.Position.Id, loaded => loaded.BookDust(clock.GetUtcNow())));
        return false;
    }

    private async Task<PositionFile> FollowAsync(Accounts.UserId owner, PositionId position, ExchangeOrder order)
    {
        var file = await positions.ChangeAsync(owner, position, loaded => loaded.Follow(order, clock.GetUtcNow(), wall.GetUtcNow()));
        Tell(file);
        return file;
    }

    /// <summary>Only the engine acts by itself. A person's own button works on every process: what it asks for is written down there, and the engine sends it.</summary>
    private LeaseProof Prove() => lease.Proof ?? throw new LeaseLostException("This process is not the engine.");

    /// <summary>The person was faster than the order: it has not been sent, so it is proven that it never will be.</summary>
    private async Task<PositionFile?> WithdrawIfLeftAsync(PositionFile file)
    {
        if (await positions.FindAsync(file.Position.Owner, file.Position.Id, CancellationToken.None) is not { Position.ClosedBecause: not null }) return null;
        return await positions.ChangeAsync(file.Position.Owner, file.Position.Id, loaded =>
        {
            if (loaded.LiveOf(Leg.Entry) is { } entry) loaded.Refuse(entry.Key, FaultNames.Withdrawn, "", clock.GetUtcNow(), wall.GetUtcNow());
        });
    }

    /// <summary>
    /// Whether there is anything to do for a position that has just been written down. What it needs is decided, and written, on what stands in the journal; but when nothing is
    /// needed, that need not be read there once more. Looked at on a copy, because looking plans the next order.
    /// </summary>
    private bool WantsMore(PositionFile settled) => PositionMoves.Next(settled.Copy(), _evidence.On(settled.Position.Market)).Kind != MoveKind.Rest;

    // A method of its own: the argument of a call on an event without listeners is never evaluated, and these arguments send orders.
    private void Tell(PositionFile file) => Changed?.Invoke(file);

    private bool Later(PositionFile file, TimeSpan after)
    {
        Due?.Invoke(file, after > TimeSpan.Zero ? after : TimeSpan.Zero);
        return false;
    }
}
