using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Invariants;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Reserve;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading;
using CoinPulse.Data.Trading.Differences;
using CoinPulse.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>
/// One process on the world: the real engine with its desk, guards, cycle, reserve and reconciliation, made new after every crash. What the engine does on many
/// threads is done here one thing after another in an order drawn by lot, so that a seed tells the same story again.
/// </summary>
internal sealed class Life : IExchangeDirectory, IEngineLease, IAgreements, IDatabaseState, IDisposable
{
    private readonly World _world;
    private readonly IPretendLine _line;
    private readonly Core.Trading.Reserve.Reserve _reserve;
    private readonly ReservedJournal _journal;
    private readonly TradingEngine _engine;
    private readonly PositionDesk _desk;
    private readonly PositionDesk _elsewhere;
    private readonly List<Func<Task>> _waiting = [];
    private readonly Troubles _troubles = new();
    private readonly IDisposable _prices;
    private readonly TradingCycle _cycle;
    private readonly Reconciliation _reconciliation;
    private readonly PersonsWord _word;

    public Life(World world)
    {
        _world = world;
        var (wall, clock, hub, storage) = (world.Wall, world.Clock, world.Hub, world.Storage);
        _line = world.Exchange.Reach(Crashes);

        var pen = new AuditPen(wall);
        var written = new PositionStore(storage, pen, wall);
        var books = world.Flaw.Books(new MortalBooks(new BooksStore(storage), Crashes), id => For(world.Accounts.Single(account => account.Id == id)));
        Accounts = new TradingAccountsStore(storage, clock, pen);
        Switches = new StopSwitchStore(storage, pen, wall);
        _reserve = new Core.Trading.Reserve.Reserve(world.Folder?.Path ?? "", NullLogger<Core.Trading.Reserve.Reserve>.Instance, size: 64 * 1024);
        _journal = new ReservedJournal(world.Flaw.Journal(new MortalPositions(written, Crashes, world.Accounts)), _reserve, Accounts, this, clock, wall, NullLogger<ReservedJournal>.Instance) { Aside = AtOnceScheduler.Instance };

        var guards = new GuardBook(clock);
        _desk = DeskOf(_journal, books, this);
        _engine = new TradingEngine(_journal, Accounts, this, hub, _desk, guards, this, new SystemStartup(), wall, _troubles.Of<TradingEngine>()) { Begin = BeginAsync };
        _prices = hub.Subscribe(guards.OnPrice, SubscriptionOrder.Guard);
        _elsewhere = DeskOf(written, new BooksStore(storage), new LeaseInHand());

        var gate = new EntryGate(hub, this, this, _journal);
        var look = new AccountLook(Accounts, new AccountHistoryStore(storage), Switches, books, this, this, hub);
        _cycle = new TradingCycle(
            Accounts, _journal, new DecisionLog(storage), look, hub, new OpinionBoard(hub), new StrategyCatalog([new EagerStrategy()]), _desk, gate, this, clock, wall,
            NullLogger<TradingCycle>.Instance);
        _reconciliation = new Reconciliation(Accounts, _journal, books, new HandTrades(books, _journal, this, _desk, _journal), this, hub, _desk, _engine, gate, _journal, clock, NullLogger<Reconciliation>.Instance, differences: new DifferenceStore(storage));
        _word = WordOf(pen, books, gate);
        Person = new TradingDesk(Accounts, _journal, Switches, _desk, guards, hub, this, new AuditTrail(storage), pen, wall, _troubles.Of<TradingDesk>(), work => work());
    }

    public SimulatedCrashes Crashes { get; } = new();

    /// <summary>The way to the exchange, and the person's own.</summary>
    public IPretendLine Line => _line;

    public TradingAccountsStore Accounts { get; }

    public StopSwitchStore Switches { get; }

    /// <summary>What the person does on the page.</summary>
    public TradingDesk Person { get; }

    public LeaseProof? Proof => _world.Proof;

    string IDatabaseState.Provider => "simulated";

    string IDatabaseState.Location => "";

    bool IDatabaseState.FellBack => false;

    public IExchange For(TradingAccount account) => _world.Flaw.Exchange(_line.For(account));

    /// <summary>What the last comparison of an account said.</summary>
    public TieOut? TieOutOf(TradingAccount account) => _reconciliation.Of(account.Id);

    /// <summary>What is written is the whole truth: nothing waits in the reserve.</summary>
    public bool JournalIsWhole => !_world.Storage.IsGone && !_journal.IsAway;

    public Task<IReadOnlyList<PositionFile>> LiveAsync(TradingAccount account) => _journal.LiveAsync(account.Owner, account.Id, default);

    /// <summary>What a process does when it starts: the reserve first, then the exchange, then the guards.</summary>
    public async Task TakeUpAsync()
    {
        if (_world.HasBadDays) _reserve.Open();
        await _journal.TryEnterAsync(default);
        await _line.TakeUpAsync();
        await _engine.TakeUpAsync(default);
    }

    /// <summary>Time goes by, and with it everything that was waiting for it.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan step)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            await _world.Exchange.PassAsync(step);
            await ReturnAsync();
            _engine.LookAtWhatIsDue();
            await WorkAsync();
        }

        await TryAsync(async () =>
        {
            await _engine.KeepPeaksAsync(default);
            await _engine.TakeUpLeavingAsync(default);
        });
        await WorkAsync();
    }

    /// <summary>Everything that has come up, in an order drawn by lot, and what comes of it. What waits for the exchange lets others go on beside it.</summary>
    public async Task WorkAsync()
    {
        await _line.PumpAsync();
        while (_waiting.Count > 0)
        {
            await Task.WhenAll(Enumerable.Range(0, Math.Min(_waiting.Count, _line.AtOnce)).Select(_ => Drawn()).ToList().Select(work => work()));
            MustBeWell();
            await _line.PumpAsync();
        }
    }

    public async Task CycleAsync()
    {
        foreach (var account in _world.Accounts) await TryAsync(() => _cycle.RunAsync(account, default));
    }

    public async Task ReconcileAsync()
    {
        foreach (var account in _world.Accounts) await TryAsync(() => _reconciliation.RunAsync(account, default));
    }

    /// <summary>The person says what nothing else explains.</summary>
    public async Task ExplainAsync()
    {
        foreach (var account in _world.Accounts) await TryAsync(() => _word.ExplainAsync(account));
    }

    /// <summary>The person sells on a page that another process serves.</summary>
    public Task SellElsewhereAsync(TradingAccount account, PositionId position) => TryAsync(() => _elsewhere.ExitAsync(
        account, position, ExitReason.ByPerson, Reason.Of(ExitReasons.ClosedByPerson), null, _world.Wall.GetUtcNow()));

    /// <summary>What a page or a job meets with when the storage is away or the line is bad: it is told, and nobody dies of it.</summary>
    public async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception fault) when (IsKnown(fault))
        {
            _world.Note($"in vain: {fault.Message}");
        }

        MustBeWell();
    }

    public void Dispose()
    {
        _prices.Dispose();
        _engine.Dispose();
        _journal.Dispose();
        _reserve.Dispose();
        _line.Dispose();
    }

    Task<IReadOnlyList<AgreementDocument>> IAgreements.MissingToEnterAsync(UserId owner, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AgreementDocument>>([]);

    Task<bool> IAgreements.HasAgreedToTradingAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(true);

    Task IAgreements.AgreeAsync(UserId owner, IReadOnlyList<AgreementDocument> documents, DateTimeOffset at, string? address, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    Task<IReadOnlyList<AgreementAcceptance>> IAgreements.HistoryAsync(UserId owner, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AgreementAcceptance>>([]);

    Task<StorageTrouble> IDatabaseState.ProbeAsync(CancellationToken cancellationToken) => Task.FromResult(StorageTrouble.None);

    private PositionDesk DeskOf(IPositionStore positions, Core.Trading.Books.IBooks books, IEngineLease lease)
    {
        var (wall, clock) = (_world.Wall, _world.Clock);
        var sender = new OrderSender(positions, this, lease, clock, wall, NullLogger<OrderSender>.Instance);
        var resolver = new UnknownResolver(positions, this, books, sender, clock, wall);
        return new PositionDesk(positions, this, _world.Hub, sender, resolver, books, lease, clock, wall, NullLogger<PositionDesk>.Instance);
    }

    /// <summary>What the engine would do in the background waits for its lot.</summary>
    private Task BeginAsync(Func<Task> work)
    {
        var done = new TaskCompletionSource();
        _waiting.Add(async () =>
        {
            await work();
            done.SetResult();
        });
        return done.Task;
    }

    private Func<Task> Drawn()
    {
        var index = _world.Dice.Next(_waiting.Count);
        var work = _waiting[index];
        _waiting.RemoveAt(index);
        return work;
    }

    private PersonsWord WordOf(AuditPen pen, IBooks books, EntryGate gate)
    {
        var (wall, clock, hub, storage) = (_world.Wall, _world.Clock, _world.Hub, _world.Storage);
        var orders = new OrderSync(Accounts, _journal, new OrderSyncMarks(storage), this, hub, _desk, clock, NullLogger<OrderSync>.Instance);
        var check = new InvariantsCheck(Accounts, new InvariantsStore(storage), this, _reconciliation, gate, new AuditTrail(storage), pen, hub, this, NullLogger<InvariantsCheck>.Instance);
        var notes = new NoteStore(storage, pen, wall, Crashes);
        var clerk = new NoteClerk(notes, Accounts, books, _journal, _desk, _reconciliation, orders, check, gate, _journal, this, clock, wall);
        return new PersonsWord(_world, new DifferenceStore(storage), notes, clerk);
    }

    /// <summary>The second's look at a journal that was away.</summary>
    private async Task ReturnAsync()
    {
        if (!_journal.IsAway || _world.Storage.IsGone) return;
        if (await _journal.TryEnterAsync(default) is not { } entered) return;
        _world.Note($"the journal is back with {entered.Count} positions");
        foreach (var file in entered)
        {
            var account = _world.Accounts.Single(account => account.Id == file.Position.Account);
            await TryAsync(() => _desk.AdvanceAsync(account, file.Position.Id));
        }
    }

    /// <summary>The engine goes on over every trouble of one position; a story does not, unless the trouble is one that was sent to it.</summary>
    private void MustBeWell()
    {
        if (Crashes.DiedAt is { } place) throw new SimulatedCrashException(place);
        foreach (var fault in _troubles.Take().Where(fault => !IsKnown(fault))) throw new InvalidOperationException("The engine stumbled.", fault);
    }

    private bool IsKnown(Exception fault) =>
        ((_world.Storage.IsGone || _journal.IsAway) && fault is JournalUnavailableException or Microsoft.Data.Sqlite.SqliteException)
        || fault.Message.StartsWith("The balances of account", StringComparison.Ordinal);
}
