using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Notifications;

/// <summary>No prices for a minute.</summary>
internal sealed class SilentFeed(IMarketHub hub, TimeProvider wall) : IConditionSource
{
    private const string Key = "feed:prices";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _since;

    public Task<Outlook> LookAsync(CancellationToken cancellationToken)
    {
        var now = wall.GetUtcNow();
        if (hub.State is FeedState.Live) _since = null;
        else if (hub.State is FeedState.Stale or FeedState.Down) _since ??= now;
        Condition[] standing = _since is { } since && now - since >= Patience
            ? [new Condition(Key, since, null, NoticeKind.FeedSilent, NoticeKind.FeedBack, null, new Dictionary<string, string>(StringComparer.Ordinal) { ["source"] = hub.Source.ToString() })]
            : [];
        return Task.FromResult(new Outlook(Key, standing, hub.State == FeedState.Live ? [Key] : []));
    }
}
