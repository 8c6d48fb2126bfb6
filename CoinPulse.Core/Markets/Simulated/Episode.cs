namespace CoinPulse.Core.Markets.Simulated;

internal enum EpisodeKind
{
    None,
    Surge,
    Crash,
}

internal enum EpisodePhase
{
    /// <summary>Ten to forty-five minutes of steep prices at many times the ordinary volume.</summary>
    Onset,

    /// <summary>One to six hours on, slower.</summary>
    Run,

    /// <summary>Three to eighteen hours in which volume and liveliness fade; prices have no direction.</summary>
    Decay,
}

/// <summary>
/// Surges and crashes of one coin. While it runs, the price drifts one way and may at any moment turn back with one jump that ends the run;
/// the chance of that jump is chosen so that the expected price never changes. Whoever sees an episode knows that there will be
/// volume and movement, not where the price will be.
/// </summary>
/// <param name="noise">Where chance comes from.</param>
/// <param name="scale">How large the coin's episodes are; 1 is an ordinary small coin, bitcoin has a third.</param>
internal sealed class Episode(Noise noise, double scale)
{
    private const double PerDay = 0.16;
    private const double SecondsPerDay = 86_400;

    private double _left;
    private double _length;
    private double _slope;
    private double _reversal;

    public EpisodeKind Kind { get; private set; }

    public EpisodePhase Phase { get; private set; }

    /// <summary>By how much the coin's own movement is larger than in quiet times.</summary>
    public double Liveliness => Kind == EpisodeKind.None ? 1 : Phase switch
    {
        EpisodePhase.Onset => 2.2,
        EpisodePhase.Run => 1.6,
        EpisodePhase.Decay => 1 + 0.6 * _left / _length,
    };

    /// <summary>By how much more is traded than in quiet times.</summary>
    public double Activity => Kind == EpisodeKind.None ? 1 : Phase switch
    {
        EpisodePhase.Onset => 9,
        EpisodePhase.Run => 5,
        EpisodePhase.Decay => 1 + 2.5 * _left / _length,
    };

    /// <summary>Moves on and returns the log return that the episode adds; its expected factor on the price is exactly 1.</summary>
    public double Step(double seconds)
    {
        if (Kind == EpisodeKind.None)
        {
            if (noise.Chance(PerDay * seconds / SecondsPerDay)) Begin();
            return 0;
        }

        var moved = Phase == EpisodePhase.Decay ? 0 : Drift(Math.Min(seconds, _left));
        _left -= seconds;
        if (_left <= 0) Next();
        return moved;
    }

    private double Drift(double seconds)
    {
        var turned = Math.Exp(Kind == EpisodeKind.Surge ? -_reversal : _reversal);
        var chance = Math.Min(0.5, _slope * seconds / Math.Abs(1 - turned));
        if (noise.Chance(chance))
        {
            Enter(EpisodePhase.Decay);
            return Math.Log(turned);
        }

        // (1 - chance) * e^drift + chance * turned = 1: nobody gains by knowing that it runs.
        return Math.Log((1 - chance * turned) / (1 - chance));
    }

    private void Begin()
    {
        Kind = noise.Chance(0.5) ? EpisodeKind.Surge : EpisodeKind.Crash;
        Enter(EpisodePhase.Onset);
    }

    private void Next()
    {
        switch (Phase)
        {
            case EpisodePhase.Onset:
                Enter(noise.Chance(0.7) ? EpisodePhase.Run : EpisodePhase.Decay);
                break;
            case EpisodePhase.Run:
                Enter(EpisodePhase.Decay);
                break;
            case EpisodePhase.Decay:
                Kind = EpisodeKind.None;
                break;
        }
    }

    private void Enter(EpisodePhase phase)
    {
        Phase = phase;
        var (hours, rise) = phase switch
        {
            EpisodePhase.Onset => (noise.Between(10, 45) / 60, Math.Min(0.25, scale * 0.035 * Math.Exp(0.8 * noise.Normal()))),
            EpisodePhase.Run => (noise.Between(1, 6), Math.Min(0.25, scale * 0.045 * Math.Exp(0.7 * noise.Normal()))),
            EpisodePhase.Decay => (noise.Between(3, 18), 0),
        };
        _left = _length = hours * 3_600;
        _slope = rise / _length;
        _reversal = rise * 0.9;
    }
}
