using CoinPulse.Core.Markets.Hub;

namespace CoinPulse.Core.Markets.Simulated;

/// <summary>
/// Makes the past of the simulated market: all of it for a fresh one, the time that passed while the process was off for one that goes on.
/// The same paths as the live market in longer steps, so candles are a little narrower than live ones, not different in kind.
/// </summary>
/// <remarks>A pause is filled, as a real market does not wait for us: after it, guards meet the price as it then stands.</remarks>
internal sealed class SimulatedHistory(long seed, IReadOnlyList<SimulatedCoin> coins)
{
    public const int Days = 200;

    // The nearer, the finer: minutes for the charts, quarter hours for the month that a strategy on them looks back, hours for two months of four-hour candles.
    private static readonly (int DaysBack, int Seconds, CandleUnit Piece)[] Grain =
    [
        (11, 15, CandleUnit.Minute1),
        (32, 120, CandleUnit.Minute15),
        (63, 120, CandleUnit.Hour1),
        (int.MaxValue, 600, CandleUnit.Hour1),
    ];

    /// <summary>History up to <paramref name="end"/> that ends at each coin's base price.</summary>
    public void MakeFresh(DateTimeOffset end, IReadOnlyList<MarketBoard> boards) =>
        Walk(CandleUnit.Day1.OpenOf(end).AddDays(-Days), end, boards, lastSeen: null);

    /// <summary>The time between <paramref name="from"/> and <paramref name="end"/>, beginning at the prices that were last seen.</summary>
    public void FillPause(DateTimeOffset from, DateTimeOffset end, IReadOnlyList<MarketBoard> boards, IReadOnlyList<double> lastSeen) =>
        Walk(from, end, boards, lastSeen);

    private void Walk(DateTimeOffset from, DateTimeOffset end, IReadOnlyList<MarketBoard> boards, IReadOnlyList<double>? lastSeen)
    {
        var steps = StepsBetween(from, end);
        if (steps.Length == 0) return;

        var stream = seed ^ from.ToUnixTimeSeconds();
        var factor = new CommonFactor(new Noise(Noise.SeedFor(stream, "past")));
        var tide = Array.ConvertAll(steps, step => factor.Step(step.Seconds));

        Parallel.For(0, coins.Count, () => new Moment[steps.Length], (i, _, moments) =>
        {
            var coin = coins[i];
            var path = new CoinPath(coin, new Noise(Noise.SeedFor(stream, coin.Code)));
            if (lastSeen is not null) path.Log = Math.Log(lastSeen[i] / coin.BasePrice);
            for (var step = 0; step < steps.Length; step++)
            {
                path.Step(steps[step].Seconds, tide[step]);
                moments[step] = new Moment(path.Log, (float)path.Activity, (float)path.Stress);
            }

            // A fresh past is moved as a whole so that it ends at the base price: returns stay what they were drawn as.
            var shift = lastSeen is null ? -path.Log : 0;
            Print(coin, new Noise(Noise.SeedFor(stream, coin.Code + " tape")), steps, moments, shift, boards[i]);
            return moments;
        }, _ => { });
    }

    private static Stride[] StepsBetween(DateTimeOffset from, DateTimeOffset end)
    {
        var strides = new List<Stride>();
        var at = from;
        foreach (var (daysBack, seconds, piece) in Grain.Reverse())
        {
            // Each grain ends on a whole hour, so that no candle is made of two.
            var upTo = Grain.Where(finer => finer.DaysBack < daysBack).Select(finer => CandleUnit.Hour1.OpenOf(end.AddDays(-finer.DaysBack))).DefaultIfEmpty(end).Min();
            for (; at.AddSeconds(seconds) <= upTo; at = at.AddSeconds(seconds)) strides.Add(new Stride(at.AddSeconds(seconds), seconds, piece));
        }

        return [.. strides];
    }

    private static void Print(SimulatedCoin coin, Noise noise, Stride[] steps, Moment[] moments, double shift, MarketBoard board)
    {
        var tape = new Tape(coin, noise);
        Candle piece = default;
        CandleUnit? pieceUnit = null;
        for (var i = 0; i < steps.Length; i++)
        {
            // A step belongs to the candle in which it begins: the one that ends on the hour is the hour's last.
            var (at, seconds, unit) = steps[i];
            var began = at.AddSeconds(-seconds);
            if (pieceUnit is { } finished && began >= piece.OpenAt + finished.Length())
            {
                board.Add(piece, finished);
                pieceUnit = null;
            }

            var moment = moments[i];
            var fair = coin.BasePrice * Math.Exp(moment.Log + shift);
            if (tape.Trade(fair, moment.Stress, moment.Activity, seconds, began) is not { } print) continue;
            piece = pieceUnit is null ? CandleMath.FirstOf(unit.OpenOf(began), print.Price, print.Coins) : piece.With(print.Price, print.Coins);
            pieceUnit ??= unit;
        }

        if (pieceUnit is { } last && piece.OpenAt + last.Length() <= steps[^1].At) board.Add(piece, last);
    }

    private readonly record struct Stride(DateTimeOffset At, int Seconds, CandleUnit Unit);

    private readonly record struct Moment(double Log, float Activity, float Stress);
}
