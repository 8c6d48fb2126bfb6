using System.Collections.Concurrent;
using System.Collections.Immutable;
using CoinPulse.Core.Accounts;

namespace CoinPulse.Web.Live;

/// <summary>
/// Tells open pages that something of their person changed. Publishing is cheap and never waits: a subscriber is called on another
/// thread, at most once a second, never twice at once and never under a lock; what happens in between is told once, at the end of that second.
/// </summary>
public sealed class LiveUpdates(TimeProvider wall, ILogger<LiveUpdates> log)
{
    /// <summary>The shortest time between two calls of one subscriber.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(UserId Owner, LiveTopic Topic), ImmutableArray<LiveSubscription>> _listening = new();

    /// <summary>Calls <paramref name="callback"/> after changes of <paramref name="topic"/> that concern the owner, until the result is disposed.</summary>
    public IDisposable Subscribe(UserId owner, LiveTopic topic, Func<Task> callback)
    {
        var subscription = new LiveSubscription(wall, log, callback, ended => Remove((owner, topic), ended));
        _listening.AddOrUpdate((owner, topic), [subscription], (_, others) => others.Add(subscription));
        return subscription;
    }

    /// <summary>Something of one person changed.</summary>
    public void Publish(UserId owner, LiveTopic topic)
    {
        if (_listening.TryGetValue((owner, topic), out var subscriptions)) Signal(subscriptions);
    }

    /// <summary>Something that everybody sees changed.</summary>
    public void PublishForEveryone(LiveTopic topic)
    {
        foreach (var (key, subscriptions) in _listening)
        {
            if (key.Topic == topic) Signal(subscriptions);
        }
    }

    private static void Signal(ImmutableArray<LiveSubscription> subscriptions)
    {
        foreach (var subscription in subscriptions) subscription.Signal();
    }

    private void Remove((UserId Owner, LiveTopic Topic) key, LiveSubscription ended)
    {
        while (_listening.TryGetValue(key, out var before))
        {
            var after = before.Remove(ended);
            var pair = KeyValuePair.Create(key, before);
            if (after.IsEmpty ? _listening.TryRemove(pair) : _listening.TryUpdate(key, after, before)) return;
        }
    }
}
