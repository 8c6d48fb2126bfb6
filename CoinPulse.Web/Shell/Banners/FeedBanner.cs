using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Time;
using CoinPulse.Web.Shared;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Shell.Banners;

/// <summary>Says when prices are not the market's, and when they do not come.</summary>
internal sealed class FeedBanner(IMarketHub hub, CandleFile candles, EngineClock clock, IOptions<MarketOptions> options) : IBannerSource
{
    private static readonly TimeSpan PastIsLate = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan NoticeableSkew = TimeSpan.FromSeconds(10);

    public IEnumerable<BannerNotice> For(UserId owner)
    {
        if (OfSource() is { } source) yield return source;
        if ((OfState() ?? OfPast()) is { } state) yield return state;
        if (candles.SetAside is { } file) yield return new("candles", BannerSeverity.Warning, Figures.Words(ShellText.BannerCandleFile, file));
        if (OfClock() is { } clocks) yield return clocks;
    }

    private BannerNotice? OfSource()
    {
        var speed = options.Value.Speed.ToString("0.##", CultureInfo.InvariantCulture);
        return hub.Source switch
        {
            PriceSource.Upbit => null,
            PriceSource.Simulated => new("source", BannerSeverity.Info, Figures.Words(ShellText.BannerSimulated, speed)),
            PriceSource.Replay => new("source", BannerSeverity.Info, Figures.Words(ShellText.BannerReplay, options.Value.Speed == 0 ? ShellText.BannerReplayUnpaced : $"×{speed}", Figures.Time(clock.GetUtcNow()))),
        };
    }

    private BannerNotice? OfState() => hub.State switch
    {
        FeedState.Live => null,
        FeedState.WarmingUp => new("feed", BannerSeverity.Warning, With(Why(), ShellText.BannerFeedWarmingUp)),
        FeedState.Stale when Why() is { } why => new("feed", BannerSeverity.Warning, With(why, ShellText.BannerFeedPolled)),
        FeedState.Stale => new("feed", BannerSeverity.Warning, Figures.Words(ShellText.BannerFeedStale, Figures.Span(hub.Age ?? TimeSpan.Zero))),
        FeedState.Down when hub.Trouble == FeedTrouble.RecordingOver => new("feed", BannerSeverity.Info, ShellText.BannerFeedRecordingOver),
        FeedState.Down => new("feed", BannerSeverity.Danger, With(Why(), ShellText.BannerFeedDown)),
    };

    // Candles close by the exchange's clock whatever ours says; time-outs and the times on the pages do not.
    private BannerNotice? OfClock() => hub.ClockAhead.Duration() < NoticeableSkew
        ? null
        : new("clock", BannerSeverity.Warning, Figures.Words(hub.ClockAhead > TimeSpan.Zero ? ShellText.BannerClockBehind : ShellText.BannerClockAhead, Figures.Span(hub.ClockAhead)));

    /// <summary>Prices come, and yet nothing is decided on: what was missed before is not here.</summary>
    private BannerNotice? OfPast() => hub.Source == PriceSource.Upbit && hub.ClosedThrough is var through && (through is null || clock.GetUtcNow() + hub.ClockAhead - through > PastIsLate)
        ? new("feed", BannerSeverity.Warning, ShellText.BannerPastMissing)
        : null;

    private static string With(string? why, string what) => why is null ? what : $"{why} {what}";

    private string? Why() => hub.Trouble switch
    {
        FeedTrouble.None or FeedTrouble.RecordingOver => null,
        FeedTrouble.NoAnswer => ShellText.BannerFeedNoAnswer,
        FeedTrouble.Silent => ShellText.BannerFeedSilent,
        FeedTrouble.Blocked => ShellText.BannerFeedBlocked,
        FeedTrouble.Maintenance => ShellText.BannerFeedMaintenance,
    };
}
