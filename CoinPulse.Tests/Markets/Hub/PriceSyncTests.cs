using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Time;
using CoinPulse.Tests.Markets.Candles;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Markets.Hub;

public sealed class PriceSyncTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");

    private readonly FakeTimeProvider _wall = new(Now);
    private readonly MarketHub _hub;
    private readonly Source _source = new();

    public PriceSyncTests()
    {
        _hub = new MarketHub(PriceSource.Simulated, _wall, NullLogger<MarketHub>.Instance);
        _hub.Open([new MarketInfo(Btc, "비트코인", "Bitcoin")]);
    }

    [Theory, EveryDatabase]
    public async Task A_gap_is_filled_in_every_unit_from_what_the_source_still_has(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        await StoreAsync(database, (-60, -30), (-20, -2));

        var report = await Sync(database).RunAsync(default);

        report.Gaps.Should().Be(2, "the day before the first stored minute was missed too");
        (await ReadAsync(database, CandleUnit.Minute1, Now.AddMinutes(-60))).Should().HaveCount(58);
        (await ReadAsync(database, CandleUnit.Minute15, Now.AddMinutes(-30))).Select(candle => candle.OpenAt)
            .Should().Equal([Now.AddMinutes(-30)], "the hole lies in this quarter");
    }

    [Theory, EveryDatabase]
    public async Task A_minute_in_which_nothing_traded_is_asked_for_once(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        await StoreAsync(database, (-1_440, -30), (-29, -2));
        _source.HasPast = false;
        var sync = Sync(database);

        await sync.RunAsync(default);
        await sync.RunAsync(default);

        _source.Asked.Should().Be(1);
        (await ReadAsync(database, CandleUnit.Minute1, Now.AddMinutes(-31))).Should().HaveCount(28, "a gap is a gap");
    }

    [Theory, EveryDatabase]
    public async Task A_changed_list_of_markets_is_taken_over_and_what_was_known_is_kept(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        var board = _hub.BoardOf(Btc);
        _source.List = [new MarketInfo(Btc, "비트코인", "Bitcoin", Warned: true), new MarketInfo(MarketCode.From("KRW-ETH"), "이더리움", "Ethereum")];
        var sync = Sync(database);

        (await sync.RunAsync(default)).Markets.Should().Be(2);
        (await sync.RunAsync(default)).Markets.Should().Be(0);

        _hub.Markets.Should().HaveCount(2);
        (_hub.Find(Btc)!.Warned, ReferenceEquals(_hub.BoardOf(Btc), board)).Should().Be((true, true));
    }

    private PriceSync Sync(MarketTestDatabase database) => new(_hub, _source, database.Candles, new EngineClock(_wall));

    private static Task<IReadOnlyList<Candle>> ReadAsync(MarketTestDatabase database, CandleUnit unit, DateTimeOffset from) =>
        database.Candles.ReadAsync(PriceSource.Simulated, Btc, unit, from, Now, default);

    private static Task StoreAsync(MarketTestDatabase database, params (int From, int To)[] minutes) => database.Candles.AppendAsync(
        PriceSource.Simulated,
        [new CandleBatch(Btc, CandleUnit.Minute1, [.. minutes.SelectMany(stretch => Candles(CandleUnit.Minute1, Now.AddMinutes(stretch.From), Now.AddMinutes(stretch.To)))])],
        engine: null,
        default);

    private static IEnumerable<Candle> Candles(CandleUnit unit, DateTimeOffset from, DateTimeOffset to)
    {
        for (var at = from; at < to; at += unit.Length()) yield return new Candle(at, 100, 101, 99, 100, 1, 100);
    }

    /// <summary>A source that remembers everything, when it remembers anything.</summary>
    private sealed class Source : IMarketSource
    {
        public string Name => "the test's memory";

        PriceSource IMarketSource.Source => PriceSource.Simulated;

        public bool GivesPast => true;

        public bool HasPast { get; set; } = true;

        public int Asked { get; private set; }

        public IReadOnlyList<MarketInfo>? List { get; set; }

        public Task WarmUpAsync(MarketHub hub, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task RunAsync(MarketHub hub, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IReadOnlyList<MarketInfo>?> ListAsync(CancellationToken cancellationToken) => Task.FromResult(List);

        public Task<IReadOnlyList<Candle>> PastAsync(MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult<IReadOnlyList<Candle>>(HasPast ? [.. Candles(unit, from, to)] : []);
        }
    }
}
