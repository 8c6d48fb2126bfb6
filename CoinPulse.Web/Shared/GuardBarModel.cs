using CoinPulse.Core.Money;

namespace CoinPulse.Web.Shared;

/// <summary>Where things stand on the bar of a guard, in per cent of its width. Pure, so that tests read it.</summary>
/// <param name="Price">Null while no price has come.</param>
public sealed record GuardBarModel(decimal Cost, decimal? Price, bool IsGain, Percent? ToStop, Percent? ToTarget)
{
    public decimal FillFrom => Math.Min(Cost, Price ?? Cost);

    public decimal FillWidth => Math.Abs((Price ?? Cost) - Cost);

    /// <summary>
    /// The bar runs from the stop to the target. Without a target it runs a tenth beyond whatever is highest; a price beyond an end sits on that end.
    /// </summary>
    public static GuardBarModel Of(Price stop, Price cost, Price? price, Price? target)
    {
        var now = price is { IsPositive: true } ? price : null;
        var low = Core.Money.Price.Min(stop, cost).Value;
        var high = target?.Value ?? Core.Money.Price.Max(Core.Money.Price.Max(now ?? cost, cost), stop).Value * 1.1m;
        var length = high - low;
        decimal Place(Price at) => length <= 0 ? 50 : Math.Round(Math.Clamp((at.Value - low) / length, 0, 1) * 100, 2);
        return now is { } known
            ? new GuardBarModel(Place(cost), Place(known), known >= cost, stop.ChangeFrom(known), target?.ChangeFrom(known))
            : new GuardBarModel(Place(cost), null, false, null, null);
    }
}
