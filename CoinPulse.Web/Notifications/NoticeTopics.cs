using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Web.Live;

namespace CoinPulse.Web.Notifications;

/// <summary>Tells a person's open pages that their centre has changed.</summary>
internal sealed class NoticeTopics(NoticeNews news, LiveUpdates updates) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        news.Changed += Tell;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        news.Changed -= Tell;
        return Task.CompletedTask;
    }

    private void Tell(UserId owner) => updates.Publish(owner, LiveTopic.Notices);
}
