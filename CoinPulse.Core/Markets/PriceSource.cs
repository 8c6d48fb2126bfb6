namespace CoinPulse.Core.Markets;

/// <summary>
/// Where prices come from. Part of the key of every candle, price, paper account, position and statistic: nothing made under
/// one source is read, shown or summed under another.
/// </summary>
public enum PriceSource
{
    Upbit,
    Simulated,
    Replay,
}
