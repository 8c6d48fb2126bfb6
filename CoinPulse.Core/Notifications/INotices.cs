using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Notifications;

/// <param name="Total">How many were asked for in all.</param>
/// <param name="Unread">How many of all the person's notices are unread.</param>
public sealed record FoundNotices(IReadOnlyList<Notice> Notices, int Total, int Unread);

/// <summary>The centre of one person.</summary>
public interface INotices
{
    /// <summary>Newest first.</summary>
    /// <param name="category">Null is every category.</param>
    Task<FoundNotices> PageAsync(UserId owner, NoticeCategory? category, bool unreadOnly, int skip, int take, CancellationToken cancellationToken);

    Task<int> UnreadAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Unread notices that came to stand there after a moment, oldest first.</summary>
    Task<IReadOnlyList<Notice>> SinceAsync(UserId owner, DateTimeOffset toldAfter, int most, CancellationToken cancellationToken);

    Task ReadAsync(UserId owner, NoticeId notice, DateTimeOffset now, CancellationToken cancellationToken);

    /// <returns>How many were unread.</returns>
    Task<int> ReadAllAsync(UserId owner, NoticeCategory? category, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What the person chose; the defaults for who never did.</summary>
    Task<NoticeWishes> WishesAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Changes what the person chose; once more from the start when another page was faster.</summary>
    Task<NoticeWishes> ChangeWishesAsync(UserId owner, Action<NoticeWishes> change, CancellationToken cancellationToken);

    /// <summary>Lets old notices go, with their deliveries.</summary>
    Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
