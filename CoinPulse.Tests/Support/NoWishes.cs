using CoinPulse.Core.Accounts;

namespace CoinPulse.Tests.Support;

/// <summary>A person who has chosen nothing of how things look.</summary>
internal sealed class NoWishes : IDisplayWishes
{
    public Task<DisplayWish> FindAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(DisplayWish.None);

    public Task KeepAsync(UserId owner, DisplayWish wish, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task KeepLanguageAsync(UserId owner, string language, CancellationToken cancellationToken) => Task.CompletedTask;
}
