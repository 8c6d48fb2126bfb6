using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Invariants;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading;
using CoinPulse.Data.Trading.Differences;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Cycle;
using CoinPulse.Tests.Trading.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoinPulse.Tests.Trading.Differences;

/// <summary>Where a person explains: the real desk, clerk and watch on a floor whose line and process can fail.</summary>
internal sealed class NoteTable
{
    private readonly Floor _floor;

    private NoteTable(Floor floor)
    {
        _floor = floor;
        Restart();
    }

    public NoteStore Notes { get; private set; } = null!;

    public NoteWatch Watch { get; private set; } = null!;

    public IDifferenceDesk Desk { get; private set; } = null!;

    public InvariantsCheck Invariants { get; private set; } = null!;

    public static NoteTable On(Floor floor) => new(floor);

    /// <summary>New objects on the same database: what a restart leaves.</summary>
    public void Restart()
    {
        _floor.Restart();
        (Desk, Watch) = Make(_floor);
    }

    /// <summary>The desk of another process on the same database, which is not the engine.</summary>
    public IDifferenceDesk DeskElsewhere() => Make(new LeaseInHand()).Desk;

    /// <summary>A difference is seen, and stands for as long as it must before a word is taken for it.</summary>
    public async Task<BooksDifference> SeeAsync()
    {
        await _floor.ReconcileAsync();
        _floor.Wall.Advance(BooksDifference.LeastStanding);
        await _floor.ReconcileAsync();
        return (await StandingAsync())[0];
    }

    public Task<IReadOnlyList<BooksDifference>> StandingAsync() => _floor.Differences.OfAsync(_floor.Account.Owner, _floor.Account.Id, default);

    public NoteDraft Draft(BooksDifference shown, NoteKind kind = NoteKind.PocketMove, string? text = null) =>
        new(NoteId.At(_floor.Wall.GetUtcNow()), shown.Account, shown.Asset, shown.Gap, kind, text);

    public Task<Result<BooksNote>> ExplainAsync(NoteDraft draft) => Desk.ExplainAsync(_floor.Account.Owner, draft, "203.0.113.7");

    public Task<Result<BooksNote>> ExplainAsync(BooksDifference shown, NoteKind kind = NoteKind.PocketMove, string? text = null) => ExplainAsync(Draft(shown, kind, text));

    public async Task<BooksNote> NowAsync(NoteId note) => (await Notes.FindAsync(_floor.Account.Owner, note, default))!;

    /// <summary>A line of the books: won, and coins.</summary>
    public async Task<(Krw Amount, Quantity Coins)> LineAsync(BookLine line)
    {
        var lines = (await _floor.Books.BalancesAsync(_floor.Account.Owner, _floor.Account.Id, default)).Where(known => known.Line == line).ToList();
        return (lines.Aggregate(Krw.Zero, (sum, known) => sum + known.Amount), lines.Aggregate(Quantity.Zero, (sum, known) => sum + known.Coins));
    }

    public Task GiveAsync(decimal coins) => _floor.Paper.DepositAsync(_floor.Account, Story.Market.Base, new Quantity(coins), default);

    public Task TakeAsync(decimal coins) => _floor.Paper.WithdrawAsync(_floor.Account, Story.Market.Base, new Quantity(coins), default);

    private (IDifferenceDesk Desk, NoteWatch Watch) Make(IEngineLease lease)
    {
        var pen = new AuditPen(_floor.Wall);
        Notes = new NoteStore(_floor.Database, pen, _floor.Wall, _floor);
        var orders = new OrderSync(_floor.Accounts, _floor.Positions, new OrderSyncMarks(_floor.Database), _floor, _floor.Hub, _floor.Desk, _floor.Clock, NullLogger<OrderSync>.Instance);
        Invariants = new InvariantsCheck(
            _floor.Accounts, new InvariantsStore(_floor.Database), _floor, _floor.Reconciliation, _floor.Gate, new AuditTrail(_floor.Database), pen, _floor.Hub, lease, NullLogger<InvariantsCheck>.Instance);
        var clerk = new NoteClerk(
            Notes, _floor.Accounts, _floor.Books, _floor.Positions, _floor.Desk, _floor.Reconciliation, orders, Invariants, _floor.Gate, _floor.Journal, lease, _floor.Clock, _floor.Wall);
        var watch = new NoteWatch(Notes, clerk, _floor.Hub, lease, new SystemStartup(), _floor.Wall, NullLogger<NoteWatch>.Instance);
        return (new DifferenceDesk(Notes, _floor.Differences, _floor.Accounts, _floor.Hub, clerk, lease, _floor.Wall), watch);
    }
}
