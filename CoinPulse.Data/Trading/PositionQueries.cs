using System.Runtime.CompilerServices;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CoinPulse.Data.Trading;

/// <summary>The two queries that stand between a price and its order, compiled once for each model: a compiled query knows only the model that it first met.</summary>
internal sealed class PositionQueries
{
    private static readonly ConditionalWeakTable<IModel, PositionQueries> ByModel = [];

    // One question for three things, because each question costs a way to the server and back. A position has few trades, so it does little harm that it stands beside each of them.
    private readonly Func<CoinPulseDbContext, UserId, PositionId, CancellationToken, Task<Found?>> _found = EF.CompileAsyncQuery(
        (CoinPulseDbContext context, UserId owner, PositionId position, CancellationToken _) =>
            (from held in context.Set<Position>()
             join guarding in context.Set<Guard>() on held.Id equals guarding.Position into guards
             from guard in guards.DefaultIfEmpty()
             where held.Id == position && held.Owner == owner
             select new Found { Position = held, Guard = guard, Trades = context.Set<Fill>().Where(f => f.Position == held.Id).Select(f => f.TradeId).ToList() })
            .SingleOrDefault());

    private readonly Func<CoinPulseDbContext, PositionId, IAsyncEnumerable<Intent>> _intents = EF.CompileAsyncQuery(
        (CoinPulseDbContext context, PositionId position) =>
            context.Set<Intent>().Where(i => i.Position == position).OrderBy(i => i.PlannedAt).ThenBy(i => i.Attempt).AsQueryable());

    private PositionQueries()
    {
    }

    /// <summary>The position with everything that changes with it, tracked; null when the owner has none of this id.</summary>
    public static async Task<PositionFile?> LoadAsync(CoinPulseDbContext context, UserId owner, PositionId position, CancellationToken cancellationToken)
    {
        var queries = ByModel.GetValue(context.Model, static _ => new PositionQueries());
        if (await queries._found(context, owner, position, cancellationToken) is not { } found) return null;
        return new PositionFile(found.Position, found.Guard, await ReadAsync(queries._intents(context, position), cancellationToken), found.Trades);
    }

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        var list = new List<T>();
        await foreach (var row in rows.WithCancellation(cancellationToken)) list.Add(row);
        return list;
    }

    private sealed class Found
    {
        public required Position Position { get; init; }

        public Guard? Guard { get; init; }

        public required List<string> Trades { get; init; }
    }
}
