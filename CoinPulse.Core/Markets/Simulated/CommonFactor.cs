namespace CoinPulse.Core.Markets.Simulated;

/// <summary>One step of what moves all coins together: log return at beta 1, its variance, and a jump (0 almost always).</summary>
internal readonly record struct FactorStep(double Shock, double Variance, double Jump);

/// <summary>The tide: calm, steady and stormy spells that last hours to days, and now and then a jump on news.</summary>
internal sealed class CommonFactor(Noise noise)
{
    private const double SigmaPerDay = 0.021;
    private const double JumpsPerDay = 0.2;
    private const double SecondsPerDay = 86_400;

    private Mood _mood = Mood.Steady;

    private enum Mood
    {
        Calm,
        Steady,
        Stormy,
    }

    public FactorStep Step(double seconds)
    {
        if (noise.Chance(seconds / LengthOf(_mood))) _mood = After(_mood);

        var sigma = SigmaPerDay * LivelinessOf(_mood);
        var variance = sigma * sigma * seconds / SecondsPerDay;
        var jump = noise.Chance(JumpsPerDay * seconds / SecondsPerDay) ? 0.012 * noise.Normal() : 0;
        return new FactorStep(Math.Sqrt(variance) * noise.Normal(), variance, jump);
    }

    private static double LengthOf(Mood mood) => mood switch
    {
        Mood.Calm => 20 * 3_600,
        Mood.Steady => 30 * 3_600,
        Mood.Stormy => 6 * 3_600,
    };

    private static double LivelinessOf(Mood mood) => mood switch
    {
        Mood.Calm => 0.6,
        Mood.Steady => 1,
        Mood.Stormy => 2.1,
    };

    private Mood After(Mood mood) => mood switch
    {
        Mood.Steady => noise.Chance(0.6) ? Mood.Calm : Mood.Stormy,
        _ => Mood.Steady,
    };
}
