using CoinPulse.Core.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Accounts;

internal sealed class DisplayWishStore(IDbContextFactory<CoinPulseDbContext> contexts) : IDisplayWishes
{
    public async Task<DisplayWish> FindAsync(UserId owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Users.Where(user => user.Id == owner.Value).Select(user => new DisplayWish(user.Theme, user.Rise, user.Density)).SingleOrDefaultAsync(cancellationToken)
            ?? DisplayWish.None;
    }

    public async Task KeepAsync(UserId owner, DisplayWish wish, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Users.Where(user => user.Id == owner.Value).ExecuteUpdateAsync(
            set => set
                .SetProperty(user => user.Theme, user => wish.Theme ?? user.Theme)
                .SetProperty(user => user.Rise, user => wish.Rise ?? user.Rise)
                .SetProperty(user => user.Density, user => wish.Density ?? user.Density),
            cancellationToken);
    }

    public async Task KeepLanguageAsync(UserId owner, string language, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Users.Where(user => user.Id == owner.Value).ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, language), cancellationToken);
    }
}
