using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Markets.Hub;

/// <summary>Who is told of every event, in order. One that throws is logged and told again of the next event: it stops neither the others nor the feed.</summary>
internal sealed class Subscribers(TimeProvider wall, ILogger logger)
{
    private static readonly TimeSpan BetweenComplaints = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private Subscriber[] _inOrder = [];

    public IDisposable Add(Action<PriceEvent> onEvent, SubscriptionOrder order)
    {
        var subscriber = new Subscriber(this, onEvent, order);
        lock (_gate)
        {
            // OrderBy is stable: within one order, first come, first told.
            Volatile.Write(ref _inOrder, [.. _inOrder.Append(subscriber).OrderBy(s => s.Order)]);
        }

        return subscriber;
    }

    public void Tell(PriceEvent change)
    {
        foreach (var subscriber in Volatile.Read(ref _inOrder)) Tell(subscriber, change);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The supervisor of a standing loop: one subscriber's bug must not take the prices from the others.")]
    private void Tell(Subscriber subscriber, PriceEvent change)
    {
        try
        {
            subscriber.OnEvent(change);
        }
        catch (Exception exception)
        {
            Complain(subscriber, change, exception);
        }
    }

    private void Complain(Subscriber subscriber, PriceEvent change, Exception exception)
    {
        subscriber.Failures++;
        if (subscriber.LastComplaint is { } stamp && wall.GetElapsedTime(stamp) < BetweenComplaints) return;

        subscriber.LastComplaint = wall.GetTimestamp();
        logger.LogError(exception, "A {Order} subscriber ({Method}) failed on {Market}; {Failures} failures so far", subscriber.Order, subscriber.OnEvent.Method.Name, change.Market, subscriber.Failures);
    }

    private void Remove(Subscriber subscriber)
    {
        lock (_gate)
        {
            Volatile.Write(ref _inOrder, [.. _inOrder.Where(s => s != subscriber)]);
        }
    }

    private sealed class Subscriber(Subscribers owner, Action<PriceEvent> onEvent, SubscriptionOrder order) : IDisposable
    {
        public Action<PriceEvent> OnEvent { get; } = onEvent;

        public SubscriptionOrder Order { get; } = order;

        public int Failures { get; set; }

        public long? LastComplaint { get; set; }

        public void Dispose() => owner.Remove(this);
    }
}
