using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Operations;
using CoinPulse.Tests.Exchanges.Upbit;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Tests.Trading.Live;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Tests.Trading.Crashes;

/// <summary>
/// Two processes of the product on one PostgreSQL and one pretended Upbit, where a pocket is traded live and holds a guarded position in each of its markets; every other one has its
/// target at the exchange.
/// </summary>
internal sealed class LivePair : IAsyncDisposable
{
    public static IReadOnlyList<MarketCode> Markets { get; } =
        [.. new[] { "KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-ADA", "KRW-SOL", "KRW-DOT" }.Select(MarketCode.From)];

    /// <summary>Coins that are held of each.</summary>
    public const decimal Bought = 0.5m;

    // Each process has a name of its own for the one machine that both ask, and so tells who it is.
    private static readonly string[] Names = ["127.0.0.1", "localhost"];

    private readonly TestDatabase _database;
    private readonly FakeUpbit _upbit;
    private readonly List<RunningProduct> _processes = [];

    private LivePair(TestDatabase database, FakeUpbit upbit, TradingAccount account) => (_database, _upbit, Account) = (database, upbit, account);

    public TradingAccount Account { get; }

    public TestDatabase Database => _database;

    public FakePocket Pocket => _upbit.Private.Pocket;

    /// <summary>Everything that was asked of Upbit and would change something.</summary>
    public IReadOnlyList<(string To, string Request)> Changes => [.. _upbit.Private.Changes];

    public static async Task<LivePair> StartAsync()
    {
        var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        var first = await LiveProduct.StartAsync(Markets, ("ConnectionStrings:CoinPulse", database.ConnectionString));
        await first.GoLiveAsync();
        var account = await first.AccountAsync();
        foreach (var (number, market) in Markets.Index()) await BuyAsync(first, account, market, restsTarget: number % 2 == 0);
        await Patience.UntilAsync(() => first.Pocket.List(order => order is { IsOpen: true, Side: "ask" }).Count == Markets.Count / 2);
        var pair = new LivePair(database, await first.LeaveAsync(), account);
        for (var number = 0; number < Names.Length; number++)
        {
            pair._processes.Add(pair.StartProcess(number));
            await pair._processes[^1].LineWithAsync("http://");
            if (number == 0) await Patience.UntilAsync(async () => await pair.EngineAsync() == 0);
        }

        return pair;
    }

    public RunningProduct this[int process] => _processes[process];

    /// <summary>The process that holds the engine's lease; null for none.</summary>
    public async Task<int?> EngineAsync()
    {
        var lease = (await new LeaseBook(_database, TimeProvider.System).LeasesForEveryoneAsync(default)).FirstOrDefault(lease => lease.Name == EngineLease.Name);
        var number = lease?.Holder is { } holder ? _processes.FindIndex(process => holder.Contains($":{process.Process.Id}:", StringComparison.Ordinal)) : -1;
        return number < 0 ? null : number;
    }

    /// <summary>How the orders of the positions in these markets begin.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(IReadOnlyList<MarketCode> markets)
    {
        await using var context = _database.CreateDbContext();
        return [.. (await context.Set<Position>().Where(position => markets.Contains(position.Market)).Select(position => position.Id).ToListAsync()).Select(id => $"cp-{id.Value:N}-")];
    }

    /// <summary>The market falls through the stop, and both processes hear it, unless they sleep.</summary>
    public void Fall(MarketCode market)
    {
        var price = LiveProduct.Price * 0.96m;
        (Pocket.Markets[market.Value].Bids, Pocket.Markets[market.Value].Asks) = ([(price, 1_000)], [(price + 100, 1_000)]);
        _upbit.Sockets.Trade(market.Value, (double)price, 0.1, TimeProvider.System.GetUtcNow());
    }

    /// <summary>Every line to us has been given all that was said: who slept has heard what it missed.</summary>
    public bool IsHeard => _upbit.Sockets.Waiting == 0;

    /// <summary>Until nothing of these markets is left at the exchange, and the journal knows.</summary>
    public Task SoldAsync(IReadOnlyList<MarketCode> markets) => Patience.UntilAsync(async () =>
    {
        if (markets.Any(market => Pocket.Of(market.Base.Value) != (0, 0))) return false;
        await using var context = _database.CreateDbContext();
        return !await context.Set<Position>().AnyAsync(position => markets.Contains(position.Market) && position.State != PositionState.Closed);
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        await _upbit.DisposeAsync();
        await _database.DisposeAsync();
    }

    private RunningProduct StartProcess(int number) => RunningProduct.Start(
        ("ConnectionStrings__CoinPulse", _database.ConnectionString),
        ("Market__Source", "Upbit"),
        ("Upbit__RestUrl", Named(_upbit.RestUrl, number)),
        ("Upbit__WebSocketUrl", Named(_upbit.WebSocketUrl, number)),
        ("Upbit__PrivateWebSocketUrl", Named(_upbit.PrivateWebSocketUrl, number)),
        ("Logs__Level", "Warning"));

    private static string Named(Uri address, int number) => new UriBuilder(address) { Host = Names[number] }.Uri.ToString();

    private static async Task BuyAsync(LiveProduct product, TradingAccount account, MarketCode market, bool restsTarget)
    {
        var now = product.Get<EngineClock>().GetUtcNow();
        var plan = new ExitPlan(Percent.Of(3), Percent.Of(9), [new ExitTarget(Percent.Of(4), Percent.Of(100))], restsTarget, null, null, Percent.Zero, null);
        var position = new Position(
            new EntryKey(account.Id, StrategyId.From("swing"), market, now), account.Owner, account.Kind, account.Source, Reason.Of("Test"), now, new Krw(60_000), plan, new Percent(Story.FeeRate));
        var file = new PositionFile(position, null, [], []);
        file.Plan(Leg.Entry, key => OrderRequest.BuyNow(key, market, new Price(LiveProduct.Price), new Quantity(Bought)), TimeProvider.System.GetUtcNow());
        if (!await product.Get<IPositionStore>().TryOpenAsync(account.Owner, file, product.Get<IEngineLease>().Proof, default)) throw new InvalidOperationException($"{market} was bought before.");
        await product.Get<PositionDesk>().EnterAsync(account, file, TimeProvider.System.GetTimestamp());
    }
}
