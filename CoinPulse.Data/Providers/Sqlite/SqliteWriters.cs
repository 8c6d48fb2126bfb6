using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using CoinPulse.Core.Trading;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CoinPulse.Data.Providers.Sqlite;

/// <summary>
/// Who may write to a SQLite file next. It has one writer at a time, and left to itself it has the others look again, up to a tenth of a second apart: whoever looks at the right moment is
/// next, and among many a stop or the engine's lease may not be for seconds. The writers of this process queue instead, in the order in which they came. Who has queued for as long as
/// SQLite would have had them look goes on to SQLite all the same, and hears from it that the file is locked.
/// </summary>
internal sealed class SqliteWriters : IDbTransactionInterceptor, IDbCommandInterceptor
{
    public static readonly SqliteWriters Instance = new();

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);   // as long as busy_timeout

    private readonly KeyedGate<string> _files = new();
    private readonly ConcurrentDictionary<Guid, Turn> _turns = [];   // by EF's name of the connection: a transaction that has ended does not know its own any more

    /// <summary>It is begun here, because EF says nothing of one that could not be.</summary>
    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        await QueueAsync(eventData.ConnectionId, connection, cancellationToken);
        try
        {
            return InterceptionResult<DbTransaction>.SuppressWithResult(await connection.BeginTransactionAsync(eventData.IsolationLevel, cancellationToken));
        }
        catch
        {
            Leave(eventData.ConnectionId);
            throw;
        }
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(eventData.ConnectionId);
        return Task.CompletedTask;
    }

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(eventData.ConnectionId);
        return Task.CompletedTask;
    }

    /// <summary>A sentence that writes and has no transaction is one by itself.</summary>
    public async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (IsAlone(command, eventData)) await QueueAsync(eventData.ConnectionId, command.Connection!, cancellationToken);
        return result;
    }

    public ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (IsAlone(command, eventData)) Leave(eventData.ConnectionId);
        return ValueTask.FromResult(result);
    }

    public Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        if (IsAlone(command, eventData)) Leave(eventData.ConnectionId);
        return Task.CompletedTask;
    }

    public Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (IsAlone(command, eventData)) Leave(eventData.ConnectionId);
        return Task.CompletedTask;
    }

    private static bool IsAlone(DbCommand command, CommandEventData eventData) =>
        (eventData.CommandSource is CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete) && command is { Transaction: null, Connection: not null };

    private async Task QueueAsync(Guid writer, DbConnection connection, CancellationToken cancellationToken)
    {
        if (_turns.ContainsKey(writer)) return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            _turns[writer] = new Turn(await _files.EnterAsync(connection.DataSource, patience.Token), connection, () => Leave(writer));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // SQLite says what is wrong.
        }
    }

    private void Leave(Guid writer)
    {
        if (_turns.TryRemove(writer, out var turn)) turn.Dispose();
    }

    /// <summary>A transaction that is merely let go tells nobody of its end, and its context may be lent to somebody else next; its connection is closed in any case.</summary>
    private sealed class Turn : IDisposable
    {
        private readonly IDisposable _pass;
        private readonly DbConnection _connection;
        private readonly Action _leave;

        public Turn(IDisposable pass, DbConnection connection, Action leave)
        {
            (_pass, _connection, _leave) = (pass, connection, leave);
            connection.StateChange += OnStateChange;
        }

        public void Dispose()
        {
            _connection.StateChange -= OnStateChange;
            _pass.Dispose();
        }

        private void OnStateChange(object sender, StateChangeEventArgs change)
        {
            if (change.CurrentState == ConnectionState.Closed) _leave();
        }
    }
}
