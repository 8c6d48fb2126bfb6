using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Data.Exchanges;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>The paper exchange of the product behind a bad line. It hears its prices from the market itself.</summary>
internal sealed class PretendPaper : IPretendExchange
{
    private readonly World _world;
    private readonly ExchangeFaultPlan _faults;
    private readonly InMemoryPaperStore? _memory;

    public PretendPaper(World world)
    {
        _world = world;
        _faults = new ExchangeFaultPlan(world.Seed, new ExchangeFaultRates(0.07, 0.07, 0.05, 0.03, 0.15, 0.1, 0.15));

        // One story in four keeps the exchange's books in the database too; the others are told faster.
        if (world.Seed % 4 != 0) _memory = new InMemoryPaperStore();
    }

    public async Task OpenAsync(TradingAccount account)
    {
        using var line = new Line(this, new SimulatedCrashes());
        await line.Paper.OpenAsync(AtExchange(account), default);
    }

    public IPretendLine Reach(SimulatedCrashes crashes) => new Line(this, crashes);

    public Task TellAsync(Func<Task> story) => story();

    public Task PassAsync(TimeSpan time)
    {
        _world.Wall.Advance(time);
        return Task.CompletedTask;
    }

    public void Place(MarketCode market, Price bid, Price ask, Quantity depth, int levels)
    {
    }

    public void Halt(MarketCode market, bool halted)
    {
    }

    public string? Stir() => null;

    public void Sum()
    {
        foreach (var what in _faults.Happened) _world.Tally.Count(what);
    }

    public void Calm() => _faults.IsOn = false;

    public async Task<PretendBooks> BooksAsync(TradingAccount account)
    {
        var books = Books(new NoCrashPoints());
        var state = (await books.LoadAsync(account.Owner, account.Id, default))!;
        var closed = await books.ClosedSinceAsync(account.Owner, account.Id, DateTimeOffset.MinValue, default);
        return new PretendBooks(
            (state.Account.FreeCash + state.Account.LockedCash).Value,
            state.Coins.ToDictionary(coin => $"KRW-{coin.Key}", coin => coin.Value.Free.Value + coin.Value.Locked.Value),
            [.. closed.Concat(state.Resting.Values).Select(order => new PretendOrder(order.Id.Value, order.Key?.Value, order.Executed.Value, [.. order.Trades.Select(trade => trade.Id)]))]);
    }

    private IPaperStore Books(ICrashPoints crashes) => _memory is { } memory ? new MortalPaperStore(memory, crashes) : new PaperStore(_world.Database, crashes, TimeProvider.System);

    /// <summary>The account as the paper exchange knows it: every pocket is one of its accounts.</summary>
    private static TradingAccount AtExchange(TradingAccount account) => new(account.Id, account.Owner, AccountKind.Paper, account.Source, account.OpenedAt);

    private sealed class Line : IPretendLine
    {
        private readonly PaperVenue _venue;
        private readonly Dictionary<AccountId, FaultyExchange> _lines = [];
        private readonly PretendPaper _owner;

        public Line(PretendPaper owner, SimulatedCrashes crashes)
        {
            _owner = owner;
            _venue = new PaperVenue(owner._world.Hub, owner._world.Wall, stepsByHand: true);
            Paper = new PaperExchanges(_venue, owner.Books(crashes), owner._world.Clock, crashes, NullLogger<PaperExchanges>.Instance);
        }

        public PaperExchanges Paper { get; }

        public int AtOnce => 1;

        public IExchange For(TradingAccount account)
        {
            if (!_lines.TryGetValue(account.Id, out var line)) _lines[account.Id] = line = new FaultyExchange(Paper.For(AtExchange(account)), _owner._faults, _owner._world.Wall);
            return line;
        }

        public Task TakeUpAsync() => Paper.ResumeForEveryoneAsync(default);

        public Task PumpAsync() => _venue.PumpAsync();

        public void ReleaseEvents()
        {
            foreach (var account in _owner._world.Accounts) _lines.GetValueOrDefault(account.Id)?.ReleaseEvents();
        }

        public async Task<Quantity> FreeAsync(TradingAccount account, MarketCode market) =>
            (await Paper.For(AtExchange(account)).BalancesAsync(default)).Value.Of(market.Base).Free;

        public async Task<IReadOnlyList<PretendOrder>> OpenAsync(TradingAccount account) =>
            [.. (await Paper.For(AtExchange(account)).OpenOrdersAsync(default)).Value.Select(order => new PretendOrder(order.Id.Value, order.Key?.Value, order.Executed.Value, []))];

        public async Task<string> PlaceByHandAsync(TradingAccount account, OrderRequest order)
        {
            var answer = await Paper.PlaceByHandAsync(AtExchange(account), order, default);
            return $"{answer.Kind} {answer.Fault?.Code}";
        }

        public Task CancelByHandAsync(TradingAccount account, string id) => Paper.CancelByHandAsync(AtExchange(account), ExchangeOrderId.From(id), default);

        public void Dispose()
        {
            Paper.Dispose();
            _venue.Dispose();
        }
    }

    /// <summary>The same books behind the crash points of a new process.</summary>
    private sealed class MortalPaperStore(InMemoryPaperStore books, ICrashPoints crashes) : IPaperStore
    {
        public Task OpenAsync(UserId owner, PaperAccount account, CancellationToken cancellationToken) => books.OpenAsync(owner, account, cancellationToken);

        public Task<PaperState?> LoadAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => books.LoadAsync(owner, account, cancellationToken);

        public Task<int?> VersionAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => books.VersionAsync(owner, account, cancellationToken);

        public async Task<PaperCommit> CommitAsync(UserId owner, PaperChange change, LeaseProof? engine, CancellationToken cancellationToken)
        {
            crashes.At(PaperCrashPoint.BeforeCommit);
            var result = await books.CommitAsync(owner, change, engine, cancellationToken);
            crashes.At(PaperCrashPoint.AfterCommit);
            return result;
        }

        public Task<PaperOrder?> FindAsync(UserId owner, AccountId account, ClientOrderId key, CancellationToken cancellationToken) =>
            books.FindAsync(owner, account, key, cancellationToken);

        public Task<IReadOnlyList<PaperOrder>> ClosedSinceAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken) =>
            books.ClosedSinceAsync(owner, account, since, cancellationToken);

        public Task<IReadOnlyList<PaperOrder>> EndedAsync(UserId owner, AccountId account, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
            books.EndedAsync(owner, account, from, to, cancellationToken);

        public Task<PaperOrder?> FindAsync(UserId owner, AccountId account, Core.Exchanges.ExchangeOrderId id, CancellationToken cancellationToken) =>
            books.FindAsync(owner, account, id, cancellationToken);

        public Task<IReadOnlyList<PaperTransfer>> TransfersAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken) =>
            books.TransfersAsync(owner, account, since, cancellationToken);

        public Task<IReadOnlyList<PaperAccount>> WithRestingOrdersForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) =>
            books.WithRestingOrdersForEveryoneAsync(source, cancellationToken);
    }
}
