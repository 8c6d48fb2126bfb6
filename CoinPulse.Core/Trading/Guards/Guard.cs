using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Trading.Guards;

/// <summary>What holds the stop where it is now.</summary>
public enum StopKind
{
    Loss,
    BreakEven,
    Trailing,
}

/// <summary>Something to sell now, and why.</summary>
/// <param name="Seen">The guard price that fired it.</param>
/// <param name="Limit">The price that it reached.</param>
/// <param name="Quantity">Coins to sell.</param>
/// <param name="IsWhole">Everything goes, also what may fill after this look; otherwise a target's share.</param>
public sealed record GuardTrigger(ExitReason Because, Price Seen, Price Limit, Quantity Quantity, bool IsWhole);

/// <summary>
/// Stop, targets, trailing stop, break-even and time limit of one position: the only road to a sell. It exists from the first fill, in the same
/// transaction, for exactly what the position holds, and is live until the last coin is gone.
/// </summary>
public sealed class Guard
{
    private Guard()
    {
    }

    internal Guard(Position position, DateTimeOffset armedAt)
    {
        (Position, Owner, Account, Market, Source) = (position.Id, position.Owner, position.Account, position.Market, position.Source);
        (Plan, Fee, ArmedAt) = (position.Plan, position.Fee, armedAt);
        Cover(position);
        Peak = Cost;
    }

    public PositionId Position { get; private init; }

    public UserId Owner { get; private init; }

    public AccountId Account { get; private init; }

    public MarketCode Market { get; private init; }

    public PriceSource Source { get; private init; }

    public ExitPlan Plan { get; private init; } = null!;

    /// <summary>The fee of a sale, as a part of its funds.</summary>
    public Percent Fee { get; private init; }

    /// <summary>Coins under guard: what the position holds.</summary>
    public Quantity Quantity { get; private set; }

    /// <summary>All that the position ever bought: the shares of the targets are parts of this.</summary>
    public Quantity Bought { get; private set; }

    /// <summary>Won per coin, fees included.</summary>
    public Price Cost { get; private set; }

    /// <summary>The highest guard price since the first fill.</summary>
    public Price Peak { get; private set; }

    public Price Stop { get; private set; }

    public StopKind StopKind { get; private set; }

    /// <summary>How many targets have been sold.</summary>
    public int TargetsReached { get; private set; }

    /// <summary>The person took the resting target back. The guard watches it here and never fights them by putting it up again.</summary>
    public bool HoldsTargetItself { get; private set; }

    /// <summary>What would keep it from selling at once, as of the last comparison with the exchange.</summary>
    public GuardTroubles Troubles { get; private set; }

    /// <summary>Engine time of the first fill.</summary>
    public DateTimeOffset ArmedAt { get; private init; }

    public bool IsLive { get; private set; }

    public int Version { get; private set; }

    public DateTimeOffset? LimitEndsAt => Plan.LongestHold is { } hold ? ArmedAt + hold : null;

    public Price EmergencyPrice => Cost * (1 - Plan.Emergency.Fraction);

    /// <summary>Whether the next target covers everything that is held and belongs at the exchange.</summary>
    public bool WantsRestingTarget => IsLive && !HoldsTargetItself && Plan.RestTarget && TargetsReached == Plan.Targets.Count - 1 && TakesRest;

    /// <summary>Every target's price, the nearest first, reached or not.</summary>
    public IReadOnlyList<Price> TargetPrices => [.. Plan.Targets.Select(TargetPrice)];

    /// <summary>Where the stop goes once break-even protection begins; null when the plan has none.</summary>
    public Price? BreakEvenStop => Plan.BreakEven is null ? null : KrwTicks.Above(BreakEvenPrice());

    /// <summary>The next target's price: what leaves the promised gain after the fee of the sale, on the next tick up.</summary>
    public Price? NextTarget => TargetsReached < Plan.Targets.Count ? TargetPrice(Plan.Targets[TargetsReached]) : null;

    /// <summary>
    /// Looks at one guard price: raises the peak and the stop, and says what fires. Losses come first: a gap through both limits is a loss.
    /// </summary>
    /// <param name="price">The best bid; in candle data the trade price less half a tick.</param>
    /// <param name="now">Engine time.</param>
    /// <param name="targetRests">The target is in the exchange's book and is not watched here.</param>
    public GuardTrigger? See(Price price, DateTimeOffset now, bool targetRests)
    {
        if (!IsLive || Quantity.IsZero) return null;

        // A price first meets the stop as it stood, then lifts it: a stop raised by a price is never hit by that same price.
        if (price <= Stop)
        {
            // A target comes before a trailing stop: where both fire it names the exit, and everything goes.
            return StopKind == StopKind.Trailing && price > EmergencyPrice && Reached(price, targetRests) is { } level
                ? Whole(ExitReason.TakeProfit, price, level)
                : Whole(price <= EmergencyPrice ? ExitReason.Emergency : StoppedBecause(), price, Stop);
        }

        Lift(price);
        if (Reached(price, targetRests) is { } target)
        {
            return TakesRest ? Whole(ExitReason.TakeProfit, price, target) : new GuardTrigger(ExitReason.TakeProfit, price, target, NextShare(), IsWhole: false);
        }

        return LimitEndsAt <= now ? Whole(ExitReason.TimeLimit, price, price) : null;
    }

    /// <summary>Raises peak and stop, as a price seen while nobody watched would have (the candles since the last start).</summary>
    public void Lift(Price price)
    {
        if (price > Peak) Peak = price;
        if (Plan.BreakEven is { } breakEven && Peak >= Cost * (1 + breakEven.Fraction)) Raise(KrwTicks.Above(BreakEvenPrice()), StopKind.BreakEven);
        if (Plan.TrailFrom is { } from && Peak >= Cost * (1 + from.Fraction)) Raise(Peak * (1 - Plan.TrailBy.Fraction), StopKind.Trailing);
    }

    /// <summary>Raises peak and stop by the highs of the closed candles that opened after it was armed.</summary>
    internal void LiftBy(IReadOnlyList<Candle> closed)
    {
        foreach (var candle in closed)
        {
            if (candle.OpenAt >= ArmedAt) Lift(GuardPrice.FromTrade(Price.FromCandle(candle.High)));
        }
    }

    /// <summary>The same guard, to be changed apart from this one.</summary>
    internal Guard Copy() => (Guard)MemberwiseClone();

    /// <summary>Takes over what another look at the same guard has learnt. Nothing here ever falls.</summary>
    public void LearnFrom(Guard other)
    {
        if (other.Peak > Peak) Peak = other.Peak;
        Raise(other.Stop, other.StopKind);
    }

    /// <summary>A person lifts the stop. Stops only rise.</summary>
    /// <returns>False when the price is not above the present stop.</returns>
    internal bool MoveStop(Price price)
    {
        if (price <= Stop) return false;
        Raise(price, price >= BreakEvenPrice() ? StopKind.BreakEven : StopKind.Loss);
        return true;
    }

    /// <summary>Follows the position: more coins at another cost, or fewer.</summary>
    internal void Cover(Position position)
    {
        (Quantity, Bought, Cost) = (position.Held, position.Bought, position.Cost);
        IsLive = Quantity.IsPositive;   // coins that come after the end, or after the person took all there was, are guarded again
        Raise(Cost * (1 - Plan.StopLoss.Fraction), StopKind.Loss);
    }

    internal void HoldTarget() => HoldsTargetItself = true;

    internal void Meet(GuardTroubles troubles) => Troubles = troubles;

    internal void CountTarget() => TargetsReached++;

    internal void Retire() => (IsLive, Quantity, Troubles) = (false, Money.Quantity.Zero, GuardTroubles.None);

    private GuardTrigger Whole(ExitReason because, Price seen, Price limit) => new(because, seen, limit, Quantity, IsWhole: true);

    private Price? Reached(Price price, bool targetRests) => !targetRests && NextTarget is { } target && price >= target ? target : null;

    private Price TargetPrice(ExitTarget target) => KrwTicks.RoundUp(Cost * ((1 + target.Gain.Fraction) / (1 - Fee.Fraction)));

    private Price BreakEvenPrice() => Cost * (1 / (1 - Fee.Fraction));

    private decimal ShareLeft() => 1 - Plan.Targets.Take(TargetsReached).Sum(target => target.Share.Fraction);

    /// <summary>The next target is named for the whole rest, and takes the crumbs too.</summary>
    private bool TakesRest => Plan.Targets[TargetsReached].Share.Fraction >= ShareLeft();

    private Quantity NextShare() => Money.Quantity.Min(Quantity, Money.Quantity.CutFrom(Bought.Value * Plan.Targets[TargetsReached].Share.Fraction));

    private void Raise(Price stop, StopKind kind)
    {
        if (stop > Stop) (Stop, StopKind) = (stop, kind);
    }

    private ExitReason StoppedBecause() => StopKind switch
    {
        StopKind.Loss => ExitReason.StopLoss,
        StopKind.BreakEven => ExitReason.BreakEven,
        StopKind.Trailing => ExitReason.TrailingStop,
    };
}
