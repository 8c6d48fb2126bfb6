using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Replay;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Backtest;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Web.Commands;

/// <summary>A backtest in the reader's language, line by line.</summary>
internal static class BacktestWords
{
    public static string Of(Recording recording)
    {
        var line = Words(BacktestText.Recording, recording.Tracks.Count, RecordedUnits.NameOf(recording.Unit), Day(recording.Begins), Day(recording.Ends));
        if (recording.IsConverted) line += $" {BacktestText.Converted}";
        return recording.Vanished.Count == 0 ? line : $"{line} {Words(BacktestText.Vanished, string.Join(", ", recording.Vanished.Select(gone => $"{gone.Key} {Day(gone.Value)}")))}";
    }

    public static IEnumerable<string> Of(StrategyId strategy, CandleUnit timeframe, BacktestFigures figures)
    {
        yield return "";
        yield return Words(BacktestText.Strategy, strategy.Value, RecordedUnits.NameOf(timeframe), Day(figures.From), Day(figures.Until));
        yield return Words(BacktestText.Return, Share(figures.Return), figures.BuyAndHold is { } held ? Share(held) : "–", Share(-figures.Drawdown));
        yield return Words(BacktestText.Trades, figures.Closed, figures.WinRate is { } rate ? Points(rate) : "–", figures.Wins, Won(figures.Profit), Won(figures.Fees), figures.Left);
        if (figures.Refusals.Count > 0) yield return Words(BacktestText.Refusals, string.Join(", ", figures.Refusals.Take(4).Select(refusal => $"{refusal.Code} {refusal.Count.ToString("N0", CultureInfo.InvariantCulture)}")));
        yield return figures.TiesOut ? BacktestText.TiesOut : BacktestText.DoesNotTieOut;
        yield return Words(BacktestText.Fingerprint, figures.Fingerprint);
    }

    public static string Of(RandomLives lives) => Words(BacktestText.Random, lives.Lives, Share(lives.Median), Share(lives.Low), Share(lives.High));

    private static string Words(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Points(Percent share) => share.Points.ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Share(Percent share) => share.Points.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) + " %";

    private static string Won(Krw won) => decimal.Round(won.Value).ToString("N0", CultureInfo.InvariantCulture);
}
