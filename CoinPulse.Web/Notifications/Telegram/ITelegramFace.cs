namespace CoinPulse.Web.Notifications.Telegram;

/// <summary>What a page needs to know of the bot.</summary>
public interface ITelegramFace
{
    /// <summary>Whether this installation has one.</summary>
    bool IsOffered { get; }

    /// <summary>Its name at Telegram, for the link to it; null while Telegram does not say.</summary>
    Task<string?> NameAsync(CancellationToken cancellationToken);
}
