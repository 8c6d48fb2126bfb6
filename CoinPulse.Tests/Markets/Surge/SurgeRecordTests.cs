using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Markets.Surge.Record;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Data.Markets.Surge;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CoinPulse.Tests.Markets.Surge;

/// <summary>Calls written down before their outcome, and what becomes of them, on both databases.</summary>
public sealed class SurgeRecordTests
{
    private readonly SurgeFloor _floor = new();

    [Theory, EveryDatabase]
    public async Task A_call_is_written_with_everything_it_was_made_on(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var record = new SurgeRecordStore(database);

        var written = await WriteAsync(record);

        written.Should().Be(1, "80 of 100 by V1; the other predictors stay under 60");
        var (call, outcome) = (await record.CallsAsync(PriceSource.Simulated, SurgePredictor.V1, null, 0, 10, default)).Lines.Single();
        call.Should().BeEquivalentTo(new
        {
            Source = PriceSource.Simulated,
            Market = SurgeFloor.Lively,
            DecidedAt = SurgeFloor.Hour,
            RecordedAt = _floor.Now,
            DueAt = SurgeFloor.Hour.AddDays(3),
            On = new DateOnly(2026, 4, 1),
            Close = new Price(116),
            Entry = new Price(117),
            Threshold = 60,
            Rule = SurgeRules.Version,
            Score = 80,
        });
        call.Scores.Should().BeEquivalentTo(_floor.Scan.Look(null, _floor.Now)!.Find(SurgeFloor.Lively)!.Scores);
        outcome.Should().BeNull();
        (await record.WaitingAsync(PriceSource.Simulated, default)).Should().BeEquivalentTo(new Dictionary<SurgePredictor, int> { [SurgePredictor.V1] = 1, [SurgePredictor.Everything] = 2 });
    }

    [Theory, EveryDatabase]
    public async Task The_same_hour_is_written_once_and_one_surge_is_one_call(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var record = new SurgeRecordStore(database);

        await WriteAsync(record);
        (await WriteAsync(record)).Should().BeNull("this hour is written");
        _floor.NextHour();
        (await WriteAsync(record)).Should().Be(0, "the market is still called");
        _floor.NextHour(71);
        (await WriteAsync(record)).Should().Be(1, "three days are over");

        (await record.CallsAsync(PriceSource.Simulated, SurgePredictor.V1, null, 0, 10, default)).Total.Should().Be(2);
        (await record.CallsAsync(PriceSource.Simulated, SurgePredictor.Everything, null, 0, 10, default)).Total.Should().Be(4, "every market once a day");
        (await record.RoundsAsync(PriceSource.Simulated, SurgeFloor.Hour, default)).Should().HaveCount(3);
    }

    [Theory, EveryDatabase]
    public async Task Two_processes_that_write_the_same_hour_write_it_once(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var record = new SurgeRecordStore(database);
        var board = _floor.Scan.Look(null, _floor.Now)!;
        SurgeCall Call() => new(board.Source, SurgePredictor.V1, board.Markets[0], new Price(117), _floor.Now);
        SurgeRound Round() => new(board.Source, board.DecidedAt, _floor.Now, 2);

        var written = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => record.TryWriteAsync(Round(), [Call()], default)));

        written.Count(won => won).Should().Be(1);
        (await record.CallsAsync(board.Source, SurgePredictor.V1, null, 0, 10, default)).Total.Should().Be(1);
    }

    [Theory, EveryDatabase]
    public async Task A_late_look_writes_nothing_and_leaves_a_gap(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var record = new SurgeRecordStore(database);
        await WriteAsync(record);
        _floor.NextHour();
        _floor.Clock.Advance(TimeSpan.FromMinutes(6));
        (await WriteAsync(record)).Should().BeNull();
        _floor.Clock.Advance(TimeSpan.FromMinutes(-6) + TimeSpan.FromMinutes(60));
        _floor.NextHour(0);
        await WriteAsync(record);

        var statement = await new SurgeScoreboard(_floor.Hub, record, new EngineClock(_floor.Clock), _floor.Clock).ReadAsync(default);

        statement.Gaps.Should().BeEquivalentTo(new { Hours = 1, LastFrom = SurgeFloor.Hour.AddHours(1), LastUntil = SurgeFloor.Hour.AddHours(1) });
    }

    [Theory, EveryDatabase]
    public async Task A_market_that_nobody_could_buy_is_scored_and_not_called(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var record = new SurgeRecordStore(database);
        _floor.Hub.Halt(SurgeFloor.Lively);
        _floor.Hub.SetClosed(SurgeFloor.Calm, CandleUnit.Hour1, SurgeFloor.Hours(SurgeFloor.Hour, _ => 100, _ => 20e6));   // 480 million a day

        (await WriteAsync(record)).Should().Be(0);

        (await record.WaitingAsync(PriceSource.Simulated, default)).Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task A_call_is_settled_once_when_its_horizon_is_over_and_not_before(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var (record, candles) = (new SurgeRecordStore(database), new GivenCandles());
        var settlement = new SurgeSettlement(record, candles);
        await WriteAsync(record);
        candles.Store(PriceSource.Simulated, SurgeFloor.Lively, CandleUnit.Minute15, Quarters(116, peakAt: 20, peak: 129));
        candles.Store(PriceSource.Simulated, SurgeFloor.Calm, CandleUnit.Minute15, Quarters(100, peakAt: 20, peak: 105));

        (await settlement.SettleAsync(PriceSource.Simulated, SurgeFloor.Hour.AddDays(3), default)).Should().Be(0, "the last candles may still be on their way");
        (await settlement.SettleAsync(PriceSource.Upbit, SurgeFloor.Hour.AddDays(4), default)).Should().Be(0, "another source has another record");
        (await settlement.SettleAsync(PriceSource.Simulated, SurgeFloor.Hour.AddDays(3).AddMinutes(2), default)).Should().Be(3);
        (await settlement.SettleAsync(PriceSource.Simulated, SurgeFloor.Hour.AddDays(9), default)).Should().Be(0);

        var line = (await record.CallsAsync(PriceSource.Simulated, SurgePredictor.V1, SurgeFloor.Lively, 0, 10, default)).Lines.Single();
        line.Outcome.Should().BeEquivalentTo(new
        {
            Result = SurgeResult.Target,
            TouchedAt = SurgeFloor.Hour.AddMinutes(315),
            Exit = Percent.Of(10),
            Unit = CandleUnit.Minute15,
            SettledAt = SurgeFloor.Hour.AddDays(3).AddMinutes(2),
        });
        line.Outcome!.Close!.Value.Points.Should().BeApproximately(-0.8547m, 0.0001m, "bought at the ask of 117");
        (await record.TallyAsync(PriceSource.Simulated, default)).Should().BeEquivalentTo(
        [
            new SurgeTally(SurgePredictor.V1, new DateOnly(2026, 4, 1), SurgeResult.Target, 1, 0.1m),
            new SurgeTally(SurgePredictor.Everything, new DateOnly(2026, 4, 1), SurgeResult.Target, 1, 0.1m),
            new SurgeTally(SurgePredictor.Everything, new DateOnly(2026, 4, 1), SurgeResult.Neither, 1, Math.Round(100m / 101m - 1, 8)),
        ]);
    }

    [Theory, EveryDatabase]
    public async Task Nothing_of_one_source_is_read_under_another(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var record = new SurgeRecordStore(database);
        await WriteAsync(record);
        await record.KeepAsync(_floor.Scan.Look(null, _floor.Now)!, default);

        (await record.BoardAsync(PriceSource.Upbit, default)).Should().BeNull();
        (await record.WaitingAsync(PriceSource.Upbit, default)).Should().BeEmpty();
        (await record.RoundsAsync(PriceSource.Upbit, DateTimeOffset.MinValue, default)).Should().BeEmpty();
        (await record.CallsAsync(PriceSource.Upbit, SurgePredictor.V1, null, 0, 10, default)).Total.Should().Be(0);
        (await record.StandingAsync(PriceSource.Upbit, SurgeFloor.Hour.AddDays(-3), new DateOnly(2026, 4, 1), default)).Should().BeEquivalentTo(new { DayIsSampled = false });
    }

    [Theory, EveryDatabase]
    public async Task The_database_refuses_to_forget_a_failure(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await new SurgeTriggers(database).SeedAsync(default);
        await new SurgeTriggers(database).SeedAsync(default);
        await WriteAsync(new SurgeRecordStore(database));
        await using var context = database.CreateDbContext();

        await FluentActions.Awaiting(() => context.Set<SurgeCall>().ExecuteDeleteAsync()).Should().ThrowAsync<System.Data.Common.DbException>();
        await FluentActions.Awaiting(() => context.Set<SurgeRound>().ExecuteUpdateAsync(set => set.SetProperty(round => round.Markets, 9))).Should().ThrowAsync<System.Data.Common.DbException>();
    }

    [Theory, EveryDatabase]
    public async Task The_newest_board_is_kept_for_a_process_that_just_started(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var record = new SurgeRecordStore(database);
        var board = _floor.Scan.Look(null, _floor.Now)!;
        await record.KeepAsync(board, default);
        await record.KeepAsync(board with { ScannedAt = _floor.Now.AddMinutes(1) }, default);

        var read = await new SurgeMonitor(_floor.Hub, record, _floor.Clock).ReadAsync(default);

        read.Should().BeEquivalentTo(board with { ScannedAt = _floor.Now.AddMinutes(1) });
        _floor.NextHour();
        await record.KeepAsync(_floor.Scan.Look(board, _floor.Now)!, default);
        (await record.BoardAsync(PriceSource.Simulated, default))!.DecidedAt.Should().Be(SurgeFloor.Hour.AddHours(1));
    }

    private async Task<int?> WriteAsync(ISurgeRecord record)
    {
        var board = _floor.Scan.Look(null, _floor.Now)!;
        return await new SurgeRecorder(_floor.Hub, record).WriteAsync(board, _floor.Now, default);
    }

    private static List<Candle> Quarters(double price, int peakAt, double peak) =>
        [.. Enumerable.Range(0, 4 * 24 * 3).Select(quarter => new Candle(SurgeFloor.Hour.AddMinutes(15 * quarter), price, quarter == peakAt ? peak : price, price, price, 1, price))];
}
