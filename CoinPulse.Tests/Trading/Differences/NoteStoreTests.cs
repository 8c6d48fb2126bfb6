using CoinPulse.Core.Accounts;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data.Holdings;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading;
using CoinPulse.Data.Trading.Differences;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Trading.Differences;

/// <summary>Differences and notes as both databases keep them.</summary>
public sealed class NoteStoreTests
{
    private static readonly UserId Owner = new(Guid.CreateVersion7(Story.Now));
    private static readonly AccountId Account = new(Guid.CreateVersion7(Story.Now));
    private static readonly MarketCode Ada = MarketCode.From("KRW-ADA");

    private readonly FakeTimeProvider _wall = new(Story.Now);

    [Theory, EveryDatabase]
    public async Task What_stands_is_kept_with_since_when_and_what_is_explained_is_over(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var store = new DifferenceStore(database);
        var (won, coin) = (new FoundDifference(new TieOutDifference(null, 1_000.123456789012m, 900), null), new FoundDifference(new TieOutDifference(Ada, 0, 0.00000001m), new Price(512.5m)));
        await store.KeepAsync(Owner, Account, [coin, won], Sought.EngineOrders | Sought.HandTrades, Story.Now, default);

        var standing = await store.KeepAsync(Owner, Account, [coin, won], Sought.Everything, Story.Now.AddMinutes(1), default);
        standing.Select(difference => difference.Asset).Should().Equal(Asset.Krw, Ada.Base);

        var read = await new DifferenceStore(database).OfAsync(Owner, Account, default);
        read.Select(d => (d.Gap, d.Since, d.Worth, d.Sought)).Should().Equal((-100.123456789012m, Story.Now, null, Sought.Everything), (0.00000001m, Story.Now, new Price(512.5m), Sought.Everything));
        (await store.OfAsync(new UserId(Guid.CreateVersion7(Story.Now)), Account, default)).Should().BeEmpty("nobody sees another's");

        await store.KeepAsync(Owner, Account, [coin], Sought.Everything, Story.Now.AddMinutes(2), default);
        (await store.OfAsync(Owner, Account, default)).Should().ContainSingle().Which.Asset.Should().Be(Ada.Base);
    }

    [Theory, EveryDatabase]
    public async Task Handed_in_by_many_hands_it_is_one_note_and_is_accepted_once_under_the_lease(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var draft = Draft(3);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Store(database).WriteAsync(Owner, Note(draft), default)));
        (await Store(database).LiveForEveryoneAsync(PriceSource.Upbit, default)).Should().ContainSingle();
        var proof = (await new JobLease(database, _wall).TryTakeAsync("engine", "one", TimeSpan.FromSeconds(10), default))!;

        var stranger = proof with { Fence = proof.Fence + 1 };
        await Store(database).Invoking(store => store.ChangeAsync(Owner, draft.Id, Accept, stranger, default)).Should().ThrowAsync<LeaseLostException>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store(database).ChangeAsync(Owner, draft.Id, Accept, proof, default)));

        (await new BooksStore(database).CoinsAsync(Owner, Account, Ada, default)).Should().Be(new Quantity(3));
        (await new AuditTrail(database).AboutAsync(Owner, 10, default)).Should().ContainSingle(entry => entry.Act == AuditActs.BooksCorrected);
        (await Store(database).LiveForEveryoneAsync(PriceSource.Upbit, default)).Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task What_dies_inside_leaves_neither_posting_nor_audit_nor_a_note_that_is_done(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var draft = Draft(3);
        await Store(database).WriteAsync(Owner, Note(draft), default);

        var mortal = new NoteStore(database, new AuditPen(_wall), _wall, new DyingInside());
        await mortal.Invoking(store => store.ChangeAsync(Owner, draft.Id, Accept, null, default)).Should().ThrowAsync<SimulatedCrashException>();

        (await Store(database).FindAsync(Owner, draft.Id, default))!.State.Should().Be(NoteState.Written);
        (await new BooksStore(database).BalancesAsync(Owner, Account, default)).Should().BeEmpty();
        (await new AuditTrail(database).AboutAsync(Owner, 10, default)).Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task What_is_booked_is_among_the_transfers_and_moves_the_average_cost_by_what_it_was_worth(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var (booked, refused) = (Draft(3), Draft(7));
        await Store(database).WriteAsync(Owner, Note(booked), default);
        await Store(database).WriteAsync(Owner, Note(refused), default);
        await Store(database).ChangeAsync(Owner, booked.Id, Accept, null, default);
        await Store(database).ChangeAsync(Owner, refused.Id, Refuse, null, default);

        var transfers = await new HistoryMarks(database).TransfersAsync(Owner, Account, Story.Now.AddMinutes(-10), default);

        var line = transfers.Should().ContainSingle().Subject;
        (line.Change, line.At, line.Note!.Kind, line.Note.Text).Should().Be((3m, Story.Now.AddMinutes(-5), NoteKind.Airdrop, "welcome"));
        (await new HistoryMarks(database).TransfersAsync(Owner, Account, Story.Now, default)).Should().BeEmpty();
        var cost = CoinCost.Of([], transfers, _ => new Price(500));
        (cost.Held, cost.Cost, cost.IsGuess).Should().Be((new Quantity(3), new Krw(1_500), false));
    }

    private NoteStore Store(TestDatabase database) => new(database, new AuditPen(_wall), _wall);

    private NoteDraft Draft(decimal gap) => new(NoteId.At(_wall.GetUtcNow()), Account, Ada.Base, gap, NoteKind.Airdrop, "welcome");

    private BooksNote Note(NoteDraft draft) => new(Owner, draft, PriceSource.Upbit, null, _wall.GetUtcNow());

    private IReadOnlyList<Posting> Accept(BooksNote note)
    {
        if (note.State != NoteState.Written) return [];
        note.Begin(new BooksDifference(Owner, Account, new TieOutDifference(Ada, 0, 3), Sought.Everything, new Price(500), Story.Now.AddMinutes(-5)));
        note.End(_wall.GetUtcNow());
        return Ledger.CoinsCorrected(Owner, Account, Ada, note.Coins, note.Cost, note.Reference, Story.Now);
    }

    private IReadOnlyList<Posting> Refuse(BooksNote note)
    {
        note.Refuse(NoteProblems.Changed, 3, _wall.GetUtcNow());
        return [];
    }

    private sealed class DyingInside : ICrashPoints
    {
        public void At(string point)
        {
            if (point == JournalCrashPoint.InsideChange) throw new SimulatedCrashException(point);
        }
    }
}
