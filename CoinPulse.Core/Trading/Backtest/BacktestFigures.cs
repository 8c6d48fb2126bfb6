using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Rules;

namespace CoinPulse.Core.Trading.Backtest;

/// <summary>What is said of a backtest.</summary>
/// <param name="From">The first moment at which it could have bought.</param>
/// <param name="Until">When the last candle closed.</param>
/// <param name="Return">Of the whole account: won and coins at the end, less the fee of selling what is left.</param>
/// <param name="Profit">Of the closed positions, after every fee.</param>
/// <param name="Fees">Of every fill, and of selling what is left.</param>
/// <param name="Closed">Positions that came to their end; a win is net profit above zero.</param>
/// <param name="Left">Positions that still held coins at the end.</param>
/// <param name="Drawdown">The deepest fall from a peak of the equity, looked at when candles open.</param>
/// <param name="BuyAndHold">Every market that had a price at the beginning bought in equal parts and sold at the end, both fees paid; null without one.</param>
/// <param name="Refusals">Why wishes were refused, by how often, the commonest first.</param>
/// <param name="Fingerprint">Of every decision, position, fill and point of the equity: equal for runs that are the same to the last won.</param>
public sealed record BacktestFigures(
    DateTimeOffset From,
    DateTimeOffset Until,
    Percent Return,
    Krw Profit,
    Krw Fees,
    int Closed,
    int Wins,
    int Left,
    Percent Drawdown,
    Percent? BuyAndHold,
    IReadOnlyList<(string Code, int Count)> Refusals,
    bool TiesOut,
    string Fingerprint)
{
    public Percent? WinRate => Closed == 0 ? null : new Percent((decimal)Wins / Closed);

    public static BacktestFigures Of(BacktestRequest request, BacktestResult result)
    {
        var fee = VenueFacts.Krw.Fee;
        var (from, until) = request.Stretch;
        var lastFee = (result.FinalEquity - result.FinalCash) * fee.Fraction;
        var end = result.FinalEquity - lastFee;
        var closed = result.Positions.Where(position => position.State == PositionState.Closed).ToList();
        return new BacktestFigures(
            from,
            until,
            Growth(request.Cash, end),
            result.Profit,
            result.Fills.Aggregate(lastFee, (sum, fill) => sum + fill.Fee),
            closed.Count,
            closed.Count(position => position.IsWin),
            result.Positions.Count(position => position.Held.IsPositive && position.IsLive),
            DeepestFall([request.Cash, .. result.Equity.Select(point => point.Equity), end]),
            Held(request, from, until, fee),
            [.. result.Decisions.Where(decision => decision.Kind == Cycle.DecisionKind.Refused).GroupBy(decision => decision.Why.Code)
                .Select(reason => (reason.Key, reason.Sum(decision => decision.Count))).OrderByDescending(reason => reason.Item2).ThenBy(reason => reason.Key, StringComparer.Ordinal)],
            result.Violations.Count == 0,
            FingerprintOf(result));
    }

    public static Percent Growth(Krw begin, Krw end) => new(end.Value / begin.Value - 1);

    private static Percent DeepestFall(IEnumerable<Krw> equity)
    {
        var (peak, deepest) = (Krw.Zero, 0m);
        foreach (var point in equity)
        {
            peak = Krw.Max(peak, point);
            if (peak.IsPositive) deepest = Math.Max(deepest, 1 - point.Value / peak.Value);
        }

        return new Percent(deepest);
    }

    /// <summary>Bought at the last close before the beginning, as the account could first have bought.</summary>
    private static Percent? Held(BacktestRequest request, DateTimeOffset from, DateTimeOffset until, Percent fee)
    {
        var before = request.History.Where(batch => batch.Unit == request.Unit).ToLookup(batch => batch.Market, batch => batch.Candles);
        var markets = request.Played.Select(batch => (Candles: (IReadOnlyList<Candle>)[.. before[batch.Market].SelectMany(candles => candles), .. batch.Candles], Newest: (double?)batch.Candles[^1].Close)).ToList();
        return Markets.BuyAndHold.Curve(markets, request.Unit, from, fee, until) is [.., var last] ? new Percent((decimal)last.Factor - 1) : null;
    }

    private static string FingerprintOf(BacktestResult result)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var d in result.Decisions) Add($"{d.Strategy}|{d.Market}|{d.Kind}|{d.Opinion}|{d.Why}|{d.FirstAt:O}|{d.LastAt:O}|{d.Count}");
        foreach (var p in result.Positions) Add($"{p.Id.Value}|{p.Market}|{p.State}|{p.WhyBought}|{p.WhySold}|{p.Bought}|{p.BoughtFunds}|{p.Sold}|{p.SoldFunds}|{p.Profit}|{p.ClosedAt:O}");
        foreach (var f in result.Fills) Add($"{f.Order}|{f.Market}|{f.Side}|{f.Price}|{f.Quantity}|{f.Funds}|{f.Fee}|{f.At:O}");
        foreach (var e in result.Equity) Add($"{e.At:O}|{e.Equity}");
        Add($"{result.FinalEquity}|{result.FinalCash}");
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(FormattableString line) => hash.AppendData(Encoding.UTF8.GetBytes(line.ToString(CultureInfo.InvariantCulture) + "\n"));
    }
}
