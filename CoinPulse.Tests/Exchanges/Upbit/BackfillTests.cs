using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Tests.Markets.Candles;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>What is asked for and not stored is fetched from the fake over real sockets, page by page.</summary>
public sealed class BackfillTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 30, TimeSpan.Zero);
    private static readonly DateTimeOffset Hour = CandleUnit.Hour1.OpenOf(Noon);
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");
    private static readonly MarketCode Eth = MarketCode.From("KRW-ETH");

    private readonly FakeTimeProvider _wall = new(Noon);
    private FakeUpbit _fake = null!;

    public async Task InitializeAsync()
    {
        _fake = await FakeUpbit.StartAsync();
        _fake.LimitPerSecond = 100_000;   // our seconds pass faster than the fake's
        _fake.Markets.Now = _wall.GetUtcNow;
    }

    public Task DisposeAsync() => _fake.DisposeAsync().AsTask();

    [Theory, EveryDatabase]
    public async Task What_is_asked_for_comes_page_by_page_and_its_progress_is_told(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        using var process = await BackfillProcess.StartAsync(_fake, database, _wall);

        process.Desk.Ask(Btc, CandleUnit.Hour1, Hour.AddHours(-500)).Should().Be(new BackfillStatus(BackfillState.Asked, Hour.AddHours(-500), 0, 0));
        await process.PassAsync();
        process.Desk.StatusOf(Btc, CandleUnit.Hour1).Should().Be(new BackfillStatus(BackfillState.Running, Hour.AddHours(-500), 200, 500));
        await process.WorkAsync();

        process.Desk.StatusOf(Btc, CandleUnit.Hour1).Should().Be(new BackfillStatus(BackfillState.Done, Hour.AddHours(-500), 500, 500));
        var stored = await database.Candles.ReadAsync(PriceSource.Upbit, Btc, CandleUnit.Hour1, Hour.AddHours(-500), Hour.AddDays(1), default);
        stored.Select(candle => candle.OpenAt).Should().Equal(Enumerable.Range(1, 500).Select(back => Hour.AddHours(-back)).Reverse(), "the forming hour is kept apart");
        Pages().Should().HaveCount(3);
    }

    [Theory, EveryDatabase]
    public async Task A_process_that_is_killed_in_the_middle_is_gone_on_with_and_asks_for_nothing_twice(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        using (var killed = await BackfillProcess.StartAsync(_fake, database, _wall))
        {
            killed.Desk.Ask(Btc, CandleUnit.Hour1, Hour.AddHours(-1_000));
            await killed.PassAsync();
            await killed.PassAsync();
        }

        using var next = await BackfillProcess.StartAsync(_fake, database, _wall);
        await next.WorkAsync();

        Pages().Should().HaveCount(5).And.OnlyHaveUniqueItems();
        (await next.History.ReadStretchAsync(Btc, CandleUnit.Hour1, Hour.AddHours(-1_000), Hour, default)).Should()
            .Match<CandleStretch>(stretch => stretch.Candles.Count == 1_000 && stretch.Holes.Count == 0);
    }

    [Theory, EveryDatabase]
    public async Task An_hour_without_a_trade_is_known_as_one_and_never_asked_for_again(DatabaseKind kind)
    {
        var (from, to) = (Hour.AddHours(-90), Hour.AddHours(-30));
        _fake.Markets.Past = (_, at) => at >= from && at < to ? null : 1_000;
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        using var process = await BackfillProcess.StartAsync(_fake, database, _wall);
        process.Desk.Ask(Btc, CandleUnit.Hour1, Hour.AddHours(-100));
        await process.WorkAsync();
        var asked = Pages().Count;

        _wall.Advance(TimeSpan.FromMinutes(11));   // what was known then is looked at once more
        process.Desk.Ask(Btc, CandleUnit.Hour1, Hour.AddHours(-100)).State.Should().Be(BackfillState.Asked);
        await process.WorkAsync();

        Pages().Should().HaveCount(asked);
        process.Desk.StatusOf(Btc, CandleUnit.Hour1)!.State.Should().Be(BackfillState.Done);
        var stretch = await process.History.ReadStretchAsync(Btc, CandleUnit.Hour1, Hour.AddHours(-100), Hour, default);
        stretch.Candles.Should().HaveCount(40, "none is invented");
        stretch.Holes.Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_not_asked_for_is_a_hole_and_what_came_is_none()
    {
        await using var database = await MarketTestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var process = await BackfillProcess.StartAsync(_fake, database, _wall);
        process.Desk.Ask(Btc, CandleUnit.Hour1, Hour.AddHours(-150));
        await process.WorkAsync();

        var stretch = await process.History.ReadStretchAsync(Btc, CandleUnit.Hour1, Hour.AddHours(-300), Hour.AddHours(5), default);

        stretch.Holes.Should().Equal(new CandleSpan(Hour.AddHours(-300), Hour.AddHours(-200)));
        stretch.Candles.Should().HaveCount(200, "a page is a page").And.OnlyContain(candle => candle.OpenAt < Hour);
    }

    [Fact]
    public async Task Before_a_markets_first_trade_there_is_nothing_to_ask_for()
    {
        _fake.Markets.Past = (_, at) => at >= Hour.AddDays(-30) ? 1_000 : null;
        await using var database = await MarketTestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var process = await BackfillProcess.StartAsync(_fake, database, _wall);

        process.Desk.Ask(Btc, CandleUnit.Day1, KnownSpans.Beginning);
        await process.WorkAsync();

        Pages().Should().ContainSingle("a page that is not full is the last");
        process.Desk.StatusOf(Btc, CandleUnit.Day1).Should().Match<BackfillStatus>(status => status.State == BackfillState.Done && status.Known == status.Wanted);
        (await process.History.ReadStretchAsync(Btc, CandleUnit.Day1, Hour.AddYears(-3), Hour, default)).Holes.Should().BeEmpty();
    }

    [Fact]
    public async Task One_request_too_many_costs_a_second_and_no_candle()
    {
        var asked = 0;
        _fake.Trouble = async context =>
        {
            if (!context.Request.Path.StartsWithSegments("/v1/candles", StringComparison.Ordinal) || ++asked != 3) return false;
            await FakeUpbit.WriteAsync(context, 429, """{"error":{"name":"too_many_requests","message":"요청 수 제한을 초과했습니다."}}""");
            return true;
        };
        await using var database = await MarketTestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var process = await BackfillProcess.StartAsync(_fake, database, _wall);

        process.Desk.Ask(Btc, CandleUnit.Hour1, Hour.AddHours(-800));
        await process.WorkAsync();

        asked.Should().Be(5);
        process.Desk.StatusOf(Btc, CandleUnit.Hour1).Should().Be(new BackfillStatus(BackfillState.Done, Hour.AddHours(-800), 800, 800));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_asks_it_is_one_request_with_the_furthest_start(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        using var engine = await BackfillProcess.StartAsync(_fake, database, _wall);
        using var other = await BackfillProcess.StartAsync(_fake, database, _wall, isEngine: false);

        engine.Desk.Ask(Btc, CandleUnit.Hour1, Hour.AddHours(-150));
        engine.Desk.Ask(Btc, CandleUnit.Hour1, Hour.AddHours(-390));
        other.Desk.Ask(Btc, CandleUnit.Hour1, Hour.AddHours(-200));
        await other.PassAsync();
        Pages().Should().BeEmpty("only the engine's process fetches");
        await engine.WorkAsync();
        await other.PassAsync();

        Pages().Should().HaveCount(2);
        other.Desk.StatusOf(Btc, CandleUnit.Hour1).Should().Be(new BackfillStatus(BackfillState.Done, Hour.AddHours(-390), 390, 390));
    }

    [Fact]
    public async Task Asked_for_further_back_while_it_runs_it_goes_on_to_there()
    {
        await using var database = await MarketTestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var process = await BackfillProcess.StartAsync(_fake, database, _wall);
        process.Desk.Ask(Btc, CandleUnit.Hour1, Hour.AddHours(-200));
        await process.PassAsync();

        process.Desk.Ask(Btc, CandleUnit.Hour1, Hour.AddHours(-400)).IsOpen.Should().BeTrue();
        await process.WorkAsync();

        process.Desk.StatusOf(Btc, CandleUnit.Hour1).Should().Be(new BackfillStatus(BackfillState.Done, Hour.AddHours(-400), 400, 400));
    }

    [Fact]
    public async Task One_persons_years_do_not_hold_up_anothers_week()
    {
        await using var database = await MarketTestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var process = await BackfillProcess.StartAsync(_fake, database, _wall);
        process.Desk.Ask(Btc, CandleUnit.Minute1, Noon.AddDays(-30));
        await process.PassAsync();

        process.Desk.Ask(Eth, CandleUnit.Hour1, Noon.AddDays(-7));
        await process.PassAsync();

        process.Desk.StatusOf(Eth, CandleUnit.Hour1)!.State.Should().Be(BackfillState.Done);
        process.Desk.StatusOf(Btc, CandleUnit.Minute1)!.State.Should().Be(BackfillState.Running);
    }

    [Fact]
    public async Task A_market_that_Upbit_does_not_know_is_said_to_be_unknown_and_asked_for_again_only_after_a_minute()
    {
        await using var database = await MarketTestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var process = await BackfillProcess.StartAsync(_fake, database, _wall);
        var gone = MarketCode.From("KRW-GONE");
        process.Desk.Ask(gone, CandleUnit.Hour1, Noon.AddDays(-7));
        await process.WorkAsync();

        process.Desk.Ask(gone, CandleUnit.Hour1, Noon.AddDays(-7)).Should()
            .Match<BackfillStatus>(status => status.State == BackfillState.Failed && status.Trouble == BackfillTrouble.UnknownMarket);
        _wall.Advance(TimeSpan.FromMinutes(1));
        process.Desk.Ask(gone, CandleUnit.Hour1, Noon.AddDays(-7)).State.Should().Be(BackfillState.Asked);
    }

    [Fact]
    public async Task An_exchange_that_does_not_answer_is_tried_three_times_and_what_came_is_kept()
    {
        await using var database = await MarketTestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var process = await BackfillProcess.StartAsync(_fake, database, _wall);
        process.Desk.Ask(Btc, CandleUnit.Hour1, Hour.AddHours(-500));
        await process.PassAsync();
        _fake.Trouble = async context =>
        {
            await FakeUpbit.WriteAsync(context, 503, "점검");
            return true;
        };

        for (var tries = 0; tries < 3; tries++) await process.PassAsync();

        process.Desk.StatusOf(Btc, CandleUnit.Hour1).Should().Be(new BackfillStatus(BackfillState.Failed, Hour.AddHours(-500), 200, 500, BackfillTrouble.NoAnswer));
        _fake.Trouble = null;
        _wall.Advance(TimeSpan.FromMinutes(1));
        process.Desk.Ask(Btc, CandleUnit.Hour1, Hour.AddHours(-500));
        await process.WorkAsync();
        process.Desk.StatusOf(Btc, CandleUnit.Hour1)!.State.Should().Be(BackfillState.Done);
    }

    [Theory, EveryDatabase]
    public async Task A_process_that_is_no_longer_the_engine_writes_nothing(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        using var sleeper = await BackfillProcess.StartAsync(_fake, database, _wall);
        await database.Leases.ReleaseAsync(sleeper.Lease.Proof!, default);
        await database.Leases.TryTakeAsync("engine", "another", TimeSpan.FromHours(1), default);
        sleeper.Desk.Ask(Btc, CandleUnit.Hour1, Hour.AddHours(-100));

        await sleeper.PassAsync();

        (await database.Candles.ReadAsync(PriceSource.Upbit, Btc, CandleUnit.Hour1, Hour.AddDays(-30), Hour, default)).Should().BeEmpty();
        (await database.Candles.KnownAsync(PriceSource.Upbit, Btc, CandleUnit.Hour1, default)).Spans.Should().BeEmpty();
        sleeper.Desk.StatusOf(Btc, CandleUnit.Hour1)!.State.Should().Be(BackfillState.Asked);
    }

    private List<string> Pages() => [.. _fake.Requests.Where(request => request.StartsWith("v1/candles", StringComparison.Ordinal))];
}
