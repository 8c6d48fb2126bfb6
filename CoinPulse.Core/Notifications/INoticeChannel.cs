namespace CoinPulse.Core.Notifications;

/// <summary>A way out of the house that can fail: mail, Telegram.</summary>
public interface INoticeChannel
{
    /// <summary>Which one it is.</summary>
    NoticeChannels Channel { get; }

    /// <summary>Whether this installation has it.</summary>
    bool IsOffered { get; }

    /// <summary>How many messages may be under way at the same time.</summary>
    int AtOnce { get; }

    /// <summary>The shortest rest after a message, or after those that were under way together.</summary>
    TimeSpan Pace { get; }

    /// <summary>Sends one notice in the recipient's language. Faults of the channel are answers; only bugs throw.</summary>
    Task<DeliveryAnswer> SendAsync(Consignment consignment, CancellationToken cancellationToken);
}
