using CoinPulse.Core.Markets;

namespace CoinPulse.Web.Live;

/// <summary>Tells open pages once a second that prices have moved; they read what they show themselves.</summary>
internal sealed class LiveFeed(IMarketHub hub, LiveUpdates updates, TimeProvider wall) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var moved = 0;
        using var prices = hub.Subscribe(_ => Interlocked.Exchange(ref moved, 1));
        using var timer = new PeriodicTimer(Beat, wall);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Interlocked.Exchange(ref moved, 0) == 1) updates.PublishForEveryone(LiveTopic.Prices);
        }
    }
}
