using CoinPulse.Core.Operations;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CoinPulse.Tests.Support;

public sealed class EveryDatabaseTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    [Theory, EveryDatabase]
    public async Task Each_test_has_a_migrated_database_of_its_own(DatabaseKind kind)
    {
        await using var first = await TestDatabase.CreateAsync(kind);
        await using var second = await TestDatabase.CreateAsync(kind);
        await using (var context = first.CreateDbContext())
        {
            context.Add(new AuditEntry(new AuditEntryId(Guid.CreateVersion7(Noon)), Noon, null, null, "test.act", null, null, null, null));
            await context.SaveChangesAsync();
        }

        await using var there = first.CreateDbContext();
        await using var elsewhere = second.CreateDbContext();
        (await there.Audit.CountAsync()).Should().Be(1);
        (await elsewhere.Audit.CountAsync()).Should().Be(0);
    }

    [Theory, EveryDatabase("a", 1)]
    public void Values_of_the_attribute_follow_the_kind(DatabaseKind kind, string text, int number) =>
        (kind, text, number).Should().Be((kind, "a", 1));
}
