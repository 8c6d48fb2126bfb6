using CoinPulse.Core.Markets.Indicators;

namespace CoinPulse.Web.Shared;

/// <summary>The panes of a price chart from the top down: candles, volume, and one for each study that has its own.</summary>
/// <param name="Studies">Those with a pane, in order.</param>
/// <param name="Domains">Where each pane stands, as parts of the whole height from its foot.</param>
public sealed record ChartPanes(IReadOnlyList<Study> Studies, IReadOnlyList<(decimal From, decimal To)> Domains)
{
    private const decimal Gap = 0.04m;

    /// <summary>What one pane adds to the height of a chart, in pixels.</summary>
    public const int Height = 110;

    /// <summary>The axis of a study's pane: <c>y3</c> for the first.</summary>
    public string AxisOf(Study study) => study.HasPane() ? $"y{Studies.ToList().IndexOf(study) + 3}" : "y";

    public static ChartPanes Of(IReadOnlyList<Study> studies)
    {
        List<Study> own = [.. studies.Where(study => study.HasPane())];
        decimal[] weights = [4, 1, .. own.Select(_ => 1.3m)];
        var room = (1 - Gap * (weights.Length - 1)) / weights.Sum();
        var top = 1m;
        var domains = new List<(decimal, decimal)>();
        foreach (var weight in weights)
        {
            var foot = weight == weights[^1] && domains.Count == weights.Length - 1 ? 0 : Math.Round(top - weight * room, 4);
            domains.Add((foot, top));
            top = foot - Gap;
        }

        return new ChartPanes(own, domains);
    }
}
