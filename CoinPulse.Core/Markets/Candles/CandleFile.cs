namespace CoinPulse.Core.Markets.Candles;

/// <summary>What became of the file of candles at this start. Candles can be had again; what moves money lies elsewhere and never waits for them.</summary>
public sealed class CandleFile
{
    private volatile string? _setAside;

    /// <summary>The name under which a file that could not be used lies beside the new, empty one; null when nothing was wrong.</summary>
    public string? SetAside
    {
        get => _setAside;
        internal set => _setAside = value;
    }
}
