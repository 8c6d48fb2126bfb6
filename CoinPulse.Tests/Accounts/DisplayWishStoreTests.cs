using CoinPulse.Core.Accounts;
using CoinPulse.Data.Accounts;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CoinPulse.Tests.Accounts;

public sealed class DisplayWishStoreTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    [Theory, EveryDatabase]
    public async Task What_is_chosen_is_kept_and_what_is_not_stays_as_it_was(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var (owner, other) = (await AddAsync(database, "a@example.com"), await AddAsync(database, "b@example.com"));
        var store = new DisplayWishStore(database);
        (await store.FindAsync(owner, default)).Should().Be(DisplayWish.None);

        await store.KeepAsync(owner, new DisplayWish("dark", null, "compact"), default);
        await store.KeepAsync(owner, DisplayWish.None with { Rise = "green" }, default);
        await store.KeepLanguageAsync(owner, "en", default);

        (await store.FindAsync(owner, default)).Should().Be(new DisplayWish("dark", "green", "compact"));
        (await store.FindAsync(other, default)).Should().Be(DisplayWish.None);
        await using var context = database.CreateDbContext();
        (await context.Users.OrderBy(user => user.Email).Select(user => user.Language).ToListAsync()).Should().Equal("en", "ko");
    }

    private static async Task<UserId> AddAsync(TestDatabase database, string email)
    {
        await using var context = database.CreateDbContext();
        var user = new AppUser { Id = Guid.CreateVersion7(Noon), Email = email, UserName = email, CreatedAt = Noon };
        context.Add(user);
        await context.SaveChangesAsync();
        return user.UserId;
    }
}
