using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Trading.Positions;

/// <summary>A candle length that a position's chart offers, as it stands in the address.</summary>
internal sealed record ChartUnit(string Key, CandleUnit Unit, Func<string> Title)
{
    public static IReadOnlyList<ChartUnit> All { get; } =
    [
        new("1m", CandleUnit.Minute1, () => PositionText.Unit_1m),
        new("5m", CandleUnit.Minute5, () => PositionText.Unit_5m),
        new("15m", CandleUnit.Minute15, () => PositionText.Unit_15m),
        new("1h", CandleUnit.Hour1, () => PositionText.Unit_1h),
        new("4h", CandleUnit.Hour4, () => PositionText.Unit_4h),
        new("1d", CandleUnit.Day1, () => PositionText.Unit_1d),
    ];

    /// <summary>The unit of the address; the one that shows the whole life well when it names none.</summary>
    public static CandleUnit Find(string? key, PositionPicture picture) =>
        All.FirstOrDefault(unit => unit.Key == key)?.Unit ?? PositionSpan.Of(picture.Position, picture.Now).BestUnit;
}

/// <summary>A position's life as its chart shows it.</summary>
internal static class PositionChart
{
    public static PriceChartData Of(PositionPicture picture, IReadOnlyList<Candle> candles)
    {
        var record = picture.Record;
        var steps = Steps(picture);
        var trails = steps.FindIndex(step => step.Kind == StopKind.Trailing);
        return new PriceChartData(
            picture.Position.Market,
            candles,
            [.. record.Fills.Select(fill => new TradeMark(fill.At, fill.Price, fill.Side == OrderSide.Bid, Words(fill.Side, fill.Quantity)))],
            [.. steps.Take(trails < 0 ? steps.Count : trails).Select(step => new PathPoint(step.At, step.Stop))],
            [.. steps.Skip(trails < 0 ? steps.Count : trails).Select(step => new PathPoint(step.At, step.Stop))],
            record.Guard?.TargetPrices ?? [],
            picture.Position.ClosedAt);
    }

    /// <summary>What moves while the chart is looked at; null when nothing does any more.</summary>
    public static PriceChartMove? Move(PositionPicture picture, IReadOnlyList<Candle> newest) =>
        picture.Position.IsLive ? new PriceChartMove(newest, picture.Present.Guard is { IsLive: true } guard ? guard.Stop : null) : null;

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
