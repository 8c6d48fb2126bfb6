using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Replay;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Benchmarks;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Backtest;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Trading.Replay;

/// <summary>One entry of yesterday, decided at ten o'clock on a candle that rose from 1,000 to 1,010 and bought at 1,010.</summary>
public sealed class DecisionReplayTests
{
    private static readonly DateOnly Yesterday = new(2026, 4, 1);
    private static readonly DateTimeOffset DecidedAt = Kst.StartOf(Yesterday).AddHours(10);
    private static readonly DateTimeOffset CandleAt = DecidedAt.AddMinutes(-1);
    private static readonly MarketCode Xrp = MarketCode.From("KRW-XRP");
    private static readonly UserId Owner = new(Guid.CreateVersion7(DecidedAt));

    private readonly FakeTimeProvider _wall = new(DecidedAt);
    private readonly ShelfOfCandles _candles = new();

    [Theory, EveryDatabase]
    public async Task A_day_that_replays_as_it_was_lived_shows_nothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await LiveAsync(database);

        var report = await ReplayAsync(database);

        (report.Decisions, report.Unreplayable).Should().Be((1, 0));
        report.Differences.Should().BeEmpty();
    }

    [Theory]
    [EveryDatabase(DifferenceKind.Decision)]
    [EveryDatabase(DifferenceKind.Price)]
    [EveryDatabase(DifferenceKind.Fee)]
    [EveryDatabase(DifferenceKind.Latency)]
    public async Task A_planted_difference_is_found_kept_and_alone(DatabaseKind kind, DifferenceKind planted)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await LiveAsync(
            database,
            close: planted == DifferenceKind.Decision ? 1_009 : 1_010,
            paid: planted == DifferenceKind.Price ? 1_020 : 1_010,
            fee: planted == DifferenceKind.Fee ? 0.1m : 0.05m,
            answered: planted == DifferenceKind.Latency ? 3 : 0.1);

        await ReplayAsync(database);
        await ReplayAsync(database);   // once more: the day's list is replaced, not doubled

        var found = await new ReplayStore(database).NewestForEveryoneAsync(PriceSource.Simulated, 10, default);
        found.Should().ContainSingle().Which.Should().Match<DecisionDifference>(difference =>
            difference.Kind == planted && difference.Market == Xrp && difference.Day == Yesterday && difference.DecidedAt == DecidedAt && difference.Owner == Owner);
    }

    [Theory, EveryDatabase]
    public async Task It_is_replayed_with_the_settings_of_then(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var account = await LiveAsync(database);
        await SetAsync(database, account, EagerStrategy.Plain with { Rise = 500 });   // with these it would not have bought

        (await ReplayAsync(database)).Differences.Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task A_decision_whose_candles_are_gone_is_counted_and_not_guessed(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await LiveAsync(database);
        _candles.Clear();

        var report = await ReplayAsync(database);

        (report.Unreplayable, report.Differences.Count).Should().Be((1, 0));
    }

    [Theory, EveryDatabase]
    public async Task Another_days_decisions_are_left_to_their_own_night(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await LiveAsync(database, close: 1_009);

        (await Replay(database).RunAsync(Yesterday.AddDays(-1), default)).Decisions.Should().Be(0);
    }

    private Task<ReplayReport> ReplayAsync(TestDatabase database) => Replay(database).RunAsync(Yesterday, default);

    private DecisionReplay Replay(TestDatabase database)
    {
        var hub = new HandDrivenHub(_wall);
        hub.SetMarket(Xrp);
        return new DecisionReplay(
            new ReplayStore(database), _candles, Accounts(database), new PositionStore(database, new AuditPen(_wall), _wall), hub, EagerStrategy.Catalog, new EngineClock(_wall));
    }

    private TradingAccountsStore Accounts(TestDatabase database) => new(database, new EngineClock(_wall), new AuditPen(_wall));

    private Task SetAsync(TestDatabase database, TradingAccount account, EagerSettings settings) => Accounts(database).SetStrategyAsync(
        Owner, new StrategySetup(account.Id, EagerStrategy.Name, SettingsJson.Write(settings), Armed: true, WaitsForPerson: false), default);

    /// <param name="close">Of the decision candle as it is stored; the decision was made on 1,010.</param>
    /// <param name="paid">Won a coin; the next price was 1,010.</param>
    /// <param name="fee">The account's rate in per cent; paid are 0.05.</param>
    /// <param name="answered">Seconds until the exchange had answered.</param>
    private async Task<TradingAccount> LiveAsync(TestDatabase database, double close = 1_010, decimal paid = 1_010, decimal fee = 0.05m, double answered = 0.1)
    {
        var account = await Accounts(database).OpenPaperAsync(Owner, PriceSource.Simulated, default);
        await SetAsync(database, account, EagerStrategy.Plain);
        _candles.Put(Xrp, new Candle(CandleAt, 1_000, 1_010, 1_000, close, 10, 10_000));
        _candles.Put(Xrp, new Candle(DecidedAt, 1_010, 1_030, 1_009, 1_020, 10, 10_000));

        var why = Reason.Of("Eager", ("open", 1_000.0), ("close", 1_010.0));
        var hash = SettingsHash.Of(EagerStrategy.Name, SettingsJson.Write(EagerStrategy.Plain));
        var decision = new Decision(Guid.CreateVersion7(DecidedAt), account, EagerStrategy.Name, Xrp, DecisionKind.Entered, why, why, DecidedAt, CandleAt, hash);
        await new DecisionLog(database).WriteAsync(Owner, account.Id, [decision], default);

        var key = new EntryKey(account.Id, EagerStrategy.Name, Xrp, CandleAt);
        var position = new Position(key, Owner, AccountKind.Paper, PriceSource.Simulated, why, DecidedAt, new Krw(200_000), EagerStrategy.Plain.ToExitPlan(), Percent.Of(fee));
        var file = new PositionFile(position, null, [], []);
        var entry = file.Plan(Leg.Entry, id => OrderRequest.BuyNow(id, Xrp, new Price(1_030), new Quantity(100)), DecidedAt);
        var positions = new PositionStore(database, new AuditPen(_wall), _wall);
        await positions.TryOpenAsync(Owner, file, null, default);
        var order = Wire.Filled(entry.ToRequest(), new Price(paid), DecidedAt);
        await positions.ChangeAsync(Owner, position.Id, loaded => loaded.Follow(order, DecidedAt, DecidedAt.AddSeconds(answered)), null, default);
        return account;
    }

    private sealed class ShelfOfCandles : ICandleStore
    {
        private readonly List<(MarketCode Market, Candle Candle)> _minutes = [];

        public void Put(MarketCode market, Candle candle) => _minutes.Add((market, candle));

        public void Clear() => _minutes.Clear();

        public Task<IReadOnlyList<Candle>> ReadAsync(
            PriceSource source, MarketCode market, CandleUnit unit, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Candle>>(unit != CandleUnit.Minute1
                ? []
                : [.. _minutes.Where(kept => kept.Market == market && kept.Candle.OpenAt >= from && kept.Candle.OpenAt < to).Select(kept => kept.Candle)]);

        public Task<KnownSpans> KnownAsync(PriceSource source, MarketCode market, CandleUnit unit, CancellationToken cancellationToken) => Task.FromResult(KnownSpans.None);

        public Task AppendAsync(PriceSource source, IReadOnlyList<CandleBatch> batches, LeaseProof? engine, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> DropBeforeForEveryoneAsync(PriceSource source, CandleUnit unit, DateOnly day, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
