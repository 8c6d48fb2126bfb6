namespace CoinPulse.Core.Trading.Strategies;

/// <summary>Where a person may begin. A preset only fills the form; nothing is kept until the person saves it.</summary>
public enum SettingsPreset
{
    /// <summary>Fewer and smaller positions, tighter stops.</summary>
    Cautious,

    /// <summary>The defaults.</summary>
    Standard,

    /// <summary>More and larger positions, wider stops: more to win and more to lose.</summary>
    Bold,

    /// <summary>The shortest candles, near stop and target, out after two hours: many trades, and many fees.</summary>
    Quick,
}
