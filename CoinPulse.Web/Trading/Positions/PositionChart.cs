using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Markets.Charts;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Trading.Positions;

/// <summary>A position's life as its chart shows it.</summary>
internal static class PositionChart
{
    public static ChartMarks Of(PositionPicture picture)
    {
        var record = picture.Record;
        var steps = Steps(picture);
        var trails = steps.FindIndex(step => step.Kind == StopKind.Trailing);
        return new ChartMarks(
            [.. record.Fills.Select(fill => new TradeMark(fill.At, fill.Price, fill.Side == OrderSide.Bid, Words(fill.Side, fill.Quantity)))],
            [.. steps.Take(trails < 0 ? steps.Count : trails).Select(step => new PathPoint(step.At, step.Stop))],
            [.. steps.Skip(trails < 0 ? steps.Count : trails).Select(step => new PathPoint(step.At, step.Stop))],
            record.Guard?.TargetPrices ?? [],
            picture.Position.ClosedAt);
    }

    /// <summary>The stop in force now; null when none is.</summary>
    public static Price? Stop(PositionPicture picture) => picture.Present.Guard is { IsLive: true } guard ? guard.Stop : null;

    /// <summary>The kept steps, and the stop as it stands in memory: it is kept once a second.</summary>
    private static List<(DateTimeOffset At, Price Stop, StopKind Kind)> Steps(PositionPicture picture)
    {
        var armed = picture.Record.Guard?.ArmedAt ?? DateTimeOffset.MinValue;
        var steps = picture.Record.Stops.Select(step => (step.At < armed ? armed : step.At, step.Stop, step.Kind)).ToList();
        if (picture.Present.Guard is { } guard && (steps.Count == 0 || guard.Stop > steps[^1].Stop)) steps.Add((steps.Count == 0 ? guard.ArmedAt : picture.Now, guard.Stop, guard.StopKind));
        return steps;
    }

    private static string Words(OrderSide side, Quantity quantity) =>
        Figures.Words(side == OrderSide.Bid ? PositionText.MarkBought : PositionText.MarkSold, Figures.Quantity(quantity));
}
