using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Markets.Hub;

/// <summary>Runs the one source: warms up, runs, and begins again with growing pauses when it breaks.</summary>
internal sealed class MarketFeed(MarketHub hub, IMarketSource source, TimeProvider wall, ILogger<MarketFeed> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private bool _isWarm;

    [SuppressMessage("Design", "CA1031", Justification = "The supervisor of a standing loop: whatever breaks the feed, it is begun again.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Warming up is seconds of computing; the host must not wait for it before it starts the rest.
        await Task.Yield();
        var pause = TimeSpan.FromSeconds(1);
        while (!stoppingToken.IsCancellationRequested)
        {
            var startedAt = wall.GetTimestamp();
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "The price feed {Source} broke; beginning again in {Seconds} s", source.Name, pause.TotalSeconds);
            }

            hub.Enter(_isWarm ? FeedState.Down : FeedState.WarmingUp);
            if (wall.GetElapsedTime(startedAt) > LongestPause) pause = TimeSpan.FromSeconds(1);
            await Task.Delay(pause, wall, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!_isWarm)
        {
            var startedAt = wall.GetTimestamp();
            hub.Clear();
            await source.WarmUpAsync(hub, cancellationToken);
            _isWarm = true;
            logger.LogInformation("Prices from {Source}: {Markets} markets warmed up in {Seconds:0.0} s", source.Name, hub.Markets.Count, wall.GetElapsedTime(startedAt).TotalSeconds);
        }

        hub.Enter(FeedState.Live);
        await source.RunAsync(hub, cancellationToken);
    }
}
