using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Operations;
using CoinPulse.Tests.Markets.Candles;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>The night's back-fill of two markets that were listed five days ago.</summary>
public sealed class BackfillNightTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Night = new(2026, 3, 31, 15, 30, 30, TimeSpan.Zero);
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");

    private readonly FakeTimeProvider _wall = new(Night);
    private FakeUpbit _fake = null!;

    public async Task InitializeAsync()
    {
        _fake = await FakeUpbit.StartAsync();
        _fake.LimitPerSecond = 100_000;
        _fake.Markets.Now = _wall.GetUtcNow;
        _fake.Markets.Past = (_, at) => at >= Night.AddDays(-2) ? 1_000 : null;
    }

    public Task DisposeAsync() => _fake.DisposeAsync().AsTask();

    [Theory, EveryDatabase]
    public async Task A_night_makes_every_market_whole_and_counts_what_it_took_and_the_next_asks_for_what_is_new_alone(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        using var process = await BackfillProcess.StartAsync(_fake, database, _wall);

        var first = await process.MovingAsync(process.Night.RunAsync(_wall.GetUtcNow(), default));
        var asked = Pages();
        _wall.Advance(TimeSpan.FromDays(1));
        var second = await process.MovingAsync(process.Night.RunAsync(_wall.GetUtcNow(), default));

        CountOf(first, "whole-markets").Should().Be(2);
        (CountOf(first, "filled-series"), CountOf(first, "all-series"), CountOf(first, "unfilled"), CountOf(first, "failed")).Should().Be((14, 14, 0, 0));
        CountOf(first, "requests").Should().Be(asked);
        CountOf(second, "whole-markets").Should().Be(2);
        CountOf(second, "requests").Should().BeLessThan(asked);
        foreach (var (unit, depth) in process.Night.Plan)
        {
            (await process.History.ReadStretchAsync(Btc, unit, Night - (depth ?? TimeSpan.FromDays(3_000)), _wall.GetUtcNow().AddMinutes(-2), default)).Holes.Should().BeEmpty($"{unit} is whole");
        }
    }

    [Fact]
    public async Task While_it_runs_it_says_how_far_it_is()
    {
        await using var database = await MarketTestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var process = await BackfillProcess.StartAsync(_fake, database, _wall);
        process.Night.Progress.Should().BeNull();

        var running = process.Night.RunAsync(_wall.GetUtcNow(), default);
        await Patience.UntilAsync(() => process.Night.Progress is { } progress && CountOf(progress, "filled-series") > 0, () => _wall.Advance(TimeSpan.FromMilliseconds(100)));

        await process.MovingAsync(running);
        process.Night.Progress.Should().BeNull();
    }

    [Fact]
    public async Task What_a_night_does_not_come_to_is_left_for_the_next()
    {
        await using var database = await MarketTestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var process = await BackfillProcess.StartAsync(_fake, database, _wall);

        var running = process.Night.RunAsync(_wall.GetUtcNow(), default);
        await Patience.UntilAsync(() => process.Night.Progress is { } progress && CountOf(progress, "filled-series") > 0, () => _wall.Advance(TimeSpan.FromMilliseconds(100)));
        _wall.Advance(TimeSpan.FromHours(6));
        var ended = await process.MovingAsync(running);

        CountOf(ended, "unfilled").Should().BeGreaterThan(0).And.Be(CountOf(ended, "all-series") - CountOf(ended, "filled-series"));
        CountOf(await process.MovingAsync(process.Night.RunAsync(_wall.GetUtcNow(), default)), "unfilled").Should().Be(0);
    }

    [Fact]
    public async Task What_a_person_asks_for_goes_before_the_nights_work()
    {
        await using var database = await MarketTestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var process = await BackfillProcess.StartAsync(_fake, database, _wall);
        process.Desk.Ask(Btc, CandleUnit.Minute1, Night.AddHours(-20));
        await process.PassAsync();
        var before = Pages();

        var night = process.Night.RunAsync(_wall.GetUtcNow(), default);
        for (var i = 0; i < 50; i++) _wall.Advance(TimeSpan.FromMilliseconds(100));
        Pages().Should().Be(before);
        await process.WorkAsync();
        await process.PassAsync();

        process.Desk.StatusOf(Btc, CandleUnit.Minute1)!.State.Should().Be(BackfillState.Done);
        CountOf(await process.MovingAsync(night), "whole-markets").Should().Be(2);
    }

    [Fact]
    public async Task Kept_out_by_Upbit_a_night_is_over()
    {
        _fake.Trouble = async context =>
        {
            if (!context.Request.Path.StartsWithSegments("/v1/candles", StringComparison.Ordinal)) return false;
            await FakeUpbit.WriteAsync(context, 418, """{"error":{"name":"too_many_requests","message":"차단되었습니다."}}""");
            return true;
        };
        await using var database = await MarketTestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var process = await BackfillProcess.StartAsync(_fake, database, _wall);

        var report = await process.MovingAsync(process.Night.RunAsync(_wall.GetUtcNow(), default));

        (CountOf(report, "requests"), CountOf(report, "failed")).Should().Be((1, 1));
    }

    private static long CountOf(JobReport report, string name) => report.Counts.Single(count => count.Name == name).Count;

    private int Pages() => _fake.Requests.Count(request => request.StartsWith("v1/candles", StringComparison.Ordinal));
}
