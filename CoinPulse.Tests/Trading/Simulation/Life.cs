using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>
/// One process on the world: the real desk, guards, cycle and reconciliation, made new after every crash. What the engine does on many threads is done here one
/// thing after another in an order drawn by lot, so that a seed tells the same story again.
/// </summary>
internal sealed class Life : IExchangeDirectory, IEngineLease, IAgreements, IDatabaseState, IDisposable
{
    private readonly World _world;
    private readonly PaperVenue _venue;
    private readonly FaultyExchange _line;
    private readonly GuardBook _guards;
    private readonly DueList _due;
    private readonly List<Func<Task>> _waiting = [];
    private readonly IDisposable _prices;
    private readonly IDisposable _stream;
    private readonly TradingCycle _cycle;
    private readonly Reconciliation _reconciliation;

    public Life(World world)
    {
        _world = world;
        var (wall, clock, hub) = (world.Wall, world.Clock, world.Hub);
        _venue = new PaperVenue(hub, wall, stepsByHand: true);
        Paper = new PaperExchanges(_venue, world.PaperBooks(Crashes), clock, Crashes, NullLogger<PaperExchanges>.Instance);
        _line = new FaultyExchange(Paper.For(world.Account), world.Faults, wall);

        var pen = new AuditPen(wall);
        Positions = new MortalPositions(new PositionStore(world.Database, pen, wall), Crashes);
        var books = new MortalBooks(new BooksStore(world.Database), Crashes);
        var accounts = new TradingAccountsStore(world.Database, clock, pen);
        var sender = new OrderSender(Positions, this, this, clock, wall, NullLogger<OrderSender>.Instance);
        var resolver = new UnknownResolver(Positions, this, books, sender, clock, wall);
        Desk = new PositionDesk(Positions, this, hub, sender, resolver, books, this, clock, wall, NullLogger<PositionDesk>.Instance);
        _guards = new GuardBook(clock);
        _due = new DueList(wall);
        Desk.Changed += _guards.Put;
        Desk.Due += (file, after) => _due.Add(file.Position.Account, file.Position.Id, after);
        _guards.Stirred += _due.Hasten;
        _guards.Fired += fired => _waiting.Add(() => SellAsync(fired));
        _prices = hub.Subscribe(_guards.OnPrice, SubscriptionOrder.Guard);
        _stream = _line.Subscribe(order => _waiting.Add(() => HearAsync(order)));

        var gate = new EntryGate(hub, this, this, new JournalThere());
        var board = new OpinionBoard(hub);
        var switches = new StopSwitchStore(world.Database, pen, wall);
        var look = new AccountLook(accounts, new AccountHistoryStore(world.Database), switches, books, this, this, hub);
        _cycle = new TradingCycle(
            accounts, Positions, new DecisionLog(world.Database), look, hub, board, new StrategyCatalog([new EagerStrategy()]), Desk, gate, this, clock, wall,
            NullLogger<TradingCycle>.Instance);

        // An engine that hears nothing and is never started: the comparison asks it to listen, and here this listens.
        var idle = new TradingEngine(Positions, accounts, this, hub, Desk, new GuardBook(clock), this, new SystemStartup(), wall, NullLogger<TradingEngine>.Instance);
        _reconciliation = new Reconciliation(accounts, Positions, books, this, hub, Desk, idle, gate, clock, NullLogger<Reconciliation>.Instance);
    }

    public SimulatedCrashes Crashes { get; } = new();

    public PaperExchanges Paper { get; }

    public IPositionStore Positions { get; }

    public PositionDesk Desk { get; }

    public TieOut? TieOut => _reconciliation.Of(_world.Account.Id);

    public LeaseProof? Proof => _world.Proof;

    string IDatabaseState.Provider => "simulated";

    string IDatabaseState.Location => "";

    bool IDatabaseState.FellBack => false;

    public IExchange For(TradingAccount account) => _line;

    /// <summary>What the engine does when it starts.</summary>
    public async Task TakeUpAsync()
    {
        await Paper.ResumeForEveryoneAsync(default);
        foreach (var file in await Positions.LiveAsync(_world.Account.Owner, _world.Account.Id, default))
        {
            _guards.Put(file);
            _due.Add(_world.Account.Id, file.Position.Id, TimeSpan.Zero);
        }
    }

    /// <summary>Time goes by, and with it everything that was waiting for it.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan step)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            _world.Wall.Advance(step);
            foreach (var (_, position) in _due.TakeDue()) _waiting.Add(() => Desk.AdvanceAsync(_world.Account, position));
            await WorkAsync();
        }
    }

    /// <summary>Everything that has come up, in an order drawn by lot, and what comes of it.</summary>
    public async Task WorkAsync()
    {
        await _venue.PumpAsync();
        while (_waiting.Count > 0)
        {
            var index = _world.Dice.Next(_waiting.Count);
            var work = _waiting[index];
            _waiting.RemoveAt(index);
            await work();
            await _venue.PumpAsync();
        }
    }

    public async Task CycleAsync()
    {
        try
        {
            await _cycle.RunAsync(_world.Account, default);
        }
        catch (InvalidOperationException fault) when (fault.Message.StartsWith("The balances of account", StringComparison.Ordinal))
        {
            _world.Note("the cycle could not read the balances");
        }
    }

    public Task ReconcileAsync() => _reconciliation.RunAsync(_world.Account, default);

    public async Task PanicAsync()
    {
        foreach (var file in await Positions.LiveAsync(_world.Account.Owner, _world.Account.Id, default))
        {
            await Desk.ExitAsync(_world.Account, file.Position.Id, ExitReason.ByPerson, Reason.Of(ExitReasons.Panic, ("scope", "account")), null, _world.Wall.GetUtcNow());
        }
    }

    public void ReleaseEvents() => _line.ReleaseEvents();

    public void Dispose()
    {
        _prices.Dispose();
        _stream.Dispose();
        Paper.Dispose();
        _venue.Dispose();
    }

    Task<IReadOnlyList<AgreementDocument>> IAgreements.MissingToEnterAsync(UserId owner, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AgreementDocument>>([]);

    Task<bool> IAgreements.HasAgreedToTradingAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(true);

    Task IAgreements.AgreeAsync(UserId owner, IReadOnlyList<AgreementDocument> documents, DateTimeOffset at, string? address, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    Task<IReadOnlyList<AgreementAcceptance>> IAgreements.HistoryAsync(UserId owner, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AgreementAcceptance>>([]);

    Task<StorageTrouble> IDatabaseState.ProbeAsync(CancellationToken cancellationToken) => Task.FromResult(StorageTrouble.None);

    private async Task SellAsync(GuardFired fired)
    {
        var (guard, trigger, _) = fired;
        await Desk.ExitAsync(
            _world.Account, guard.Position, trigger.Because, Reason.Of(trigger.Because.ToString()), trigger.IsWhole ? null : trigger.Quantity, _world.Wall.GetUtcNow());
    }

    private Task HearAsync(ExchangeOrder order)
    {
        if (order.Key is not { } key || !key.Value.StartsWith("cp-", StringComparison.Ordinal)) return Task.CompletedTask;
        return Desk.TakeNewsAsync(_world.Account, new PositionId(Guid.ParseExact(key.Value.AsSpan(3, 32), "N")), order);
    }
}
