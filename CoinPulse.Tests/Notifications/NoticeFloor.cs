using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data.Accounts;
using CoinPulse.Data.Notifications;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Time.Testing;

namespace CoinPulse.Tests.Notifications;

/// <summary>A database with people, the stores of notices on it, a clock in hand, and a channel that says what it is told to.</summary>
internal sealed class NoticeFloor : IAsyncDisposable
{
    private NoticeFloor(TestDatabase database)
    {
        Database = database;
        Pen = new AuditPen(Wall);
        (Notices, Book, Outbox, Links) = (new NoticeStore(database), new NoticeBook(database), new OutboxStore(database), new TelegramLinkStore(database, Pen));
        Positions = new PositionStore(database, Pen, Wall);
    }

    public TestDatabase Database { get; }

    public FakeTimeProvider Wall { get; } = new(Story.Now);

    public AuditPen Pen { get; }

    public NoticeStore Notices { get; }

    public NoticeBook Book { get; }

    public OutboxStore Outbox { get; }

    public TelegramLinkStore Links { get; }

    public PositionStore Positions { get; }

    public NoticeNews News { get; } = new();

    public ToldChannel Channel { get; } = new();

    public static async Task<NoticeFloor> OnAsync(DatabaseKind kind) => new(await TestDatabase.CreateAsync(kind));

    public async Task<UserId> PersonAsync(string email = "kim@example.com", bool isAdmin = false, bool confirmed = true, long? chat = null, string language = "ko", bool maySell = true)
    {
        var owner = new UserId(Guid.CreateVersion7(Wall.GetUtcNow()));
        await using var context = Database.CreateDbContext();
        var upper = email.ToUpperInvariant();
        context.Add(new AppUser { Id = owner.Value, Email = email, NormalizedEmail = upper, UserName = email, NormalizedUserName = upper, EmailConfirmed = confirmed, DisplayName = "Kim", Language = language, TwoFactorEnabled = maySell, CreatedAt = Wall.GetUtcNow() });
        if (isAdmin)
        {
            var role = context.Roles.FirstOrDefault(role => role.Name == Roles.Admin);
            if (role is null) context.Add(role = new IdentityRole<Guid>(Roles.Admin) { Id = Guid.CreateVersion7(Wall.GetUtcNow()), NormalizedName = Roles.Admin.ToUpperInvariant() });
            context.Add(new IdentityUserRole<Guid> { UserId = owner.Value, RoleId = role.Id });
        }

        if (chat is { } number)
        {
            var linked = new TelegramChat(owner, number, "@kim", Wall.GetUtcNow());
            if (maySell) linked.LetSell(Wall.GetUtcNow());
            context.Add(linked);
        }

        await context.SaveChangesAsync();
        return owner;
    }

    /// <summary>A process that tells: it remembers nothing that is not in the database.</summary>
    public Teller Teller(IConditionSource? source = null, IAccountGlances? glances = null, INoticeBook? book = null) =>
        new(book ?? Book, source is null ? [] : [source], new DigestWriter(Book, glances ?? new NoAccounts(), Wall), [Channel], News, Wall);

    public Task ActAsync(AuditEntry entry) => WriteAsync(entry);

    public Task ActAsync(string act, UserId? subject, string? target = null, string? why = null, object? details = null, string? address = null) =>
        WriteAsync(Pen.Entry(null, subject, act, target, why, details, address));

    public async Task WriteAsync(params object[] rows)
    {
        await using var context = Database.CreateDbContext();
        context.AddRange(rows);
        await context.SaveChangesAsync();
    }

    public async Task<List<Delivery>> DeliveriesAsync()
    {
        await using var context = Database.CreateDbContext();
        return [.. context.Set<Delivery>()];
    }

    public async Task<IReadOnlyList<Notice>> ToldAsync(UserId owner) => (await Notices.PageAsync(owner, null, false, 0, 100, default)).Notices;

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private sealed class NoAccounts : IAccountGlances
    {
        public DateOnly Today => new(2026, 4, 1);

        public Task<IReadOnlyList<AccountGlance>> OfAsync(UserId owner, DateOnly day, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AccountGlance>>([]);
    }
}

/// <summary>Telegram as a test tells it to be.</summary>
internal sealed class ToldChannel : INoticeChannel
{
    public List<Consignment> Sent { get; } = [];

    public Func<Consignment, CancellationToken, Task<DeliveryAnswer>> Answer { get; set; } = (_, _) => Task.FromResult(DeliveryAnswer.Delivered);

    public NoticeChannels Channel => NoticeChannels.Telegram;

    public bool IsOffered { get; set; } = true;

    public int AtOnce { get; set; } = 1;

    public TimeSpan Pace => TimeSpan.Zero;

    /// <summary>What its twins were given.</summary>
    public int Counted => _counted;

    private int _counted;

    /// <summary>The same channel in another process: it counts and delivers.</summary>
    public ToldChannel Twin() => new() { Answer = (_, _) => { Interlocked.Increment(ref _counted); return Task.FromResult(DeliveryAnswer.Delivered); } };

    public Task<DeliveryAnswer> SendAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        Sent.Add(consignment);
        return Answer(consignment, cancellationToken);
    }
}
