using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Trading;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CoinPulse.Tests.Markets.Candles;

public sealed class CandleStoreTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");
    private static readonly MarketCode Eth = MarketCode.From("KRW-ETH");

    [Theory, EveryDatabase]
    public async Task Candles_come_back_as_they_were_with_their_gaps(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        Candle[] candles = [.. Minutes(0, 700), .. Minutes(900, 1_400), .. Minutes(2_000, 3_000)];

        await database.Candles.AppendAsync(PriceSource.Simulated, [new CandleBatch(Btc, CandleUnit.Minute1, candles)], engine: null, default);

        (await ReadAsync(database, Btc, CandleUnit.Minute1)).Should().Equal(candles);
    }

    [Theory, EveryDatabase]
    public async Task Candles_are_packed_a_day_to_a_row(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);

        await database.Candles.AppendAsync(PriceSource.Simulated, [new CandleBatch(Btc, CandleUnit.Minute1, [.. Minutes(0, 3 * 1_440)])], engine: null, default);

        await using var context = database.Context();
        (await context.Blocks.CountAsync()).Should().Be(3);
    }

    [Theory, EveryDatabase]
    public async Task What_is_known_is_stored_with_the_candles_merged_and_apart_by_source_market_and_unit(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);

        await AppendAsync(database, [new CandleBatch(Btc, CandleUnit.Minute1, [.. Minutes(0, 60)], Span(0, 100)), new CandleBatch(Eth, CandleUnit.Minute1, [], Span(500, 600))]);
        await AppendAsync(database, [new CandleBatch(Btc, CandleUnit.Minute1, [.. Minutes(100, 200)], Span(100, 200)), new CandleBatch(Btc, CandleUnit.Minute1, [.. Minutes(300, 310)])]);

        (await database.Candles.KnownAsync(PriceSource.Upbit, Btc, CandleUnit.Minute1, default)).Spans.Should().Equal(Span(0, 200));
        (await database.Candles.KnownAsync(PriceSource.Upbit, Eth, CandleUnit.Minute1, default)).Spans.Should().Equal(Span(500, 600));
        (await database.Candles.KnownAsync(PriceSource.Upbit, Btc, CandleUnit.Minute3, default)).Spans.Should().BeEmpty();
        (await database.Candles.KnownAsync(PriceSource.Simulated, Btc, CandleUnit.Minute1, default)).Spans.Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Minutes_that_were_dropped_are_not_known_any_more(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        await AppendAsync(database, [new CandleBatch(Btc, CandleUnit.Minute1, [.. Minutes(0, 3 * 1_440)], Span(0, 3 * 1_440)), new CandleBatch(Btc, CandleUnit.Hour1, [], Span(0, 3 * 1_440))]);

        await database.Candles.DropBeforeForEveryoneAsync(PriceSource.Upbit, CandleUnit.Minute1, DateOnly.FromDateTime(Midnight.AddDays(1).UtcDateTime), default);

        (await database.Candles.KnownAsync(PriceSource.Upbit, Btc, CandleUnit.Minute1, default)).Spans.Should().Equal(Span(1_440, 3 * 1_440));
        (await database.Candles.KnownAsync(PriceSource.Upbit, Btc, CandleUnit.Hour1, default)).Spans.Should().Equal(Span(0, 3 * 1_440));
    }

    [Theory, EveryDatabase]
    public async Task A_part_is_read_from_its_first_moment_to_before_its_last(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        await database.Candles.AppendAsync(PriceSource.Simulated, [new CandleBatch(Btc, CandleUnit.Minute1, [.. Minutes(0, 3_000)])], engine: null, default);

        var part = await database.Candles.ReadAsync(PriceSource.Simulated, Btc, CandleUnit.Minute1, Midnight.AddMinutes(1_430), Midnight.AddMinutes(1_450), default);

        part.Should().Equal(Minutes(1_430, 1_450));
    }

    [Theory, EveryDatabase]
    public async Task Later_candles_join_the_day_that_is_there(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        for (var minute = 0; minute < 60; minute += 7)
        {
            await database.Candles.AppendAsync(PriceSource.Simulated, [new CandleBatch(Btc, CandleUnit.Minute1, [.. Minutes(minute, minute + 7)])], engine: null, default);
        }

        (await ReadAsync(database, Btc, CandleUnit.Minute1)).Should().Equal(Minutes(0, 63));
    }

    [Theory, EveryDatabase]
    public async Task A_batch_that_is_appended_twice_is_there_once(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        CandleBatch[] batches = [new(Btc, CandleUnit.Minute1, [.. Minutes(0, 100)]), new(Btc, CandleUnit.Hour1, [new Candle(Midnight, 1, 2, 0.5, 1.5, 3, 4)])];
        await database.Candles.AppendAsync(PriceSource.Simulated, batches, engine: null, default);

        await database.Candles.AppendAsync(PriceSource.Simulated, batches, engine: null, default);

        (await ReadAsync(database, Btc, CandleUnit.Minute1)).Should().Equal(Minutes(0, 100));
        (await ReadAsync(database, Btc, CandleUnit.Hour1)).Should().ContainSingle();
    }

    [Theory, EveryDatabase]
    public async Task Nothing_of_one_source_market_or_unit_is_read_under_another(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);

        await database.Candles.AppendAsync(PriceSource.Simulated, [new CandleBatch(Btc, CandleUnit.Minute15, [new Candle(Midnight, 1, 1, 1, 1, 1, 1)])], engine: null, default);

        (await ReadAsync(database, Eth, CandleUnit.Minute15)).Should().BeEmpty();
        (await ReadAsync(database, Btc, CandleUnit.Minute30)).Should().BeEmpty();
        (await database.Candles.ReadAsync(PriceSource.Upbit, Btc, CandleUnit.Minute15, Midnight, Midnight.AddDays(1), default)).Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Old_blocks_of_one_unit_are_dropped_whole(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        var hours = Enumerable.Range(0, 24 * 60).Select(hour => new Candle(Midnight.AddHours(hour), 1, 1, 1, 1, 1, 1)).ToArray();
        CandleBatch[] batches = [new(Btc, CandleUnit.Minute1, [.. Minutes(0, 4 * 1_440)]), new(Btc, CandleUnit.Hour1, hours)];
        await database.Candles.AppendAsync(PriceSource.Simulated, batches, engine: null, default);

        var days = await database.Candles.DropBeforeForEveryoneAsync(PriceSource.Simulated, CandleUnit.Minute1, new DateOnly(2026, 4, 3), default);
        var months = await database.Candles.DropBeforeForEveryoneAsync(PriceSource.Simulated, CandleUnit.Hour1, new DateOnly(2026, 4, 30), default);

        (days, months).Should().Be((2, 0));
        (await ReadAsync(database, Btc, CandleUnit.Minute1)).Should().Equal(Minutes(2 * 1_440, 4 * 1_440));
        (await ReadAsync(database, Btc, CandleUnit.Hour1)).Should().HaveCount(24 * 60);
    }

    [Theory, EveryDatabase]
    public async Task Who_is_not_the_engine_any_more_stores_nothing_and_the_next_one_goes_on(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        var old = (await database.Leases.TryTakeAsync("engine", "old", TimeSpan.FromMinutes(1), default))!;
        await database.Candles.AppendAsync(PriceSource.Simulated, [new CandleBatch(Btc, CandleUnit.Minute1, [.. Minutes(0, 10)])], old, default);
        await database.Leases.ReleaseAsync(old, default);
        var next = (await database.Leases.TryTakeAsync("engine", "next", TimeSpan.FromMinutes(1), default))!;

        var late = () => database.Candles.AppendAsync(PriceSource.Simulated, [new CandleBatch(Btc, CandleUnit.Minute1, [.. Minutes(5, 20)])], old, default);

        await late.Should().ThrowAsync<LeaseLostException>();
        (await ReadAsync(database, Btc, CandleUnit.Minute1)).Should().Equal(Minutes(0, 10));
        await database.Candles.AppendAsync(PriceSource.Simulated, [new CandleBatch(Btc, CandleUnit.Minute1, [.. Minutes(10, 12)])], next, default);
        (await ReadAsync(database, Btc, CandleUnit.Minute1)).Should().Equal(Minutes(0, 12));
    }

    [Theory, EveryDatabase]
    public async Task Two_who_write_into_one_day_at_once_lose_none_of_each_others_candles(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);

        async Task WriteAsync(int from)
        {
            for (var minute = from; minute < 40; minute += 2)
            {
                await database.Candles.AppendAsync(PriceSource.Simulated, [new CandleBatch(Btc, CandleUnit.Minute1, [.. Minutes(minute, minute + 1)])], engine: null, default);
            }
        }

        await Task.WhenAll(Task.Run(() => WriteAsync(0)), Task.Run(() => WriteAsync(1)));

        (await ReadAsync(database, Btc, CandleUnit.Minute1)).Should().Equal(Minutes(0, 40));
    }

    [Theory, EveryDatabase]
    public async Task The_engines_time_is_kept_by_source_and_never_lowered(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        (await database.State.EngineTimeForEveryoneAsync(PriceSource.Simulated, default)).Should().BeNull();
        await database.State.SaveEngineTimeForEveryoneAsync(PriceSource.Simulated, Midnight.AddDays(2), default);
        await database.State.SaveEngineTimeForEveryoneAsync(PriceSource.Replay, Midnight, default);

        await database.State.SaveEngineTimeForEveryoneAsync(PriceSource.Simulated, Midnight.AddDays(1), default);

        (await database.State.EngineTimeForEveryoneAsync(PriceSource.Simulated, default)).Should().Be(Midnight.AddDays(2));
        (await database.State.EngineTimeForEveryoneAsync(PriceSource.Replay, default)).Should().Be(Midnight);
    }

    [Theory, EveryDatabase]
    public async Task The_first_list_of_a_day_is_kept_and_read_as_of_any_later_day(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        var (monday, tuesday) = (new DateOnly(2026, 4, 6), new DateOnly(2026, 4, 7));
        MarketInfo[] first = [new(Btc, "비트코인", "Bitcoin", true, ["PRICE_FLUCTUATIONS"], true, new DateOnly(2026, 5, 1)), new(Eth, "이더리움", "Ethereum", Cautions: [])];
        (await database.Lists.HasSeenForEveryoneAsync(PriceSource.Upbit, default)).Should().BeFalse();
        await database.Lists.KeepForEveryoneAsync(PriceSource.Upbit, monday, first, default);

        await database.Lists.KeepForEveryoneAsync(PriceSource.Upbit, monday, [first[1]], default);
        await database.Lists.KeepForEveryoneAsync(PriceSource.Upbit, tuesday, [first[1]], default);

        (await database.Lists.AsOfForEveryoneAsync(PriceSource.Upbit, monday, default)).Should().BeEquivalentTo(first, options => options.WithStrictOrdering());
        (await database.Lists.AsOfForEveryoneAsync(PriceSource.Upbit, tuesday.AddDays(9), default)).Should().ContainSingle();
        (await database.Lists.AsOfForEveryoneAsync(PriceSource.Upbit, monday.AddDays(-1), default)).Should().BeEmpty();
        (await database.Lists.HasSeenForEveryoneAsync(PriceSource.Upbit, default)).Should().BeTrue();
        (await database.Lists.HasSeenForEveryoneAsync(PriceSource.Simulated, default)).Should().BeFalse();
    }

    private static Task<IReadOnlyList<Candle>> ReadAsync(MarketTestDatabase database, MarketCode market, CandleUnit unit) =>
        database.Candles.ReadAsync(PriceSource.Simulated, market, unit, Midnight.AddYears(-1), Midnight.AddYears(1), default);

    private static IEnumerable<Candle> Minutes(int from, int to) =>
        Enumerable.Range(from, to - from).Select(minute => new Candle(Midnight.AddMinutes(minute), 3_500 + minute % 9, 3_520, 3_490, 3_501, minute / 8.0 + 0.1, minute * 3_500.7));

    private static Task AppendAsync(MarketTestDatabase database, IReadOnlyList<CandleBatch> batches) => database.Candles.AppendAsync(PriceSource.Upbit, batches, engine: null, default);

    private static CandleSpan Span(int from, int to) => new(Midnight.AddMinutes(from), Midnight.AddMinutes(to));
}
