using CoinPulse.Core.Accounts;
using CoinPulse.Core.Holdings;
using CoinPulse.Web.Live;

namespace CoinPulse.Web.Holdings;

/// <summary>What holdings put into the frame.</summary>
internal static class HoldingsPages
{
    public static IServiceCollection AddHoldingsPages(this IServiceCollection services) => services.AddHostedService<HoldingsTopics>();
}

/// <summary>Tells a person's open pages that an order of theirs has just been written down.</summary>
internal sealed class HoldingsTopics(HistoryNews news, LiveUpdates updates) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        news.Kept += Tell;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        news.Kept -= Tell;
        return Task.CompletedTask;
    }

    private void Tell(UserId owner) => updates.Publish(owner, LiveTopic.Orders);
}
