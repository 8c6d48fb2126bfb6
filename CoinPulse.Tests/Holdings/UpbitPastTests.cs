using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Tests.Exchanges.Upbit;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Holdings;

/// <summary>A pocket's past over real sockets to the fake, by the questions that Upbit documents.</summary>
public sealed class UpbitPastTests : IAsyncLifetime
{
    private FakeUpbit _fake = null!;
    private PocketParts _parts = null!;

    private IAccountPast Past => _parts.Exchange.Past;

    private FakePocket Pocket => _fake.Private.Pocket;

    public async Task InitializeAsync()
    {
        _fake = await FakeUpbit.StartAsync();
        _parts = PocketParts.For(_fake);
        Pocket.Markets["KRW-XRP"] = new FakeMarketBook { Bids = [(1_000, 1_000)], Asks = [(1_001, 1_000)] };
        Pocket.Markets["BTC-XRP"] = new FakeMarketBook { Bids = [(1_000, 1_000)], Asks = [(1_001, 1_000)] };
        Pocket.Move("KRW", 10_000_000);
    }

    public async Task DisposeAsync()
    {
        await _parts.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task A_first_connection_reads_weeks_of_orders_and_a_second_look_asks_for_none_of_them_again()
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var day in new[] { 26, 15, 8, 2 }) Place(now.AddDays(-day), "price", price: 10_000);
        var resting = Place(now.AddDays(-12), "limit", price: 900, volume: 10);
        Pocket.Now = TimeProvider.System.GetUtcNow;
        await using var floor = await HistoryFloor.OpenAsync(now: now);
        var directory = new OneExchange(_parts.Exchange);

        var first = await floor.Sync(exchanges: directory).RunAsync(default);

        first.Should().BeEquivalentTo(new { Orders = 5, Failed = 0 });
        var lines = await floor.LinesAsync();
        lines.Select(line => line.Trades.Count).Should().Equal(1, 1, 0, 1, 1);
        lines.Where(line => line.Trades.Count > 0).Should().OnlyContain(line => line.Order.IsSettled && line.Order.ExecutedFunds.IsPositive && line.Order.PaidFee.IsPositive);
        lines[2].Order.Id.Value.Should().Be(resting.Uuid);
        var asked = _fake.Private.Requests.Count(request => request.StartsWith("GET v1/order?", StringComparison.Ordinal));
        asked.Should().Be(4, "each order that traded is asked for once");

        Pocket.Cancel(resting.Uuid, null);
        Pocket.EndCancelled(resting);
        await floor.Sync(exchanges: directory).RunAsync(default);

        (await floor.LinesAsync())[2].Order.Should().BeEquivalentTo(new { State = ExchangeOrderState.Cancelled, IsSettled = true });
        _fake.Private.Requests.Count(request => request.StartsWith("GET v1/order?", StringComparison.Ordinal)).Should().Be(asked + 1, "the one that was cancelled");
    }

    [Fact]
    public async Task Transfers_that_arrived_are_read_and_those_under_way_are_none()
    {
        _fake.Private.Door.Permissions.UnionWith(["입금조회", "출금조회"]);
        _fake.Private.Answers["v1/deposits"] = """
            [{"type":"deposit","uuid":"d2","currency":"KRW","state":"PROCESSING","created_at":"2026-03-03T10:00:00+09:00","done_at":null,"amount":"5","fee":"0"},
             {"type":"deposit","uuid":"d1","currency":"KRW","state":"ACCEPTED","created_at":"2026-03-02T10:00:00+09:00","done_at":"2026-03-02T10:05:00+09:00","amount":"1000000.5","fee":"0"},
             {"type":"deposit","uuid":"d0","currency":"KRW","state":"ACCEPTED","created_at":"2026-02-01T10:00:00+09:00","done_at":"2026-02-01T10:05:00+09:00","amount":"7","fee":"0"}]
            """;
        _fake.Private.Answers["v1/withdraws"] = """
            [{"type":"withdraw","uuid":"w1","currency":"BTC","state":"DONE","created_at":"2026-03-01T10:00:00+09:00","done_at":"2026-03-01T11:00:00+09:00","amount":"0.01","fee":"0.0005"},
             {"type":"withdraw","uuid":"w0","currency":"BTC","state":"CANCELLED","created_at":"2026-03-01T09:00:00+09:00","done_at":"2026-03-01T11:00:00+09:00","amount":"9","fee":"0"}]
            """;

        var moved = (await Past.TransfersAsync(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), default)).Value;

        moved.Should().Equal(
            new ExchangeTransfer("w1", TransferDirection.Withdrawal, Asset.From("BTC"), 0.01m, 0.0005m, new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero)),
            new ExchangeTransfer("d1", TransferDirection.Deposit, Asset.Krw, 1_000_000.5m, 0, new DateTimeOffset(2026, 3, 2, 1, 5, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task A_key_that_may_not_see_transfers_says_so()
    {
        _fake.Private.Troubles.Script("GET v1/deposits", FakeTrouble.Refuses(403, "out_of_scope", "권한이 부족합니다."));

        (await Past.TransfersAsync(DateTimeOffset.UnixEpoch, default)).Fault!.Kind.Should().Be(ExchangeFaultKind.PermissionMissing);
    }

    private FakeOrder Place(DateTimeOffset at, string type, decimal price, decimal? volume = null)
    {
        Pocket.Now = () => at;
        var asked = new Dictionary<string, string> { ["market"] = "KRW-XRP", ["side"] = "bid", ["ord_type"] = type, ["price"] = FakeOrder.Text(price) };
        if (volume is { } coins) asked["volume"] = FakeOrder.Text(coins);
        return Pocket.Place(asked);
    }

    private sealed class OneExchange(IExchange exchange) : IExchangeDirectory
    {
        public IExchange For(TradingAccount account) => exchange;
    }
}
