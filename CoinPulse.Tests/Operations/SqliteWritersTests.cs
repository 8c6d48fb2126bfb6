using CoinPulse.Core.Operations;
using CoinPulse.Data;
using CoinPulse.Data.Operations;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class SqliteWritersTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(4);   // who does not leave the queue keeps the next one for five

    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Writers_come_in_the_order_in_which_they_asked()
    {
        await using var first = await BegunAsync();
        var came = new List<int>();
        var queue = new List<Task>();
        for (var number = 0; number < 8; number++)
        {
            var me = number;
            queue.Add(WriteAsync());   // it stands in the queue when this returns: nothing before it waits for anything

            async Task WriteAsync()
            {
                await using var context = await BegunAsync();
                came.Add(me);
                await context.Database.CommitTransactionAsync();
            }
        }

        came.Should().BeEmpty("the first has not committed yet");
        await first.Database.CommitTransactionAsync();
        await Task.WhenAll(queue).WaitAsync(Bound);

        came.Should().Equal(0, 1, 2, 3, 4, 5, 6, 7);
    }

    [Theory]
    [InlineData("rolled back")]
    [InlineData("let go")]
    [InlineData("let go with its connection open")]
    [InlineData("could not be begun")]
    public async Task A_transaction_that_comes_to_nothing_lets_the_next_one_in(string end)
    {
        await using (var context = _database.BorrowDbContext())   // as the product does: such a context outlives its use
        {
            if (end == "let go with its connection open") await context.Database.OpenConnectionAsync();
            if (end == "could not be begun")
            {
                await context.Database.OpenConnectionAsync();
                await context.Database.ExecuteSqlAsync($"BEGIN");
                await FluentActions.Awaiting(() => context.Database.BeginTransactionAsync()).Should().ThrowAsync<SqliteException>("it is in one");
                await context.Database.ExecuteSqlAsync($"ROLLBACK");
            }
            else
            {
                await using var transaction = await context.Database.BeginTransactionAsync();
                await TakeAsync(context, "nothing");
                if (end == "rolled back") await transaction.RollbackAsync();
            }
        }

        await using var next = await BegunAsync().WaitAsync(Bound);

        (await next.Set<Lease>().CountAsync()).Should().Be(0);
        await next.Database.CommitTransactionAsync();
    }

    [Fact]
    public async Task Who_is_told_to_stop_leaves_the_queue()
    {
        await using var first = await BegunAsync();
        using var stop = new CancellationTokenSource();
        await using var second = _database.CreateDbContext();
        var waiting = second.Database.BeginTransactionAsync(stop.Token);

        await stop.CancelAsync();
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        await first.Database.CommitTransactionAsync();

        await using var third = await BegunAsync().WaitAsync(Bound);
        await third.Database.CommitTransactionAsync();
    }

    [Fact]
    public async Task A_save_a_sentence_and_a_lease_queue_too_and_readers_do_not()
    {
        await using var first = await BegunAsync();
        await TakeAsync(first, "held");
        await using var saver = _database.CreateDbContext();
        saver.Add(new Lease { Name = "saved", Holder = "me", Fence = 1, ExpiresAt = DateTimeOffset.UnixEpoch });
        var saving = saver.SaveChangesAsync();
        await using var deleter = _database.CreateDbContext();
        var deleting = deleter.Set<Lease>().Where(lease => lease.Name == "saved").ExecuteDeleteAsync();
        var taking = new JobLease(_database, TimeProvider.System).TryTakeAsync("taken", "me", TimeSpan.FromSeconds(10), default);
        await using var reader = _database.CreateDbContext();

        (await reader.Set<Lease>().CountAsync().WaitAsync(Bound)).Should().Be(0, "a reader sees what is committed, and waits for nobody");
        new Task[] { saving, deleting, taking }.Should().OnlyContain(task => !task.IsCompleted);
        await first.Database.CommitTransactionAsync();

        (await saving.WaitAsync(Bound)).Should().Be(1);
        (await deleting.WaitAsync(Bound)).Should().Be(1, "it came after the save");
        (await taking.WaitAsync(Bound)).Should().NotBeNull();
        (await reader.Set<Lease>().Select(lease => lease.Name).ToListAsync()).Should().BeEquivalentTo("held", "taken");
    }

    private static Task<long?> TakeAsync(CoinPulseDbContext context, string name) =>
        LeaseSql.TakeAsync(context, name, "me", TimeSpan.FromSeconds(10), TimeProvider.System.GetUtcNow(), default);

    private async Task<CoinPulseDbContext> BegunAsync()
    {
        var context = _database.CreateDbContext();
        await context.Database.BeginTransactionAsync();
        return context;
    }
}
