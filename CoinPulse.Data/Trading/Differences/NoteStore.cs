using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data.Operations;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Trading.Differences;

internal sealed class NoteStore(IDbContextFactory<CoinPulseDbContext> contexts, AuditPen pen, TimeProvider wall, ICrashPoints? crashes = null) : IBooksNotes
{
    private readonly ICrashPoints _crashes = crashes ?? new NoCrashPoints();

    public Task<BooksNote> WriteAsync(UserId owner, BooksNote note, CancellationToken cancellationToken)
    {
        if (note.Owner != owner) throw new InvalidOperationException($"Note {note.Id} is not of {owner}.");
        return TryAsync(note.Id, async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            if (await context.Set<BooksNote>().AsNoTracking().SingleOrDefaultAsync(n => n.Owner == owner && n.Id == note.Id, cancellationToken) is { } standing) return standing;
            context.Add(note);
            await context.SaveChangesAsync(cancellationToken);
            return note;
        });
    }

    public Task<BooksNote> ChangeAsync(UserId owner, NoteId note, Func<BooksNote, IReadOnlyList<Posting>> change, LeaseProof? lease, CancellationToken cancellationToken) => TryAsync(note, async () =>
    {
        _crashes.At(JournalCrashPoint.BeforeChange);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        // On the transaction's own connection, so that nobody can take the lease between this and the commit.
        if (lease is not null && !await LeaseSql.HoldsAsync(context, lease, wall.GetUtcNow(), cancellationToken)) throw new LeaseLostException($"The lease {lease.Name} is no longer ours.");
        var known = await context.Set<BooksNote>().SingleOrDefaultAsync(n => n.Owner == owner && n.Id == note, cancellationToken)
            ?? throw new InvalidOperationException($"There is no note {note} of {owner}.");
        var before = known.State;
        context.AddRange(change(known));
        if (before == NoteState.Written && known.State is NoteState.Begun or NoteState.Posted) context.Add(Line(known));
        if (context.ChangeTracker.HasChanges()) await context.SaveChangesAsync(cancellationToken);
        _crashes.At(JournalCrashPoint.InsideChange);
        await transaction.CommitAsync(cancellationToken);
        _crashes.At(JournalCrashPoint.AfterChange);
        return known;
    });

    public Task<BooksNote?> FindAsync(UserId owner, NoteId note, CancellationToken cancellationToken) => TryAsync(note, async () =>
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<BooksNote>().AsNoTracking().SingleOrDefaultAsync(n => n.Owner == owner && n.Id == note, cancellationToken);
    });

    public async Task<IReadOnlyList<BooksNote>> PostedAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Posted(context, owner, account, since).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<BooksNote>> LiveForEveryoneAsync(PriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<BooksNote>().AsNoTracking()
            .Where(n => n.Source == source && (n.State == NoteState.Written || n.State == NoteState.Begun))
            .OrderBy(n => n.WrittenAt)
            .ToListAsync(cancellationToken);
    }

    /// <summary>What was booked for what happened since a moment; oldest first.</summary>
    internal static IQueryable<BooksNote> Posted(CoinPulseDbContext context, UserId owner, AccountId account, DateTimeOffset since) => context.Set<BooksNote>().AsNoTracking()
        .Where(n => n.Owner == owner && n.Account == account && n.State == NoteState.Posted && n.HappenedAt >= since)
        .OrderBy(n => n.HappenedAt)
        .ThenBy(n => n.Id);

    /// <summary>The person did it, for themselves, and what it changes stands beside it.</summary>
    private AuditEntry Line(BooksNote note) => pen.Entry(
        note.Owner,
        note.Owner,
        AuditActs.BooksCorrected,
        $"account:{note.Account}",
        note.Text ?? note.Kind.ToString(),
        new
        {
            Note = note.Id.ToString(),
            Kind = note.Kind.ToString(),
            Asset = note.Asset.Value,
            Before = Figure(note.Books),
            After = Figure(note.Exchange),
            Change = Figure(note.Gap),
            Cost = note.Cost.ToString(),
        },
        note.Address);

    private static string? Figure(decimal? amount) => amount?.ToString("0.############", CultureInfo.InvariantCulture);

    private static Task<T> TryAsync<T>(NoteId note, Func<Task<T>> act) => JournalTries.RunAsync(act, $"Note {note} could not be read or written.");
}
