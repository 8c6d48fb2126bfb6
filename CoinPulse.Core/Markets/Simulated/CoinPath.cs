namespace CoinPulse.Core.Markets.Simulated;

/// <summary>
/// The fair price of one coin through time, as the logarithm of its ratio to the base price, and how busy its market is.
/// </summary>
/// <remarks>
/// Each part (common factor, own movement with a volatility that itself wanders, own jumps, episodes) is compensated so that the expected price
/// a step later is the price now, whatever has been seen: no rule that reads past prices has an edge, and after fees and spread every rule
/// loses on average, buying and holding included by its one fee. The single exception is far out: beyond about 4.5 times the base price or its
/// inverse a weak pull keeps a market that runs for years in a plausible range.
/// </remarks>
internal sealed class CoinPath(SimulatedCoin coin, Noise noise)
{
    private const double SecondsPerDay = 86_400;
    private const double JumpsPerDay = 0.35;
    private const double FarOut = 1.5;
    private const double PullPerDay = 0.05;

    private readonly Episode _episode = new(noise, coin.OwnSigma / 0.03);
    private double _wander;
    private double _bustle;
    private double _sinceWander;
    private double _ownStress = 1;
    private double _ownActivity = 1;

    /// <summary>ln(price / base price).</summary>
    public double Log { get; set; }

    public EpisodeKind EpisodeKind => _episode.Kind;

    public EpisodePhase EpisodePhase => _episode.Phase;

    /// <summary>Own liveliness against quiet times; spreads widen with it.</summary>
    public double Stress { get; private set; } = 1;

    /// <summary>Turnover against an ordinary moment; its long mean is near 1 outside of episodes.</summary>
    public double Activity { get; private set; } = 1;

    public double Price => coin.BasePrice * Math.Exp(Log);

    public void Step(double seconds, in FactorStep factor)
    {
        Wander(seconds);
        var moved = _episode.Step(seconds);

        var sigma = coin.OwnSigma * Stress;
        var variance = sigma * sigma * seconds / SecondsPerDay;
        moved += coin.Beta * factor.Shock - 0.5 * coin.Beta * coin.Beta * factor.Variance;
        moved += Math.Sqrt(variance) * noise.Normal() - 0.5 * variance;
        if (factor.Jump != 0) moved += Fair(coin.Beta * factor.Jump);
        if (noise.Chance(JumpsPerDay * seconds / SecondsPerDay)) moved += Fair(coin.OwnSigma * 0.8 * noise.Normal());
        if (Math.Abs(Log) > FarOut) moved -= Math.Sign(Log) * (Math.Abs(Log) - FarOut) * PullPerDay * seconds / SecondsPerDay;

        Log += moved;
    }

    // A jump up or down by the same logarithm is, on average, a rise by cosh: taken off.
    private static double Fair(double jump) => jump - Math.Log(Math.Cosh(jump));

    private void Wander(double seconds)
    {
        _sinceWander += seconds;
        if (_sinceWander >= 60)
        {
            _wander = Revert(_wander, 8 * 3_600, 0.35);
            _bustle = Revert(_bustle, 40 * 60, 0.6);
            _sinceWander = 0;
            (_ownStress, _ownActivity) = (Math.Exp(_wander - 0.06), Math.Exp(_bustle + 0.8 * _wander - 0.22));
        }

        Stress = _ownStress * _episode.Liveliness;
        Activity = _ownActivity * _episode.Activity;
    }

    /// <summary>One step back towards 0 with the deviation <paramref name="spread"/> in the long run (Ornstein and Uhlenbeck).</summary>
    private double Revert(double value, double seconds, double spread)
    {
        var kept = Math.Exp(-_sinceWander / seconds);
        return kept * value + spread * Math.Sqrt(1 - kept * kept) * noise.Normal();
    }
}
