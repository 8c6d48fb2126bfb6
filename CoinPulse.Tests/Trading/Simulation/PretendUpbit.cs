using System.Globalization;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Upbit;
using CoinPulse.Core.Exchanges.Upbit.Private;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>
/// The product's whole adapter (signer, limits, readers, verdicts, stream, news) and a fake Upbit at its other end, each account a pocket of its own. Only the network between them is
/// left out, for real sockets keep no story's time.
/// </summary>
internal sealed class PretendUpbit : IPretendExchange
{
    private static readonly TimeSpan LongestWay = TimeSpan.FromMilliseconds(60);

    private readonly World _world;
    private readonly PocketTroubles _troubles;
    private readonly Dictionary<AccountId, StoryPocket> _pockets = [];

    public PretendUpbit(World world)
    {
        _world = world;
        _troubles = new PocketTroubles(world);
    }

    /// <summary>The account's side of the fake.</summary>
    public StoryPocket PocketOf(TradingAccount account) => _pockets[account.Id];

    public Task OpenAsync(TradingAccount account)
    {
        var pocket = new StoryPocket(_pockets.Count + 1, () => _world.Wall.GetUtcNow() + _troubles.Skew) { LeavesWhatMoved = _world.ExplainsMoves };
        pocket.Api.Pocket.Move("KRW", TradingAccount.PaperCash.Value);
        pocket.Api.Troubles.Otherwise = _troubles.Next;
        _pockets[account.Id] = pocket;
        return Task.CompletedTask;
    }

    public IPretendLine Reach(SimulatedCrashes crashes) => new Line(this, crashes);

    /// <summary>On a thread of its own, on which nothing but the story is.</summary>
    public Task TellAsync(Func<Task> story) => Task.Factory.StartNew(() => StoryThread.Tell(_world.Wall, story), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public Task PassAsync(TimeSpan time) => Task.Delay(time, _world.Wall);

    public void Place(MarketCode market, Price bid, Price ask, Quantity depth, int levels)
    {
        var step = ask.Value - bid.Value;
        foreach (var pocket in _pockets.Values)
        {
            var book = pocket.BookOf(market.Value);
            book.Bids = [.. Enumerable.Range(0, levels).Select(level => (bid.Value - step * level, depth.Value))];
            book.Asks = [.. Enumerable.Range(0, levels).Select(level => (ask.Value + step * level, depth.Value))];
            pocket.Api.Pocket.Print(market.Value, bid.Value, 0);
        }
    }

    public void Halt(MarketCode market, bool halted)
    {
        foreach (var pocket in _pockets.Values) pocket.BookOf(market.Value).IsOffline = halted;
    }

    public string? Stir() => _troubles.Stir([.. _pockets.Values]);

    public void Calm()
    {
        _troubles.Calm();
        foreach (var pocket in _pockets.Values) pocket.Calm(_world.Tally);
    }

    public void Sum()
    {
        foreach (var order in _pockets.Values.SelectMany(pocket => pocket.Api.Pocket.Orders).Where(order => order.Identifier is not null))
        {
            if (order.Fills.Count > 1) _world.Tally.Count(Trouble.PartialFill);
            if (order is { Buys: true, State: "cancel", Executed: > 0 }) _world.Tally.Count(Trouble.PartialEntry);
        }
    }

    public Task<PretendBooks> BooksAsync(TradingAccount account)
    {
        var pocket = _pockets[account.Id].Api.Pocket;
        var balances = pocket.Balances();
        return Task.FromResult(new PretendBooks(
            balances.Where(one => one.Key == "KRW").Sum(one => one.Value.Free + one.Value.Locked),
            balances.Where(one => one.Key != "KRW").ToDictionary(one => $"KRW-{one.Key}", one => one.Value.Free + one.Value.Locked),
            [.. pocket.List(_ => true).Select(order => new PretendOrder(order.Uuid, order.Identifier, order.Executed, [.. order.Fills.Select(fill => fill.Uuid)]))]));
    }

    /// <summary>Most answers are there at once; some take seconds, so that an order's trades are told before it is acknowledged.</summary>
    private TimeSpan Way() => _troubles.MakesLate() ? TimeSpan.FromMilliseconds(_troubles.Dice.Next(1_000, 4_000)) : LongestWay * _troubles.Dice.NextDouble();

    private sealed class Line : IPretendLine
    {
        private readonly PretendUpbit _owner;
        private readonly CancellationTokenSource _over = new();
        private readonly Dictionary<AccountId, UpbitPocketLine> _lines = [];
        private readonly List<Task> _running = [];

        public Line(PretendUpbit owner, SimulatedCrashes crashes)
        {
            _owner = owner;
            var options = Options.Create(new UpbitOptions { RestUrl = new Uri("https://upbit.story"), PrivateWebSocketUrl = new Uri("wss://upbit.story/websocket/v1/private") });
            foreach (var (account, pocket) in owner._pockets)
            {
                var wire = new StoryWire(pocket.Api, pocket.Socket, crashes, owner._world.Wall, owner.Way, owner._world.Note, owner._world.Tally);
                var http = new HttpClient(wire) { BaseAddress = options.Value.RestUrl, Timeout = Timeout.InfiniteTimeSpan };
                _lines[account] = new UpbitPocketLine(
                    new ExchangeKey(pocket.Api.Door.Access, pocket.Api.Door.Secret), http, options, owner._world.Wall, NullLoggerFactory.Instance, dial: wire.DialAsync);
            }
        }

        public int AtOnce => 3;

        public IExchange For(TradingAccount account) => _lines[account.Id].Exchange;

        public Task TakeUpAsync()
        {
            _running.AddRange(_lines.Values.Select(line => line.RunAsync(_over.Token)));
            return Task.CompletedTask;
        }

        /// <summary>What the streams brought has been heard; a stream that ended by a fault of its own ends the story.</summary>
        public async Task PumpAsync()
        {
            await Task.Yield();
            foreach (var ended in _running.Where(one => one.IsFaulted && one.Exception.InnerException is not SimulatedCrashException)) await ended;
        }

        public void ReleaseEvents()
        {
            foreach (var pocket in _owner._pockets.Values) pocket.Socket.Release();
        }

        public Task<Quantity> FreeAsync(TradingAccount account, MarketCode market) => Task.FromResult(new Quantity(PocketOf(account).Of(market.Base.Value).Free));

        public Task<IReadOnlyList<PretendOrder>> OpenAsync(TradingAccount account) => Task.FromResult<IReadOnlyList<PretendOrder>>(
            [.. PocketOf(account).List(order => order.IsOpen).Select(order => new PretendOrder(order.Uuid, order.Identifier, order.Executed, []))]);

        public Task<string> PlaceByHandAsync(TradingAccount account, OrderRequest order)
        {
            var asked = new Dictionary<string, string>
            {
                ["market"] = order.Market.Value,
                ["side"] = order.Side == OrderSide.Bid ? "bid" : "ask",
                ["ord_type"] = order.Kind switch { OrderKind.MarketBuy => "price", OrderKind.MarketSell => "market", _ => "limit" },
            };
            if ((order.Limit?.Value ?? order.Funds?.Value) is { } price) asked["price"] = price.ToString(CultureInfo.InvariantCulture);
            if (order.Quantity is { } quantity) asked["volume"] = quantity.Value.ToString(CultureInfo.InvariantCulture);
            try
            {
                return Task.FromResult(PocketOf(account).Place(asked).State);
            }
            catch (FakeRefusal no)
            {
                return Task.FromResult(no.Name);
            }
        }

        public Task CancelByHandAsync(TradingAccount account, string id)
        {
            PocketOf(account).EndCancelled(PocketOf(account).Find(id, null));
            return Task.CompletedTask;
        }

        // Whoever waited in this process waits no more, and none of it goes on on another thread.
        public void Dispose() => StoryThread.Outside(_over.Cancel);

        private FakePocket PocketOf(TradingAccount account) => _owner._pockets[account.Id].Api.Pocket;
    }
}
