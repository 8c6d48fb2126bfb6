using System.Collections.Concurrent;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>
/// Orders that ended, with their trades. Upbit lists them by when they were created, a week at a time and without trades; so a week more than asked for is read, and each order that
/// traded is asked for by itself, once: what has ended never changes again.
/// </summary>
/// <remarks>
/// When a cancelled order ended is told nowhere: it counts as ended when this process first saw it so. An order that rested for longer than a week before it ended is found by its
/// key, not here; if it was a person's own, the balances tell of it.
/// </remarks>
internal sealed class UpbitClosedOrders(UpbitPocket pocket, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Ended> _known = new(StringComparer.Ordinal);

    /// <returns>Oldest first.</returns>
    public async Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> SinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var from = since - UpbitPocket.ClosedWindow;
        var listed = await ListAsync(from, DateTimeOffset.MaxValue, cancellationToken);
        if (listed.Kind != AnswerKind.Answered) return listed.Map<IReadOnlyList<ExchangeOrder>>(_ => []);

        var found = new List<Ended>();
        foreach (var order in listed.Value)
        {
            var ended = await EndOfAsync(order, cancellationToken);
            if (ended.Kind != AnswerKind.Answered) return ended.Map<IReadOnlyList<ExchangeOrder>>(_ => []);
            if (ended.Value is { } end && (end.SeenAt >= since || end.TradedAt >= since)) found.Add(end);
        }

        foreach (var (id, old) in _known)
        {
            if (old.Order.CreatedAt < from) _known.TryRemove(id, out _);
        }

        return ExchangeAnswer<IReadOnlyList<ExchangeOrder>>.Of([.. found.OrderBy(end => end.TradedAt).Select(end => end.Order)]);
    }

    /// <summary>What was created from a moment on and before another and has ended, a week at a time and without trades.</summary>
    public async Task<ExchangeAnswer<IReadOnlyList<UpbitOrder>>> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, UpbitOrder>(StringComparer.Ordinal);
        while (from <= clock.GetUtcNow() && from < to)
        {
            var page = await pocket.ClosedAsync(from, cancellationToken);
            if (page.Kind != AnswerKind.Answered) return page;
            foreach (var order in page.Value.Where(order => order.Uuid is not null)) all[order.Uuid!] = order;

            // A full page ends somewhere inside the week: go on from the moment of its last order, which is then seen twice.
            var last = page.Value.Count == UpbitPocket.MostClosed ? page.Value[^1].CreatedAt : null;
            from = last > from ? last.Value : from + UpbitPocket.ClosedWindow;
        }

        return ExchangeAnswer<IReadOnlyList<UpbitOrder>>.Of([.. all.Values]);
    }

    /// <returns>Null inside for an order of a market that is not counted in won, or one that does not read.</returns>
    private async Task<ExchangeAnswer<Ended?>> EndOfAsync(UpbitOrder listed, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(listed.Uuid!, out var known)) return ExchangeAnswer<Ended?>.Of(known);

        if (UpbitOrderReader.Read(listed) is not { } order || !UpbitExchange.IsInWon(order.Market)) return ExchangeAnswer<Ended?>.Of(null);
        if (!order.TradesAreComplete)
        {
            var whole = await pocket.OrderAsync(UpbitOrderName.Of(order.Id), cancellationToken);
            if (whole.Kind != AnswerKind.Answered) return whole.Map<Ended?>(_ => null);
            if (UpbitOrderReader.Read(whole.Value) is not { IsFinal: true, TradesAreComplete: true } complete) return ExchangeAnswer<Ended?>.Unknown($"order {order.Id} ended and its trades are not all there yet");
            order = complete;
        }

        var ended = new Ended(order, order.Trades.Count > 0 ? order.Trades[^1].At : order.CreatedAt, clock.GetUtcNow());
        _known[listed.Uuid!] = ended;
        return ExchangeAnswer<Ended?>.Of(ended);
    }

    /// <param name="TradedAt">Its last trade, or its creation: the earliest that it can have ended.</param>
    /// <param name="SeenAt">When we first saw that it had ended: the latest.</param>
    private sealed record Ended(ExchangeOrder Order, DateTimeOffset TradedAt, DateTimeOffset SeenAt);
}
