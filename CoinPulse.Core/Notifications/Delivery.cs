using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Notifications;

public enum DeliveryState
{
    Waiting,

    /// <summary>Taken in hand, before anything is sent: who dies now leaves it so.</summary>
    Sending,
    Delivered,

    /// <summary>Refused for good, or tried for too long. Told in the centre.</summary>
    GivenUp,

    /// <summary>Nobody wants it any more: the channel was turned off or leads nowhere.</summary>
    Dropped,
}

public enum AnswerOfChannel
{
    Delivered,

    /// <summary>Not taken, for certain, and later it may be: too many at once, no connection.</summary>
    RefusedForNow,

    /// <summary>It may have arrived: time ran out, the line broke, the server failed.</summary>
    Unknown,

    /// <summary>It never will be: the address is wrong, the person has blocked us.</summary>
    RefusedForGood,
}

/// <param name="Why">A short name of what went wrong, never an address or a secret.</param>
/// <param name="After">How long the channel asks us to wait.</param>
public sealed record DeliveryAnswer(AnswerOfChannel Kind, string? Why = null, TimeSpan? After = null)
{
    public static readonly DeliveryAnswer Delivered = new(AnswerOfChannel.Delivered);

    public static DeliveryAnswer ForNow(string why, TimeSpan? after = null) => new(AnswerOfChannel.RefusedForNow, why, after);

    public static DeliveryAnswer ForGood(string why) => new(AnswerOfChannel.RefusedForGood, why);

    public static DeliveryAnswer Unknown(string why) => new(AnswerOfChannel.Unknown, why);
}

/// <summary>One notice on its way through one channel. There is at most one for ever. Times are the wall clock's.</summary>
public sealed class Delivery
{
    public const int LongestWhy = 200;

    /// <summary>After this nobody tries any more: news of yesterday misleads.</summary>
    public static readonly TimeSpan TriedFor = TimeSpan.FromHours(24);

    /// <summary>Longer than any sending takes. What is in hand for longer belonged to a process that died.</summary>
    public static readonly TimeSpan LongestSending = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3),
    ];

    private Delivery()
    {
    }

    public Delivery(Notice notice, NoticeChannels channel, DateTimeOffset notBefore) =>
        (Notice, Owner, Channel, NotBefore, GiveUpAt) = (notice.Id, notice.Owner, channel, notBefore, notBefore + TriedFor);

    public NoticeId Notice { get; private init; }

    /// <summary>One channel.</summary>
    public NoticeChannels Channel { get; private init; }

    public UserId Owner { get; private init; }

    public DeliveryState State { get; private set; }

    public int Attempts { get; private set; }

    public DateTimeOffset NotBefore { get; private set; }

    public DateTimeOffset GiveUpAt { get; private init; }

    /// <summary>When the attempt under way was taken in hand.</summary>
    public DateTimeOffset? TakenAt { get; private set; }

    /// <summary>An earlier attempt may have arrived, so the next one says so.</summary>
    public bool MayHaveArrived { get; private set; }

    /// <summary>What went wrong last.</summary>
    public string? Why { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int Version { get; private set; }

    public bool IsDue(DateTimeOffset now) => State switch
    {
        DeliveryState.Waiting => NotBefore <= now,
        DeliveryState.Sending => TakenAt <= now - LongestSending,
        _ => false,
    };

    /// <summary>In hand, and on disk so before anything is sent.</summary>
    internal void Take(DateTimeOffset now)
    {
        if (!IsDue(now)) throw new InvalidOperationException($"The delivery of {Notice} is {State} and not due.");
        if (State == DeliveryState.Sending) MayHaveArrived = true;   // whoever had it in hand died with it
        (State, TakenAt, Attempts) = (DeliveryState.Sending, now, Attempts + 1);
    }

    /// <summary>What the channel said of the attempt under way.</summary>
    internal void Answer(DeliveryAnswer answer, DateTimeOffset now)
    {
        if (State != DeliveryState.Sending) throw new InvalidOperationException($"The delivery of {Notice} is {State}: nothing is under way.");
        Why = answer.Why is { Length: > LongestWhy } tooLong ? tooLong[..LongestWhy] : answer.Why;
        switch (answer.Kind)
        {
            case AnswerOfChannel.Delivered:
                End(DeliveryState.Delivered, now);
                break;
            case AnswerOfChannel.RefusedForGood:
                End(DeliveryState.GivenUp, now);
                break;
            default:
                MayHaveArrived |= answer.Kind == AnswerOfChannel.Unknown;
                Again(answer.After, now);
                break;
        }
    }

    internal void Drop(string why, DateTimeOffset now)
    {
        Why = why;
        End(DeliveryState.Dropped, now);
    }

    private void Again(TimeSpan? after, DateTimeOffset now)
    {
        var pause = Pauses[Math.Min(Attempts, Pauses.Length) - 1];
        var next = now + (after > pause ? after.Value : pause);
        if (next > GiveUpAt) End(DeliveryState.GivenUp, now);
        else (State, NotBefore, TakenAt) = (DeliveryState.Waiting, next, null);
    }

    private void End(DeliveryState state, DateTimeOffset now) => (State, EndedAt, TakenAt) = (state, now, null);
}

/// <summary>What a channel's answer means beyond the message itself.</summary>
public static class TelegramAnswers
{
    /// <summary>The person has blocked the bot or is gone: the chat leads nowhere any more.</summary>
    public const string Blocked = "blocked";
}
