using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Notifications;

/// <summary>Where one person is reached, and in which language (<c>ko</c>, <c>en</c>).</summary>
/// <param name="Email">Null while it is not confirmed.</param>
/// <param name="Chat">Their chat with our Telegram bot.</param>
public sealed record Recipient(UserId Owner, string Name, string Language, string? Email, long? Chat);

/// <summary>One delivery in hand: what is said to whom.</summary>
public sealed record Consignment(Delivery Delivery, Notice Notice, Recipient To);

/// <summary>The outbox on disk. A delivery is taken in hand by one process; what became of it is kept, or it is found again.</summary>
public interface IOutboxStore
{
    /// <summary>Takes what is due on a channel in hand, oldest first; what nobody wants or can get any more is dropped on the way.</summary>
    Task<IReadOnlyList<Consignment>> TakeForEveryoneAsync(NoticeChannels channel, int most, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Keeps what the channel said. When it was given up, that is told in the centre, once a day and channel.</summary>
    /// <returns>Whether the owner was told so.</returns>
    Task<bool> AnswerAsync(UserId owner, Consignment sent, DeliveryAnswer answer, DateTimeOffset now);
}
