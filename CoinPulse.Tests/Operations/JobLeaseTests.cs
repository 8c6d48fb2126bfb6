using CoinPulse.Data.Operations;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class JobLeaseTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _wall = new(new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero));

    [Theory, EveryDatabase]
    public async Task Of_many_contenders_one_holds_it(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var lease = new JobLease(database, _wall);

        var proofs = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => lease.TryTakeAsync("engine", $"process {number}", Minute, default)));

        var winner = proofs.Should().ContainSingle(proof => proof != null).Subject!;
        (await lease.HoldsAsync(winner, default)).Should().BeTrue();
    }

    [Theory, EveryDatabase]
    public async Task Its_holder_renews_under_the_same_fence(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var lease = new JobLease(database, _wall);
        var first = await lease.TryTakeAsync("engine", "a", Minute, default);

        var renewed = await lease.TryTakeAsync("engine", "a", Minute, default);

        renewed.Should().Be(first);
    }

    [Theory, EveryDatabase]
    public async Task After_it_ran_out_another_takes_it_under_a_higher_fence(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var lease = new JobLease(database, _wall);
        var first = await lease.TryTakeAsync("engine", "a", TimeSpan.Zero, default);   // run out on the database's clock too

        var second = await lease.TryTakeAsync("engine", "b", Minute, default);

        second!.Fence.Should().BeGreaterThan(first!.Fence);
        (await lease.HoldsAsync(first, default)).Should().BeFalse();
        (await lease.HoldsAsync(second, default)).Should().BeTrue();
    }

    [Theory, EveryDatabase]
    public async Task Given_back_it_is_free_at_once_and_the_old_proof_is_worthless(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var lease = new JobLease(database, _wall);
        var first = await lease.TryTakeAsync("engine", "a", Minute, default);

        await lease.ReleaseAsync(first!, default);
        var again = await lease.TryTakeAsync("engine", "a", Minute, default);

        again!.Fence.Should().BeGreaterThan(first!.Fence);
        (await lease.HoldsAsync(first, default)).Should().BeFalse();
    }

    [Theory, EveryDatabase]
    public async Task A_proof_that_was_lost_gives_nothing_back(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var lease = new JobLease(database, _wall);
        var lost = await lease.TryTakeAsync("engine", "a", TimeSpan.Zero, default);
        var held = await lease.TryTakeAsync("engine", "b", Minute, default);

        await lease.ReleaseAsync(lost!, default);

        (await lease.HoldsAsync(held!, default)).Should().BeTrue();
    }

    [Theory, EveryDatabase]
    public async Task Within_a_transaction_the_holder_cannot_change_before_the_commit(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var lease = new JobLease(database, _wall);
        var held = await lease.TryTakeAsync("engine", "a", TimeSpan.FromSeconds(1), default);
        await using var context = database.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync();
        (await LeaseSql.HoldsAsync(context, held!, _wall.GetUtcNow(), default)).Should().BeTrue();
        _wall.Advance(Minute);

        var contender = Task.Run(() => lease.TryTakeAsync("engine", "b", Minute, default));
        contender.IsCompleted.Should().BeFalse();
        await transaction.CommitAsync();
        await context.DisposeAsync();

        // SQLite: the wall clock has moved, so b gets it, but only after the commit. PostgreSQL: its own clock decides.
        if (kind == DatabaseKind.Sqlite) (await contender)!.Fence.Should().Be(held!.Fence + 1);
        else await contender;
    }

    [Fact]
    public async Task On_sqlite_it_runs_out_by_the_wall_clock()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var lease = new JobLease(database, _wall);
        var held = await lease.TryTakeAsync("engine", "a", Minute, default);
        (await lease.TryTakeAsync("engine", "b", Minute, default)).Should().BeNull();

        _wall.Advance(Minute);

        (await lease.HoldsAsync(held!, default)).Should().BeFalse();
        (await lease.TryTakeAsync("engine", "b", Minute, default)).Should().NotBeNull();
    }
}
