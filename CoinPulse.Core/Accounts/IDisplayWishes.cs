namespace CoinPulse.Core.Accounts;

/// <summary>How a person wants to see things, on whatever device they sign in. The words are those of the browser's cookies; null was never chosen.</summary>
public sealed record DisplayWish(string? Theme, string? Rise, string? Density)
{
    public static DisplayWish None { get; } = new(null, null, null);
}

public interface IDisplayWishes
{
    Task<DisplayWish> FindAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Keeps what is chosen; what is null stays as it was.</summary>
    Task KeepAsync(UserId owner, DisplayWish wish, CancellationToken cancellationToken);

    Task KeepLanguageAsync(UserId owner, string language, CancellationToken cancellationToken);
}
