using System.Security.Cryptography;
using System.Text;
using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Notifications;

/// <summary>A person's chat with our Telegram bot. One of each person, one of each chat.</summary>
public sealed class TelegramChat
{
    private TelegramChat()
    {
    }

    public TelegramChat(UserId owner, long chat, string? name, DateTimeOffset linkedAt) => (Owner, Chat, Name, LinkedAt) = (owner, chat, name, linkedAt);

    public UserId Owner { get; private init; }

    public long Chat { get; private init; }

    /// <summary>What the chat calls its person; shown so that they see whom they linked.</summary>
    public string? Name { get; private init; }

    public DateTimeOffset LinkedAt { get; private init; }

    /// <summary>When the person said, with their second factor, that this chat may sell everything; null while it may not. A chat that is linked anew may not.</summary>
    public DateTimeOffset? SellingAllowedAt { get; private set; }

    public void LetSell(DateTimeOffset? since) => SellingAllowedAt = since;
}

/// <summary>A code with which a chat proves that its person sits at our page too. It works once, for ten minutes; only its hash is kept.</summary>
public sealed class TelegramCode
{
    public const int Length = 10;

    /// <summary>How long a code works.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const int MostAnHour = 6;

    // Without what looks alike: read from one screen, typed on another.
    private const string Letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private TelegramCode()
    {
    }

    public TelegramCode(UserId owner) => Owner = owner;

    public UserId Owner { get; private init; }

    public string? Hash { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>The hour in which codes are counted begins here.</summary>
    public DateTimeOffset CountedFrom { get; private set; }

    public int Made { get; private set; }

    public int Version { get; private set; }

    public static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant())));

    /// <summary>A new code; the last one works no more.</summary>
    /// <returns>Null when too many were made within the hour.</returns>
    public string? TryMake(DateTimeOffset now)
    {
        if (now - CountedFrom >= TimeSpan.FromHours(1)) (CountedFrom, Made) = (now, 0);
        if (Made >= MostAnHour) return null;
        var code = RandomNumberGenerator.GetString(Letters, Length);
        (Hash, ExpiresAt, Made) = (HashOf(code), now + Life, Made + 1);
        return code;
    }

    /// <summary>Uses it up.</summary>
    public bool TryUse(DateTimeOffset now)
    {
        var works = Hash is not null && now < ExpiresAt;
        Hash = null;
        return works;
    }
}

/// <summary>Whose chat it is.</summary>
/// <param name="Language"><c>ko</c> or <c>en</c>.</param>
/// <param name="MaySell">The chat may stop and sell everything: that was allowed with a second factor, which is still on.</param>
public sealed record ChatOwner(UserId Owner, string Name, string Language, bool MaySell);

/// <summary>Chats and codes on disk.</summary>
public interface ITelegramLinks
{
    Task<TelegramChat?> FindAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>A new code for the person's page; null when they made too many within the hour.</summary>
    Task<string?> OfferAsync(UserId owner, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Links the chat that tells a code to whoever the code was made for; the code is used up, and what the chat or the person was linked to before is let go.</summary>
    /// <returns>Null when there is no such code, or it has run out.</returns>
    Task<ChatOwner?> LinkForEveryoneAsync(string code, long chat, string? name, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Lets a person's chat stop and sell everything, or not any more. Whoever lets it has asked for the second factor before.</summary>
    /// <param name="address">Whence the person asks, for the audit.</param>
    /// <returns>False when there is no chat.</returns>
    Task<bool> LetSellAsync(UserId owner, bool allowed, DateTimeOffset now, string? address, CancellationToken cancellationToken);

    Task<bool> UnlinkAsync(UserId owner, CancellationToken cancellationToken);

    Task<ChatOwner?> OwnerForEveryoneAsync(long chat, CancellationToken cancellationToken);

    /// <summary>The number of the first update that has not been dealt with.</summary>
    Task<long> OffsetForEveryoneAsync(CancellationToken cancellationToken);

    Task KeepOffsetForEveryoneAsync(long offset, CancellationToken cancellationToken);
}
