using System.Runtime.CompilerServices;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CoinPulse.Data.Trading;

/// <summary>The four queries that stand between a price and its order, compiled once for each model: a compiled query knows only the model that it first met.</summary>
internal sealed class PositionQueries
{
    private static readonly ConditionalWeakTable<IModel, PositionQueries> ByModel = [];

    private readonly Func<CoinPulseDbContext, UserId, PositionId, CancellationToken, Task<Position?>> _position = EF.CompileAsyncQuery(
        (CoinPulseDbContext context, UserId owner, PositionId position, CancellationToken _) =>
            context.Set<Position>().SingleOrDefault(p => p.Id == position && p.Owner == owner));

    private readonly Func<CoinPulseDbContext, PositionId, CancellationToken, Task<Guard?>> _guard = EF.CompileAsyncQuery(
        (CoinPulseDbContext context, PositionId position, CancellationToken _) => context.Set<Guard>().SingleOrDefault(g => g.Position == position));

    private readonly Func<CoinPulseDbContext, PositionId, IAsyncEnumerable<Intent>> _intents = EF.CompileAsyncQuery(
        (CoinPulseDbContext context, PositionId position) =>
            context.Set<Intent>().Where(i => i.Position == position).OrderBy(i => i.PlannedAt).ThenBy(i => i.Attempt).AsQueryable());

    private readonly Func<CoinPulseDbContext, PositionId, IAsyncEnumerable<string>> _trades = EF.CompileAsyncQuery(
        (CoinPulseDbContext context, PositionId position) => context.Set<Fill>().Where(f => f.Position == position).Select(f => f.TradeId));

    private PositionQueries()
    {
    }

    /// <summary>The position with everything that changes with it, tracked; null when the owner has none of this id.</summary>
    public static async Task<PositionFile?> LoadAsync(CoinPulseDbContext context, UserId owner, PositionId position, CancellationToken cancellationToken)
    {
        var queries = ByModel.GetValue(context.Model, static _ => new PositionQueries());
        if (await queries._position(context, owner, position, cancellationToken) is not { } found) return null;
        var guard = await queries._guard(context, position, cancellationToken);
        var intents = await ReadAsync(queries._intents(context, position), cancellationToken);
        var trades = await ReadAsync(queries._trades(context, position), cancellationToken);
        return new PositionFile(found, guard, intents, trades);
    }

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        var list = new List<T>();
        await foreach (var row in rows.WithCancellation(cancellationToken)) list.Add(row);
        return list;
    }
}
