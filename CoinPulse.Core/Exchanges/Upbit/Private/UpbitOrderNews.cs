using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>
/// Tells whoever listens of every change of the pocket's orders. What the WebSocket says is a sign to look; what is told comes from the order itself, so that notices twice, out of
/// order or lost cannot make it wrong. After every gap everything that may have changed in it is looked at.
/// </summary>
/// <param name="closed">The pocket's ended orders, for gaps.</param>
internal sealed class UpbitOrderNews(UpbitPocket pocket, UpbitClosedOrders closed, TimeProvider wall, ILogger logger)
{
    private const int MostRemembered = 20_000;

    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<ExchangeOrderId, Told> _told = [];
    private readonly ConcurrentDictionary<ExchangeOrderId, long> _expected = [];
    private readonly Lock _gate = new();
    private readonly Lock _telling = new();
    private readonly HashSet<ExchangeOrderId> _toLookAt = [];
    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private ImmutableArray<Action<ExchangeOrder>> _subscribers = [];
    private volatile bool _isLooking;

    /// <summary>Everything that notices named has been looked at and told.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _toLookAt.Count == 0 && !_isLooking;
            }
        }
    }

    public IDisposable Subscribe(Action<ExchangeOrder> onChange)
    {
        ImmutableInterlocked.Update(ref _subscribers, list => list.Add(onChange));
        return new Subscription(() => ImmutableInterlocked.Update(ref _subscribers, list => list.Remove(onChange)));
    }

    /// <summary>Upbit has accepted this order: a notice of it is due.</summary>
    public void Expect(ExchangeOrderId id) => _expected.TryAdd(id, wall.GetTimestamp());

    /// <summary>How long the oldest notice that is due has not come. A line that is open and brings none is deaf.</summary>
    public TimeSpan Overdue() => _expected.IsEmpty ? TimeSpan.Zero : _expected.Values.Select(stamp => wall.GetElapsedTime(stamp)).DefaultIfEmpty().Max();

    /// <summary>What is due on a line that is gone will not come any more.</summary>
    public void ExpectNothing() => _expected.Clear();

    public void Hear(UpbitOrderNotice notice)
    {
        if (notice.Uuid is not { Length: > 0 } uuid) return;
        var id = ExchangeOrderId.From(uuid);
        _expected.TryRemove(id, out _);
        if (_told.TryGetValue(id, out var told) && told.IsFinal) return;
        LookAt([id]);
    }

    /// <summary>Tells of an order as it was just read, unless that, or something newer, has been told.</summary>
    public void Tell(ExchangeOrder order)
    {
        lock (_telling)
        {
            var now = new Told(order.State, order.Executed, order.Trades.Count);
            if (_told.TryGetValue(order.Id, out var before) && (before == now || before.IsFinal || now.IsOlderThan(before))) return;
            if (_told.Count >= MostRemembered) Forget();
            _told[order.Id] = now;
        }

        foreach (var subscriber in _subscribers) subscriber(order);
    }

    /// <summary>Looks at what notices name, for ever. What cannot be read now is looked at again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _work.Reader.ReadAsync(cancellationToken);
            foreach (var id in Take())
            {
                if (!await LookAsync(id, cancellationToken))
                {
                    LookAt([id]);
                    await Task.Delay(Again, wall, cancellationToken);
                }
            }

            _isLooking = false;
        }
    }

    /// <summary>
    /// After a gap: every order that ended in it, every open one, and every one that was open when we last told of it. Asks until it is answered, more and more seldom: a maintenance
    /// takes hours, and every pocket asks.
    /// </summary>
    /// <param name="since">Until when we surely heard everything.</param>
    public async Task CatchUpAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        for (var pause = Again; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var ended = await closed.SinceAsync(since - Overlap, cancellationToken);
            var open = await UpbitOpenOrders.ReadAsync(pocket, cancellationToken);
            if (ended.Kind == AnswerKind.Answered && open.Kind == AnswerKind.Answered)
            {
                foreach (var order in ended.Value) Tell(order);
                LookAt(open.Value.Where(order => order.Uuid is { Length: > 0 }).Select(order => ExchangeOrderId.From(order.Uuid!)).Concat(Unfinished()));
                return;
            }

            logger.LogWarning("What happened since {Since} could not be read: {Fault}", since, ended.Fault ?? open.Fault);
            await Task.Delay(pause, wall, cancellationToken);
        }
    }

    private async Task<bool> LookAsync(ExchangeOrderId id, CancellationToken cancellationToken)
    {
        var look = await pocket.OrderAsync(UpbitOrderName.Of(id), cancellationToken);
        if (look is { Kind: AnswerKind.Refused, Fault.IsPassing: false }) return true;   // no such order for this key; there is nothing to tell
        if (look.Kind != AnswerKind.Answered) return false;
        if (UpbitOrderReader.Read(look.Value) is not { } order || !UpbitExchange.IsInWon(order.Market)) return true;
        if (order is { IsFinal: true, TradesAreComplete: false }) return false;
        Tell(order);
        return true;
    }

    // In an order of its own: a dictionary's differs from process to process, and a seed of the simulation has to tell the same again.
    private IEnumerable<ExchangeOrderId> Unfinished() => _told.Where(told => !told.Value.IsFinal).Select(told => told.Key).OrderBy(id => id.Value, StringComparer.Ordinal);

    private void LookAt(IEnumerable<ExchangeOrderId> ids)
    {
        lock (_gate)
        {
            _toLookAt.UnionWith(ids);
            if (_toLookAt.Count == 0) return;
        }

        _work.Writer.TryWrite(true);
    }

    private List<ExchangeOrderId> Take()
    {
        lock (_gate)
        {
            List<ExchangeOrderId> taken = [.. _toLookAt];
            _toLookAt.Clear();
            _isLooking = true;
            return taken;
        }
    }

    // What has ended is not told of again: forgetting it costs one look at most.
    private void Forget()
    {
        foreach (var (id, told) in _told)
        {
            if (told.IsFinal) _told.TryRemove(id, out _);
        }
    }

    private readonly record struct Told(ExchangeOrderState State, Money.Quantity Executed, int Trades)
    {
        public bool IsFinal => State != ExchangeOrderState.Waiting;

        /// <summary>Two looks at once may come back in the other order; what has been filled is never less later.</summary>
        public bool IsOlderThan(Told other) => Executed < other.Executed || (!IsFinal && Executed == other.Executed && Trades < other.Trades);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
