using CoinPulse.Core.Operations;

namespace CoinPulse.Core.Markets.Candles;

/// <summary>Candles of one minute, of the source that prices come from now; another source's time does not pass.</summary>
internal sealed class RetainedMinutes(ICandleStore candles, IMarketHub hub) : IRetained
{
    public string What => "minute-candles";

    public bool FollowsMarket => true;

    public int KeptDays(RetentionPeriods periods) => periods.MinuteCandles;

    public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        candles.DropBeforeForEveryoneAsync(hub.Source, CandleUnit.Minute1, DateOnly.FromDateTime(before.UtcDateTime), cancellationToken);
}
