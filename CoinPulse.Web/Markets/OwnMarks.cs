using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Markets.Charts;
using CoinPulse.Web.Shared;
using CoinPulse.Web.Trading.Positions;

namespace CoinPulse.Web.Markets;

/// <summary>A person's trades in one market as marks on its chart: every fill of what is open, with the guard of the newest; of what is over, one buy and one sale at their means.</summary>
internal static class OwnMarks
{
    /// <returns>The marks, and the stop in force.</returns>
    public static (ChartMarks Marks, Price? Stop) Of(IReadOnlyList<PositionPicture> open, IReadOnlyList<Position> closed)
    {
        var past = closed.SelectMany(Ends);
        if (open.Count == 0) return (ChartMarks.None with { Trades = [.. past] }, null);

        // Two guards over each other could not be told apart: the newest position's is drawn, the others are a click away.
        var newest = open.OrderBy(picture => picture.Position.PlannedAt).Last();
        var marks = PositionChart.Of(newest);
        var fills = open.SelectMany(picture => PositionChart.Of(picture).Trades);
        return (marks with { Trades = [.. past, .. fills] }, PositionChart.Stop(newest));
    }

    private static IEnumerable<TradeMark> Ends(Position position)
    {
        if (position.OpenedAt is { } opened && position.Bought.IsPositive)
            yield return new TradeMark(opened, position.BoughtFunds / position.Bought, IsBuy: true, Figures.Words(PositionText.MarkBought, Figures.Quantity(position.Bought)));
        if (position.ClosedAt is { } over && position.Sold.IsPositive)
            yield return new TradeMark(over, position.SoldFunds / position.Sold, IsBuy: false, Figures.Words(PositionText.MarkSold, Figures.Quantity(position.Sold)));
    }
}
