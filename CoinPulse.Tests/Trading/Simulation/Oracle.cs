namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>
/// Says what is wrong between the rows of an account and the exchange's own books, invariant by invariant of the engine's promises. It calls nothing of the engine.
/// </summary>
internal static class Oracle
{
    /// <summary>What must be true at any moment, whatever is under way.</summary>
    /// <param name="rows">Ours.</param>
    /// <param name="orders">Every order that the exchange ever accepted, a person's with it.</param>
    public static IEnumerable<string> Always(Rows rows, IReadOnlyList<PretendOrder> orders) =>
    [
        .. OneOrder(rows, orders),
        .. WhatFilled(rows),
        .. Guarded(rows),
        .. NothingStrange(rows, orders),
        .. BooksBalance(rows),
        .. Explained(rows, orders),
    ];

    /// <summary>When everything has settled.</summary>
    /// <param name="rows">Ours.</param>
    /// <param name="exchange">Theirs.</param>
    /// <param name="markets">What everybody could see of each market; a market that is not among them is not judged.</param>
    public static IEnumerable<string> AtRest(Rows rows, PretendBooks exchange, IReadOnlyDictionary<string, MarketFacts> markets) =>
    [
        .. Always(rows, exchange.Orders),
        .. NothingHeld(rows),
        .. OrdersAgree(rows, exchange.Orders),
        .. BooksAgree(rows, exchange.Cash, exchange.Coins),
        .. Settled(rows),
        .. NoStopForgotten(rows, markets),
        .. NobodyStaysToTheEnd(rows, markets),
    ];

    private static IEnumerable<string> OneOrder(Rows rows, IReadOnlyList<PretendOrder> orders)
    {
        foreach (var twice in Twice(orders.Where(order => order.Key is not null), order => order.Key!)) yield return $"1: identifier {twice} was accepted twice";
        foreach (var twice in Twice(rows.Intents.Where(intent => intent.Is("IsLive")), intent => $"{intent.Text("Position")} {intent.Text("Leg")}")) yield return $"1: two live attempts of {twice}";
        foreach (var twice in Twice(rows.Positions, position => $"{position.Text("Strategy")} {position.Text("Market")} {position.Text("DecisionCandleAt")}")) yield return $"1: two entries on {twice}";
    }

    private static IEnumerable<string> WhatFilled(Rows rows)
    {
        foreach (var position in rows.Positions)
        {
            var (id, fills) = (position.Text("Id"), rows.Fills.Where(fill => fill.Text("Position") == position.Text("Id")).ToList());
            var bought = Sum(fills.Where(fill => fill.Text("Side") == "BID"), "Quantity");
            var sold = Sum(fills.Where(fill => fill.Text("Side") == "ASK" && fill.Has("Order")), "Quantity");
            var byHand = Sum(fills.Where(fill => fill.Text("Side") == "ASK" && !fill.Has("Order")), "Quantity");
            if (bought != position.Number("Bought")) yield return $"2: {id} bought {position.Number("Bought")}, its fills say {bought}";
            if (sold != position.Number("Sold")) yield return $"2: {id} sold {position.Number("Sold")}, its fills say {sold}";

            // What was left as dust has no trade.
            if (byHand > position.Number("TakenByHand")) yield return $"2: {id} lost {position.Number("TakenByHand")} by hand, its fills say {byHand}";
            if (sold + byHand > bought) yield return $"2: {id} sold {sold} and {byHand} by hand of {bought}";
            if (position.Number("Oversold") != 0) yield return $"2: {id} sold {position.Number("Oversold")} that it did not hold";
            if (Held(position) < 0) yield return $"2: {id} holds {Held(position)}";
        }

        foreach (var intent in rows.Intents)
        {
            var filled = Sum(rows.Fills.Where(fill => fill.Has("Order") && fill.Text("Order") == intent.Text("Key")), "Quantity");
            if (filled != intent.Number("Executed")) yield return $"2: order {intent.Text("Key")} executed {intent.Number("Executed")}, its fills say {filled}";
        }
    }

    private static IEnumerable<string> Guarded(Rows rows)
    {
        foreach (var position in rows.Positions)
        {
            var (id, state, held) = (position.Text("Id"), position.Text("State"), Held(position));
            var live = rows.Guards.Where(guard => guard.Text("Position") == id && guard.Is("IsLive")).ToList();
            if (live.Count != (held > 0 ? 1 : 0)) yield return $"3: {id} holds {held} under {live.Count} guards";
            if (live.Count == 1 && live[0].Number("Quantity") != held) yield return $"3: {id} holds {held}, its guard is for {live[0].Number("Quantity")}";
            if (held > 0 && state is not ("OPENING" or "OPEN" or "CLOSING")) yield return $"3: {id} is {state} and holds {held}";
        }
    }

    private static IEnumerable<string> NothingHeld(Rows rows) =>
        from position in rows.Positions
        where Held(position) == 0 && position.Text("State") is not ("CLOSED" or "ABANDONED")
        select $"3: {position.Text("Id")} is {position.Text("State")} and holds nothing";

    /// <summary>An order is in the journal before it is at the exchange, and no fill is there that is no trade.</summary>
    private static IEnumerable<string> NothingStrange(Rows rows, IReadOnlyList<PretendOrder> orders)
    {
        var keys = rows.Intents.Select(intent => intent.Text("Key")).ToHashSet();
        foreach (var order in orders.Where(order => order.Key is not null && !keys.Contains(order.Key.ToUpperInvariant()))) yield return $"4: {order.Key} is at the exchange and not in the journal";
        var trades = orders.SelectMany(order => order.Trades).Select(trade => trade.ToUpperInvariant()).ToHashSet();
        foreach (var made in rows.Fills.Where(fill => fill.Has("Order") && !trades.Contains(fill.Text("TradeId")))) yield return $"4: fill {made.Text("TradeId")} is no trade";
    }

    private static IEnumerable<string> BooksBalance(Rows rows)
    {
        if (Sum(rows.Postings, "Amount") is not 0 and var out0) yield return $"5: the books are out by {out0}";
        foreach (var entry in rows.Postings.GroupBy(line => line.Text("Entry")).Where(entry => Sum(entry, "Amount") != 0)) yield return $"5: entry {entry.Key} is out";
    }

    /// <summary>
    /// Every entry of the books points to a trade at the exchange, to what the account was opened with, or to a person's word that was taken. What is booked in parts names them
    /// <c>trade:coins</c>.
    /// </summary>
    private static IEnumerable<string> Explained(Rows rows, IReadOnlyList<PretendOrder> orders)
    {
        var evidence = orders.SelectMany(order => order.Trades).Select(trade => trade.ToUpperInvariant()).ToHashSet();
        evidence.UnionWith(rows.Notes.Where(note => note.Text("State") is "BEGUN" or "POSTED").Select(NameOf));
        foreach (var reference in rows.Postings.Select(line => line.Text("Reference")).Distinct())
        {
            if (reference.StartsWith("OPENING:", StringComparison.Ordinal) || evidence.Contains(reference)) continue;
            if (reference.LastIndexOf(':') is > 0 and var end && evidence.Contains(reference[..end])) continue;
            yield return $"5: the books have an entry for {reference}, which is no trade";
        }

        foreach (var note in rows.Notes.Where(note => note.Text("State") == "POSTED"))
        {
            var lines = rows.Postings.Where(line => line.Text("Reference").StartsWith(NameOf(note), StringComparison.Ordinal)).ToList();
            var moved = note.Text("Asset") == "KRW" ? Sum(lines.Where(line => line.Text("Line") == "CASH"), "Amount") : Sum(lines.Where(line => line.Text("Line") == "COINS"), "Coins");
            if (moved != note.Number("Gap")) yield return $"5: {NameOf(note)} explains {note.Text("Gap")}, and the books have moved {moved}";
        }
    }

    private static string NameOf(Row note) => $"NOTE:{note.Text("Kind")}:{note.Text("Id").Replace("-", "", StringComparison.Ordinal)}";

    private static IEnumerable<string> NoStopForgotten(Rows rows, IReadOnlyDictionary<string, MarketFacts> markets)
    {
        foreach (var guard in rows.Guards.Where(guard => guard.Is("IsLive")))
        {
            var (market, stop) = (guard.Text("Market"), guard.Number("Stop"));
            if (markets.TryGetValue(market, out var facts) && facts.Bid <= stop) yield return $"6: {guard.Text("Position")} is still held at {facts.Bid} in {market}, and its stop is {stop}";
        }
    }

    private static IEnumerable<string> NobodyStaysToTheEnd(Rows rows, IReadOnlyDictionary<string, MarketFacts> markets)
    {
        foreach (var position in rows.Positions)
        {
            if (!markets.TryGetValue(position.Text("Market"), out var facts)) continue;
            if (facts.EndSaidAt < position.Moment("PlannedAt")) yield return $"7: {position.Text("Id")} was entered after the end of {position.Text("Market")} was announced";
            if (facts.IsEnding && Held(position) > 0) yield return $"7: {position.Text("Id")} is still held though {position.Text("Market")} ends";
            if (!facts.IsEnding && position.Has("ClosedBecause") && position.Text("ClosedBecause") == "DELISTING") yield return $"7: {position.Text("Id")} was left for an end that is not near";
        }
    }

    private static IEnumerable<string> OrdersAgree(Rows rows, IReadOnlyList<PretendOrder> orders)
    {
        var ours = orders.Where(order => order.Key is not null).ToDictionary(order => order.Key!.ToUpperInvariant());
        var intents = rows.Intents.ToDictionary(intent => intent.Text("Key"));
        foreach (var (key, order) in ours)
        {
            if (intents.TryGetValue(key, out var intent) && intent.Number("Executed") != order.Executed) yield return $"4: {key} executed {order.Executed} at the exchange, {intent.Number("Executed")} in the journal";
        }

        foreach (var (key, intent) in intents)
        {
            if (intent.Text("State") != "REFUSED" && !ours.ContainsKey(key)) yield return $"4: {key} is {intent.Text("State")} in the journal and not at the exchange";
            if (intent.Text("State") == "REFUSED" && ours.TryGetValue(key, out var order) && order.Executed > 0 && intent.Number("Executed") == 0) yield return $"4: {key} is refused and executed {order.Executed}";
        }

        var trades = ours.Values.SelectMany(order => order.Trades).Select(trade => trade.ToUpperInvariant()).ToHashSet();
        var fills = rows.Fills.Where(fill => fill.Has("Order")).Select(fill => fill.Text("TradeId")).ToHashSet();
        foreach (var lost in trades.Except(fills)) yield return $"4: trade {lost} is no fill";
    }

    private static IEnumerable<string> BooksAgree(Rows rows, decimal cash, IReadOnlyDictionary<string, decimal> coins)
    {
        var booked = Sum(rows.Postings.Where(line => line.Text("Line") == "CASH"), "Amount");
        if (Math.Abs(booked - cash) >= 1) yield return $"5: cash is {booked} in the books, {cash} at the exchange";
        var inBooks = rows.Postings.Where(line => line.Text("Line") == "COINS").GroupBy(line => line.Text("Market")).ToDictionary(lines => lines.Key, lines => Sum(lines, "Coins"));
        foreach (var market in inBooks.Keys.Union(coins.Keys))
        {
            var (here, there) = (inBooks.GetValueOrDefault(market), coins.GetValueOrDefault(market));
            if (Math.Abs(here - there) >= 0.00000001m) yield return $"5: {market} is {here} in the books, {there} at the exchange";
        }
    }

    private static IEnumerable<string> Settled(Rows rows)
    {
        foreach (var intent in rows.Intents.Where(intent => intent.Is("IsLive") && intent.Text("Leg") != "TARGET")) yield return $"6: {intent.Text("Key")} is still {intent.Text("State")}";
        foreach (var position in rows.Positions.Where(position => position.Text("State") is "OPENING" or "CLOSING")) yield return $"6: {position.Text("Id")} is still {position.Text("State")}";
    }

    private static decimal Held(Row position) => position.Number("Bought") - position.Number("Sold") - position.Number("TakenByHand") + position.Number("Oversold");

    private static decimal Sum(IEnumerable<Row> rows, string column) => rows.Sum(row => row.Number(column));

    private static IEnumerable<string> Twice<T>(IEnumerable<T> items, Func<T, string> name) => items.GroupBy(name).Where(group => group.Count() > 1).Select(group => group.Key);
}
