using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Exchanges.Upbit.Private;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Tests.Exchanges.Contract;
using CoinPulse.Tests.Support;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

public sealed class UpbitContractTests : ExchangeContract
{
    protected override async Task<IExchangeHarness> StartAsync() => await UpbitHarness.StartNewAsync();
}

/// <summary>
/// The Upbit adapter over real sockets to the fake. What goes wrong with requests goes wrong on the wire; what goes wrong with events goes wrong behind the adapter, which
/// by itself sets repeated, lost and late notices right (<see cref="UpbitNewsTests"/>).
/// </summary>
internal sealed class UpbitHarness : IExchangeHarness
{
    private readonly FakeUpbit _fake;
    private PocketParts _parts = null!;
    private FaultyExchange _events = null!;
    private int _saidBefore;

    private UpbitHarness(FakeUpbit fake)
    {
        _fake = fake;
        _fake.Private.Troubles.Otherwise = TroubleOf;
    }

    public IExchange Exchange { get; private set; } = null!;

    public ExchangeFaultPlan Line { get; } = new();

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private FakePocket Pocket => _fake.Private.Pocket;

    public static async Task<UpbitHarness> StartNewAsync()
    {
        var harness = new UpbitHarness(await FakeUpbit.StartAsync());
        harness.Pocket.Markets["KRW-XRP"] = new FakeMarketBook();
        harness.Pocket.Move("KRW", 10_000_000);
        await harness.RestartAsync();
        return harness;
    }

    public Task ShowBookAsync(MarketCode market, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks)
    {
        var book = Pocket.Markets[market.Value];
        book.Bids = [.. bids.Select(level => (level.Price.Value, level.Size.Value))];
        book.Asks = [.. asks.Select(level => (level.Price.Value, level.Size.Value))];
        return Task.CompletedTask;
    }

    public Task PrintAsync(MarketCode market, Price price, Quantity traded)
    {
        Pocket.Print(market.Value, price.Value, traded.Value);
        return SettledAsync();
    }

    public Task HaltAsync(MarketCode market, bool halted = true)
    {
        Pocket.Markets[market.Value].IsOffline = halted;
        return Task.CompletedTask;
    }

    public Task GiveCoinsAsync(Asset coin, Quantity amount)
    {
        Pocket.Move(coin.Value, amount.Value);
        return Task.CompletedTask;
    }

    public async Task<ExchangeOrder> PlaceByHandAsync(OrderRequest order)
    {
        var type = order.Kind switch { OrderKind.MarketBuy => "price", OrderKind.MarketSell => "market", _ => "limit" };
        var asked = new Dictionary<string, string> { ["market"] = order.Market.Value, ["side"] = order.Side == OrderSide.Bid ? "bid" : "ask", ["ord_type"] = type };
        if ((order.Limit?.ToString() ?? order.Funds?.ToString()) is { } price) asked["price"] = price;
        if (order.Quantity is { } quantity) asked["volume"] = quantity.ToString();
        var placed = Pocket.Place(asked);
        await SettledAsync();
        return new ExchangeOrder(
            ExchangeOrderId.From(placed.Uuid), null, order.Market, order.Side, order.Kind, ExchangeOrderState.Waiting, order.Limit, order.Quantity, Quantity.Zero, Krw.Zero, placed.CreatedAt, []);
    }

    public Task ReleaseEventsAsync()
    {
        _events.ReleaseEvents();
        return Task.CompletedTask;
    }

    public async Task RestartAsync()
    {
        if (_parts is not null) await _parts.DisposeAsync();
        _saidBefore = _fake.PrivateSocket.Said;
        _parts = PocketParts.For(_fake);
        _events = new FaultyExchange(_parts.Exchange, Line, TimeProvider.System);
        Exchange = new Settled(this);
        await _parts.ListenAsync(_fake);
    }

    public async ValueTask DisposeAsync()
    {
        await _parts.DisposeAsync();
        await _fake.DisposeAsync();
    }

    // A notice that was said has come, and nothing that it names is still to be looked at.
    private Task SettledAsync() => Patience.UntilAsync(() => _parts.Line.Stream.Notices >= _fake.PrivateSocket.Said - _saidBefore && _parts.Line.News.IsIdle);

    private FakeTrouble? TroubleOf(string request)
    {
        ExchangeCall? call = request switch
        {
            "POST v1/orders" => ExchangeCall.Submit,
            "DELETE v1/order" => ExchangeCall.Cancel,
            "POST v1/orders/cancel_and_new" => ExchangeCall.CancelAndSell,
            _ => null,
        };
        if (call is null) return null;
        var accident = Line.Next(call.Value);
        return accident.Kind switch
        {
            AccidentKind.LosesAnswer => FakeTrouble.Of(FakeTroubleKind.CutAfter),
            AccidentKind.NeverArrives => FakeTrouble.Of(FakeTroubleKind.CutBefore),
            AccidentKind.Refuses when accident.Fault!.Kind == ExchangeFaultKind.TooManyRequests => FakeTrouble.TooMany,
            AccidentKind.Refuses => FakeTrouble.Refuses(500, accident.Fault!.Code, accident.Fault.Message),
            _ => null,
        };
    }

    /// <summary>The adapter, where whoever has asked goes on only when the stream has told what that brought about.</summary>
    private sealed class Settled(UpbitHarness harness) : IExchange
    {
        private UpbitExchange Inner => harness._parts.Exchange;

        public Task<ExchangeAnswer<ExchangeOrder>> SubmitAsync(OrderRequest order, CancellationToken cancellationToken) => AfterAsync(Inner.SubmitAsync(order, cancellationToken));

        public Task<ExchangeAnswer<ExchangeOrder>> CancelAsync(ClientOrderId key, CancellationToken cancellationToken) => AfterAsync(Inner.CancelAsync(key, cancellationToken));

        public Task<ExchangeAnswer<CancelAndSellReceipt>> CancelAndSellAsync(CancelAndSell request, CancellationToken cancellationToken) =>
            AfterAsync(Inner.CancelAndSellAsync(request, cancellationToken));

        public Task<ExchangeAnswer<ExchangeOrder>> FindAsync(ClientOrderId key, CancellationToken cancellationToken) => Inner.FindAsync(key, cancellationToken);

        public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> OpenOrdersAsync(CancellationToken cancellationToken) => Inner.OpenOrdersAsync(cancellationToken);

        public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> ClosedOrdersAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
            Inner.ClosedOrdersAsync(since, cancellationToken);

        public Task<ExchangeAnswer<AccountBalances>> BalancesAsync(CancellationToken cancellationToken) => Inner.BalancesAsync(cancellationToken);

        public Task<ExchangeAnswer<OrderChance>> ChanceAsync(MarketCode market, CancellationToken cancellationToken) => Inner.ChanceAsync(market, cancellationToken);

        public IAccountPast Past => Inner.Past;

        public IDisposable Subscribe(Action<ExchangeOrder> onChange) => harness._events.Subscribe(onChange);

        private async Task<T> AfterAsync<T>(Task<T> asking)
        {
            var answer = await asking;
            await harness.SettledAsync();
            return answer;
        }
    }
}
