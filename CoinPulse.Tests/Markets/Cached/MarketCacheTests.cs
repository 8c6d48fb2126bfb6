using System.Buffers;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Cached;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Markets.Caches;
using CoinPulse.Web.Operations.Health;
using FluentAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Markets.Cached;

/// <summary>What pages read is kept for a moment, in memory and in Redis, and nobody waits for Redis.</summary>
public sealed class MarketCacheTests
{
    // Nothing listens on the first port.
    private const string DeadRedis = "127.0.0.1:1";

    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 20, TimeSpan.Zero);
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");

    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly HandDrivenHub _hub;
    private readonly string _database = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");

    public MarketCacheTests()
    {
        _hub = new HandDrivenHub(_clock);
        _hub.SetMarket(new MarketInfo(Btc, "비트코인", "Bitcoin"));
    }

    [Fact]
    public async Task A_chart_is_read_once_however_many_open_it_at_once()
    {
        await using var process = new CacheProcess(null, _database, _hub, _clock);
        var gate = new TaskCompletionSource();
        process.Store.Gate = gate.Task;

        var looks = Enumerable.Range(0, 50).Select(_ => ChartAsync(process)).ToList();
        gate.SetResult();
        var charts = await Task.WhenAll(looks);

        process.Store.Reads.Should().Be(1);
        charts.Should().OnlyContain(chart => chart.Candles.Count == 59);
    }

    [Fact]
    public async Task A_candle_that_closed_since_is_there_and_the_forming_one_is_not()
    {
        await using var process = new CacheProcess(null, _database, _hub, _clock);
        await ChartAsync(process);
        var closed = new Candle(CandleUnit.Minute1.OpenOf(Noon).AddMinutes(1), 7, 7, 7, 7, 7, 7);
        _hub.SetClosed(Btc, CandleUnit.Minute1, [closed]);
        _hub.SetForming(Btc, CandleUnit.Minute1, closed with { OpenAt = closed.OpenAt.AddMinutes(1) });

        var chart = await process.Charts.GetAsync(Btc, CandleUnit.Minute1, Noon.AddHours(-1), Noon.AddDays(1), default);

        chart.Candles[^1].Should().Be(closed);
    }

    [Fact]
    public async Task With_every_page_that_a_back_fill_brings_it_is_another_chart()
    {
        await using var process = new CacheProcess(null, _database, _hub, _clock);
        process.Backfill.Status = new BackfillStatus(BackfillState.Running, Noon, 200, 400);
        await ChartAsync(process);
        await ChartAsync(process);
        process.Store.Reads.Should().Be(1);

        process.Backfill.Status = new BackfillStatus(BackfillState.Done, Noon, 400, 400);
        await ChartAsync(process);

        process.Store.Reads.Should().Be(2);
    }

    [Fact]
    public async Task Another_process_finds_a_chart_in_Redis_and_asks_no_database()
    {
        await using var first = new CacheProcess(Redis(), _database, _hub, _clock);
        await using var second = new CacheProcess(Redis(), _database, _hub, _clock);
        await using var elsewhere = new CacheProcess(Redis(), _database + "'", _hub, _clock);
        var chart = await ChartAsync(first);
        await InRedisAsync(first);

        var found = await ChartAsync(second);

        second.Store.Reads.Should().Be(0);
        found.Candles.Should().Equal(chart.Candles);
        await ChartAsync(elsewhere);
        elsewhere.Store.Reads.Should().Be(1, "another database has other candles");
    }

    [Fact]
    public async Task One_sources_chart_is_never_anothers()
    {
        await using var simulated = new CacheProcess(Redis(), _database, _hub, _clock);
        await using var real = new CacheProcess(Redis(), _database, new HandDrivenHub(_clock, PriceSource.Upbit), _clock);
        await ChartAsync(simulated);
        await InRedisAsync(simulated);

        await ChartAsync(real);

        real.Store.Reads.Should().Be(1);
    }

    [Fact]
    public async Task A_dead_Redis_breaks_no_page_is_told_once_and_shows_in_the_health()
    {
        await using var process = new CacheProcess(DeadRedis, _database, _hub, _clock);

        for (var hour = 0; hour < 5; hour++)
        {
            (await process.Charts.GetAsync(Btc, CandleUnit.Minute1, Noon.AddHours(-2 - hour), Noon.AddHours(-1 - hour), default)).Candles.Should().NotBeEmpty();
        }

        process.Store.Reads.Should().Be(5);
        await ChartAsync(process);
        await ChartAsync(process);
        process.Store.Reads.Should().Be(6, "the process's own level goes on");
        process.Log.Warnings.Should().ContainSingle().Which.Should().Contain("Redis does not answer");
        (await new CacheHealth(process.Shared).CheckHealthAsync(new HealthCheckContext())).Status.Should().Be(HealthStatus.Degraded);
    }

    [Fact]
    public async Task A_Redis_that_answers_is_healthy_and_none_is_too()
    {
        await using var process = new CacheProcess(Redis(), _database, _hub, _clock);
        await ChartAsync(process);
        await InRedisAsync(process);

        (await new CacheHealth(process.Shared).CheckHealthAsync(new HealthCheckContext())).Status.Should().Be(HealthStatus.Healthy);
        (await new CacheHealth().CheckHealthAsync(new HealthCheckContext())).Status.Should().Be(HealthStatus.Healthy);
    }

    [Theory]
    [InlineData("localhost:6379,conectTimeout=5")]
    [InlineData(",,,")]
    [InlineData("localhost:6379,ssl=perhaps")]
    public void An_address_that_cannot_be_read_stops_the_start_by_its_name(string address)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Redis"] = address }).Build();

        FluentActions.Invoking(() => new ServiceCollection().AddMarketCaches(configuration)).Should().Throw<StartupRefusedException>()
            .WithMessage("ConnectionStrings__Redis*").Which.Message.Should().NotContain(address, "it may hold a password");
    }

    [Fact]
    public async Task Prices_of_a_list_are_a_seconds_worth_and_those_of_the_hub()
    {
        await using var process = new CacheProcess(null, _database, _hub, _clock);
        _hub.Print(Btc, new Price(1_000), new Quantity(1));

        var line = (await process.Prices.NowAsync(default)).Should().ContainSingle().Subject;

        line.Should().Be(new PriceLine(Btc, new Price(1_000), _hub.Quote(Btc)!.Change, _hub.Quote(Btc)!.Value24Hours, _hub.Quote(Btc)!.At));
        _hub.Print(Btc, new Price(2_000), new Quantity(1));
        await Patience.UntilAsync(async () => (await process.Prices.NowAsync(default))[0].Last == new Price(2_000));
    }

    [Fact]
    public async Task A_days_list_of_markets_is_read_once_and_comes_back_as_it_was()
    {
        await using var process = new CacheProcess(null, _database, _hub, _clock);
        var day = new DateOnly(2026, 4, 1);
        MarketInfo[] markets = [new(Btc, "비트코인", "Bitcoin", Warned: true, Cautions: ["PRICE_FLUCTUATIONS"], DelistedOn: day.AddDays(9)), new(MarketCode.From("KRW-ETH"), "이더리움", "Ethereum", Halted: true)];
        await process.Lists.KeepForEveryoneAsync(PriceSource.Simulated, day, markets, default);

        var first = await process.MarketLists.AsOfAsync(day, default);
        process.Lists.Kept.Clear();
        var again = await process.MarketLists.AsOfAsync(day, default);

        first.Should().BeEquivalentTo(markets, options => options.WithStrictOrdering());
        again.Should().BeEquivalentTo(first);
    }

    [Fact]
    public void A_chart_comes_back_from_bytes_bit_for_bit_and_a_damaged_one_is_none()
    {
        var chart = new CandleStretch(
            [new Candle(Noon, 0.1, 0.3, 0.1, 0.2, 1e-8, 12.5), new Candle(Noon.AddMinutes(1), 1e9, 1e9, 1e9, 1e9, double.Epsilon, 0)],
            [new CandleSpan(Noon.AddDays(-1), Noon)]);
        var bytes = new ArrayBufferWriter<byte>();
        var serializer = new CandleStretchSerializer();
        serializer.Serialize(chart, bytes);

        var back = serializer.Deserialize(new ReadOnlySequence<byte>(bytes.WrittenMemory));

        back.Candles.Should().Equal(chart.Candles);
        back.Holes.Should().Equal(chart.Holes);
        FluentActions.Invoking(() => serializer.Deserialize(new ReadOnlySequence<byte>(bytes.WrittenMemory[..^3]))).Should().Throw<InvalidDataException>();
    }

    private static string Redis() => Environment.GetEnvironmentVariable("COINPULSE_TEST_REDIS") is { Length: > 0 } address ? $"{address},asyncTimeout=30000,connectTimeout=30000" : throw Missing.Because("a Redis (COINPULSE_TEST_REDIS)");

    private static Task<CandleStretch> ChartAsync(CacheProcess process) => process.Charts.GetAsync(Btc, CandleUnit.Minute1, Noon.AddHours(-1), Noon.AddSeconds(-20), default).AsTask();

    /// <summary>The shared level is written after the page has its chart.</summary>
    private async Task InRedisAsync(CacheProcess process)
    {
        var opens = CandleUnit.Minute1.OpenOf(Noon);
        var key = ChartCandles.KeyOf(_hub.Source, Btc, CandleUnit.Minute1, CandleUnit.Minute1.OpenOf(Noon.AddHours(-1)), opens.AddMinutes(1), 0);
        await Patience.UntilAsync(async () => await process.Shared!.GetAsync(key) is not null);
    }
}
