using System.Collections.Immutable;

namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>Those who want to hear of every change of one account's orders.</summary>
internal sealed class OrderStream
{
    private ImmutableArray<Action<ExchangeOrder>> _subscribers = [];

    public IDisposable Subscribe(Action<ExchangeOrder> onChange)
    {
        ImmutableInterlocked.Update(ref _subscribers, list => list.Add(onChange));
        return new Subscription(() => ImmutableInterlocked.Update(ref _subscribers, list => list.Remove(onChange)));
    }

    public void Tell(ExchangeOrder order)
    {
        foreach (var subscriber in _subscribers) subscriber(order);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
