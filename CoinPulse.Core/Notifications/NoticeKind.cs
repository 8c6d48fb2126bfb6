namespace CoinPulse.Core.Notifications;

public enum NoticeCategory
{
    Trading,
    Account,
    Security,

    /// <summary>The installation itself; told to admins.</summary>
    System,
}

/// <summary>Ways by which a notice reaches a person beside the centre, where every notice stands.</summary>
[Flags]
public enum NoticeChannels
{
    None = 0,
    Email = 1,
    Telegram = 2,

    /// <summary>A notification of the browser while a page of ours is open in it. It leaves no delivery behind.</summary>
    Browser = 4,
}

/// <summary>What a person may be told. Text keys <c>Kind_{kind}</c>, <c>Title_{kind}</c> and <c>Text_{kind}</c>.</summary>
public enum NoticeKind
{
    Entered,
    Left,

    /// <summary>Left by a stop of any kind; not told as <see cref="Left"/> too.</summary>
    StopFired,

    /// <summary>A gap beyond the stop: the strategy waits for the person.</summary>
    Emergency,

    /// <summary>An exit has begun and is not done after a minute.</summary>
    ExitStuck,
    GuardTroubled,
    GuardClear,
    TargetTakenBack,
    Oversold,

    BooksDiffer,
    BooksAgree,
    AccountHeld,
    AccountFree,
    KeyEndsSoon,
    KeyBroken,
    BuysStopped,
    BuysAllowed,
    Digest,

    /// <summary>A channel did not reach the person; told in the centre alone.</summary>
    ChannelGaveUp,

    NewDevice,
    PasswordChanged,
    TwoFactorChanged,
    RecoveryCodeUsed,
    LockedOut,
    KeyChanged,

    /// <summary>A strategy began to trade the person's own money, or it ended.</summary>
    LiveChanged,
    TelegramChanged,

    JobFailing,
    BackupFailed,
    FeedSilent,
    FeedBack,
    JournalAway,
}

/// <summary>What is fixed of a kind: where it stands, whether it may wake somebody, and how it comes to who never chose.</summary>
/// <param name="IsUrgent">Comes through quiet hours: money or access is at stake now.</param>
public sealed record NoticeKindFacts(NoticeKind Kind, NoticeCategory Category, bool IsUrgent, NoticeChannels Default);

public static class NoticeKinds
{
    private const NoticeChannels Mail = NoticeChannels.Email;
    private const NoticeChannels Phone = NoticeChannels.Telegram | NoticeChannels.Browser;
    private const NoticeChannels Everywhere = Mail | Phone;

    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyList<NoticeKindFacts> All { get; } =
    [
        new(NoticeKind.Entered, NoticeCategory.Trading, false, Phone),
        new(NoticeKind.Left, NoticeCategory.Trading, false, Phone),
        new(NoticeKind.StopFired, NoticeCategory.Trading, false, Phone),
        new(NoticeKind.Emergency, NoticeCategory.Trading, true, Everywhere),
        new(NoticeKind.ExitStuck, NoticeCategory.Trading, true, Everywhere),
        new(NoticeKind.GuardTroubled, NoticeCategory.Trading, true, Everywhere),
        new(NoticeKind.GuardClear, NoticeCategory.Trading, false, NoticeChannels.None),
        new(NoticeKind.TargetTakenBack, NoticeCategory.Trading, false, Phone),
        new(NoticeKind.Oversold, NoticeCategory.Trading, true, Everywhere),
        new(NoticeKind.BooksDiffer, NoticeCategory.Account, false, Everywhere),
        new(NoticeKind.BooksAgree, NoticeCategory.Account, false, NoticeChannels.None),
        new(NoticeKind.AccountHeld, NoticeCategory.Account, true, Everywhere),
        new(NoticeKind.AccountFree, NoticeCategory.Account, false, NoticeChannels.None),
        new(NoticeKind.KeyEndsSoon, NoticeCategory.Account, false, Everywhere),
        new(NoticeKind.KeyBroken, NoticeCategory.Account, true, Everywhere),
        new(NoticeKind.BuysStopped, NoticeCategory.Account, false, Phone),
        new(NoticeKind.BuysAllowed, NoticeCategory.Account, false, Phone),
        new(NoticeKind.Digest, NoticeCategory.Account, false, Mail | NoticeChannels.Telegram),
        new(NoticeKind.ChannelGaveUp, NoticeCategory.Account, false, NoticeChannels.None),
        new(NoticeKind.NewDevice, NoticeCategory.Security, false, Everywhere),
        new(NoticeKind.PasswordChanged, NoticeCategory.Security, false, Everywhere),
        new(NoticeKind.TwoFactorChanged, NoticeCategory.Security, false, Everywhere),
        new(NoticeKind.RecoveryCodeUsed, NoticeCategory.Security, false, Everywhere),
        new(NoticeKind.LockedOut, NoticeCategory.Security, false, Mail),
        new(NoticeKind.KeyChanged, NoticeCategory.Security, false, Everywhere),
        new(NoticeKind.LiveChanged, NoticeCategory.Security, false, Everywhere),
        new(NoticeKind.TelegramChanged, NoticeCategory.Security, false, Mail),
        new(NoticeKind.JobFailing, NoticeCategory.System, false, Everywhere),
        new(NoticeKind.BackupFailed, NoticeCategory.System, false, Everywhere),
        new(NoticeKind.FeedSilent, NoticeCategory.System, false, Everywhere),
        new(NoticeKind.FeedBack, NoticeCategory.System, false, NoticeChannels.None),
        new(NoticeKind.JournalAway, NoticeCategory.System, false, Everywhere),
    ];

    public static NoticeKindFacts Of(NoticeKind kind) => All.First(facts => facts.Kind == kind);

    /// <summary>Nobody is asked how they want to hear that a channel does not reach them.</summary>
    public static bool IsChoosable(NoticeKind kind) => kind != NoticeKind.ChannelGaveUp;
}
