using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Live;

namespace CoinPulse.Web.Trading;

/// <summary>Tells a person's open pages what the engine has just done for them.</summary>
internal sealed class TradingTopics(ITradingNews news, LiveUpdates updates) : IHostedService
{
    private IDisposable? _hearing;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _hearing = news.Subscribe(Tell);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _hearing?.Dispose();
        return Task.CompletedTask;
    }

    private void Tell(UserId owner, TradingTopic topic) => updates.Publish(owner, topic switch
    {
        TradingTopic.Positions => LiveTopic.Positions,
        TradingTopic.Decisions => LiveTopic.Decisions,
        TradingTopic.Account => LiveTopic.Account,
    });
}
