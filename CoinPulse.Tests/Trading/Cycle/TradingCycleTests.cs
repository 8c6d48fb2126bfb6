using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Tests.Trading.Simulation;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CoinPulse.Tests.Trading.Cycle;

/// <summary>A strategy that always wants to buy, on minute candles, for 20,000 KRW.</summary>
public sealed class TradingCycleTests : IAsyncLifetime
{
    private static readonly EagerSettings Settings = new()
    {
        Timeframe = CandleUnit.Minute1,
        AmountPerEntry = 20_000,
        Budget = 1_000_000,
        StopLoss = 5,
        Emergency = 10,
        Target1 = 3,
        BreakEven = 0,
        TrailFrom = 0,
        LongestHoldHours = 0,
    };

    private Floor _floor = null!;
    private DecisionLog _decisions = null!;
    private TradingCycle _cycle = null!;

    public async Task InitializeAsync()
    {
        _floor = await Floor.OpenAsync();
        _decisions = new DecisionLog(_floor.Database);
        _cycle = NewCycle();
        await SetAsync(Settings);
        await _floor.ReconcileAsync();
        CloseMinute(Story.Market);
    }

    public async Task DisposeAsync() => await _floor.DisposeAsync();

    [Fact]
    public async Task A_wish_that_the_rules_allow_becomes_a_guarded_position_with_its_reason()
    {
        (await RunAsync()).Entered.Should().Be(1);

        var file = (await LiveAsync()).Should().ContainSingle().Subject;
        (file.Position.State, file.Guard!.IsLive, file.Position.WhyBought.Code).Should().Be((PositionState.Open, true, "Always"));
        (await NewestAsync()).Should().ContainSingle().Which.Kind.Should().Be(DecisionKind.Entered);
    }

    [Fact]
    public async Task A_decision_candle_is_entered_once_however_often_it_is_looked_at()
    {
        await RunAsync();
        await RunAsync();
        _floor.Restart();
        await _floor.ReconcileAsync();
        _cycle = NewCycle();
        await _floor.Desk.ExitAsync(_floor.Account, (await LiveAsync())[0].Position.Id, ExitReason.ByPerson, Reason.Of("Test"), null, _floor.Wall.GetUtcNow());

        (await RunAsync()).Entered.Should().Be(0, "the unique key of the position outlives the process");

        (await LiveAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_refusal_is_kept_once_with_first_and_last_time_and_count()
    {
        await _floor.Accounts.SetRiskAsync(_floor.Account.Owner, _floor.Account.Id, new RiskSettings { ExcludedMarkets = [Story.Market.Value] }, default);
        for (var minute = 0; minute < 3; minute++)
        {
            await RunAsync();
            _floor.Wall.Advance(TimeSpan.FromMinutes(1));
            CloseMinute(Story.Market);
        }

        var refusal = (await NewestAsync()).Should().ContainSingle().Subject;
        (refusal.Kind, refusal.Why.Code, refusal.Count, refusal.LastAt - refusal.FirstAt)
            .Should().Be((DecisionKind.Refused, EntryReasons.MarketExcluded, 3, TimeSpan.FromMinutes(2)));
    }

    [Theory]
    [InlineData("not reconciled")]
    [InlineData("stale prices")]
    [InlineData("books differ")]
    public async Task Entries_wait_while_the_gate_is_closed(string closed)
    {
        if (closed == "not reconciled") _floor.Restart();
        else if (closed == "stale prices") _floor.Hub.State = FeedState.Stale;
        else await _floor.Paper.DepositAsync(_floor.Account, Story.Market.Base, new Quantity(3), default);
        if (closed == "books differ") await _floor.ReconcileAsync();
        _cycle = NewCycle();

        (await RunAsync()).Should().Be(new CycleReport(1, 0, 0, 0, 0));
        (await LiveAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("market", 5, 1_000_000, EntryReasons.EntryUnknown)]
    [InlineData("slot", 1, 1_000_000, EntryReasons.PositionsOfStrategyFull)]
    [InlineData("budget", 5, 20_500, EntryReasons.BudgetOfStrategyUsed)]
    public async Task An_unknown_entry_keeps_its_slot_its_budget_and_its_market(string keeps, int most, decimal budget, string refusedFor)
    {
        await SetAsync(Settings with { MostPositions = most, Budget = budget });
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.NeverArrives).Script(ExchangeCall.Find, ExchangeAccident.NeverArrives);
        await RunAsync();
        (await LiveAsync())[0].Intents[0].State.Should().Be(IntentState.Unknown);

        _floor.Wall.Advance(TimeSpan.FromMinutes(1));
        CloseMinute(Story.Market);
        await RunAsync();

        (await NewestAsync())[0].Why.Code.Should().Be(refusedFor, keeps);
    }

    [Fact]
    public async Task One_accounts_failure_does_not_stop_the_next()
    {
        var other = await _floor.Accounts.OpenPaperAsync(new UserId(Guid.CreateVersion7(Story.Now)), PriceSource.Simulated, default);
        await _floor.Accounts.TurnTradingAsync(other.Owner, other.Id, on: true, default);
        await _floor.Accounts.SetStrategyAsync(other.Owner, new StrategySetup(other.Id, Always.Name, SettingsJson.Write(Settings), Armed: true, WaitsForPerson: false), default);
        _floor.Gate.Reconciled(other.Id, tiesOut: true);
        _floor.Faults.Script(ExchangeCall.Balances, ExchangeAccident.NeverArrives);

        var report = await _cycle.RunAsync(default);

        (report.Accounts, report.Failed, report.Entered).Should().Be((2, 1, 1));
    }

    [Fact]
    public async Task A_time_limit_is_handed_to_the_guard()
    {
        await SetAsync(Settings with { LongestHoldHours = 1 });
        await RunAsync();
        var position = (await LiveAsync())[0].Position.Id;
        _floor.Wall.Advance(TimeSpan.FromHours(1));

        (await RunAsync()).Left.Should().Be(1);

        var left = (await _floor.FileAsync(position)).Position;
        (left.State, left.ClosedBecause).Should().Be((PositionState.Closed, ExitReason.TimeLimit));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_market_whose_end_is_announced_is_left_some_days_before_it_whether_trading_is_on_or_not(bool trading)
    {
        await RunAsync();
        var position = (await LiveAsync())[0].Position.Id;
        if (!trading) await _floor.Accounts.TurnTradingAsync(_floor.Account.Owner, _floor.Account.Id, on: false, default);
        EndOn(Kst.DayOf(_floor.Wall.GetUtcNow()).AddDays(4));
        await _floor.ReconcileAsync();
        (await RunAsync()).Left.Should().Be(0, "three days before is what the settings say");
        var guard = (await _floor.FileAsync(position)).Guard!;
        (guard.Troubles, guard.IsLive).Should().Be((GuardTroubles.Ending, true), "it is told at once");

        _floor.Wall.Advance(TimeSpan.FromHours(13));   // past midnight in Seoul
        (await RunAsync()).Left.Should().Be(1);

        var left = (await _floor.FileAsync(position)).Position;
        (left.State, left.ClosedBecause, left.WhySold!.Code).Should().Be((PositionState.Closed, ExitReason.Delisting, ExitReasons.Delisting));
        (left.WhySold.Facts["days"], left.WhySold.Facts["day"]).Should().Be(("3", "2026-04-05"));
    }

    [Fact]
    public async Task How_long_before_is_the_accounts_setting()
    {
        await RunAsync();
        await _floor.Accounts.SetRiskAsync(_floor.Account.Owner, _floor.Account.Id, new RiskSettings { LeaveDaysBeforeDelisting = 10 }, default);
        EndOn(Kst.DayOf(_floor.Wall.GetUtcNow()).AddDays(10));

        (await RunAsync()).Left.Should().Be(1);
    }

    [Fact]
    public async Task An_announced_end_that_is_taken_back_sells_nothing()
    {
        await RunAsync();
        EndOn(Kst.DayOf(_floor.Wall.GetUtcNow()).AddDays(4));
        await _floor.ReconcileAsync();
        EndOn(null);
        await _floor.ReconcileAsync();
        _floor.Wall.Advance(TimeSpan.FromHours(13));   // past midnight in Seoul

        (await RunAsync()).Left.Should().Be(0);

        (await LiveAsync())[0].Guard!.Troubles.Should().Be(GuardTroubles.None);
        (await _floor.AuditAsync()).Select(entry => entry.Why).Should().Contain([GuardReasons.Ending, GuardReasons.EndingOver]);
    }

    [Fact]
    public async Task A_halted_market_is_left_as_soon_as_it_trades_again()
    {
        await RunAsync();
        var position = (await LiveAsync())[0].Position.Id;
        EndOn(Kst.DayOf(_floor.Wall.GetUtcNow()).AddDays(3));
        _floor.Hub.Halt(Story.Market);

        await RunAsync();
        (await _floor.FileAsync(position)).Position.State.Should().Be(PositionState.Closing, "its guard goes on trying");
        _floor.Hub.Halt(Story.Market, halted: false);
        await _floor.PassAsync(position, 12);

        (await _floor.FileAsync(position)).Position.State.Should().Be(PositionState.Closed);
    }

    [Fact]
    public async Task While_the_exchange_does_not_answer_nothing_is_bought_and_guards_still_sell()
    {
        await RunAsync();
        var position = (await LiveAsync())[0].Position.Id;
        _floor.Faults.Script(ExchangeCall.Balances, ExchangeAccident.IsBusy);
        await _floor.ReconcileAsync();

        (_floor.Gate.HeldBecauseOf(_floor.Account.Id), _floor.Gate.IsExchangeAway(_floor.Account.Owner)).Should().Be(("ExchangeAway", true));
        _floor.Price(940);
        (await _floor.GuardAsync(position))!.Because.Should().Be(ExitReason.StopLoss);
        (await _floor.FileAsync(position)).Position.State.Should().Be(PositionState.Closed);

        await _floor.ReconcileAsync();
        _floor.Gate.IsOpen(_floor.Account.Id).Should().BeTrue();
    }

    [Fact]
    public async Task An_entry_after_whose_commit_the_process_slept_is_not_sent_when_it_wakes_up()
    {
        var nap = new Nap(JournalCrashPoint.AfterOpen, () => _floor.SleepAsync(TimeSpan.FromSeconds(30)));
        _cycle = NewCycle(_floor.PositionsWith(nap));

        await this.Invoking(_ => RunAsync()).Should().ThrowAsync<LeaseLostException>();

        nap.IsOver.Should().BeTrue();
        (await _floor.OrdersAsync()).Should().BeEmpty();
        (await LiveAsync()).Should().ContainSingle().Which.Intents.Should().ContainSingle().Which.State.Should().Be(IntentState.Planned, "whoever has the engine now looks for it");
    }

    [Fact]
    public async Task Between_two_candles_an_account_is_asked_for_its_equity_only_now_and_then()
    {
        await RunAsync();
        _floor.Faults.Script(ExchangeCall.Balances, ExchangeAccident.IsBusy);

        _floor.Wall.Advance(TimeSpan.FromSeconds(10));
        await RunAsync();
        _floor.Faults.Happened.Should().BeEmpty("the minute has been decided on, so nothing is asked");

        await SetAsync(Settings with { Timeframe = CandleUnit.Day1 });
        _floor.Wall.Advance(TimeSpan.FromMinutes(5));
        await this.Invoking(_ => RunAsync()).Should().ThrowAsync<InvalidOperationException>("a point of the curve is due, and the exchange does not say what is there");
        await RunAsync();
        (await new AccountHistoryStore(_floor.Database).CurveAsync(_floor.Account.Owner, _floor.Account.Id, Story.Now.AddDays(-1), default)).Should().HaveCount(2);
    }

    private void EndOn(DateOnly? day) => _floor.Hub.SetMarket(_floor.Hub.Find(Story.Market)! with { DelistedOn = day });

    private Task<CycleReport> RunAsync() => _cycle.RunAsync(_floor.Account, default);

    private Task<IReadOnlyList<PositionFile>> LiveAsync() => _floor.Positions.LiveAsync(_floor.Account.Owner, _floor.Account.Id, default);

    private Task<IReadOnlyList<Decision>> NewestAsync() => _decisions.NewestAsync(_floor.Account.Owner, _floor.Account.Id, 10, default);

    private Task SetAsync(EagerSettings settings) => _floor.Accounts.SetStrategyAsync(
        _floor.Account.Owner, new StrategySetup(_floor.Account.Id, Always.Name, SettingsJson.Write(settings), Armed: true, WaitsForPerson: false), default);

    private void CloseMinute(MarketCode market) =>
        _floor.Hub.SetClosed(market, CandleUnit.Minute1, [new Candle(CandleUnit.Minute1.LastClosed(_floor.Clock.GetUtcNow()), 1_000, 1_000, 1_000, 1_000, 1, 1_000)]);

    private TradingCycle NewCycle(IPositionStore? positions = null)
    {
        var switches = new StopSwitchStore(_floor.Database, new AuditPen(_floor.Wall), _floor.Wall);
        var look = new AccountLook(_floor.Accounts, new AccountHistoryStore(_floor.Database), switches, _floor.Books, new Agreed(), _floor, _floor.Hub);
        return new TradingCycle(
            _floor.Accounts, positions ?? _floor.Positions, _decisions, look, _floor.Hub, new OpinionBoard(_floor.Hub), new StrategyCatalog([new Always()]), _floor.Desk, _floor.Gate, _floor,
            _floor.Clock, _floor.Wall, NullLogger<TradingCycle>.Instance);
    }

    private sealed class Always : IStrategy
    {
        public static readonly StrategyId Name = StrategyId.From("always");

        public StrategyId Id => Name;

        public Type SettingsType => typeof(EagerSettings);

        public StrategySettings DefaultSettings { get; } = new EagerSettings();

        public int CandlesNeeded(StrategySettings settings) => 1;

        public Opinion? Consider(MarketView view, StrategySettings settings) => new(Reason.Of("Always"), 50);

        public Reason? Reconsider(MarketView view, StrategySettings settings) => null;
    }

    private sealed class Agreed : IAgreements
    {
        public Task<IReadOnlyList<AgreementDocument>> MissingToEnterAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AgreementDocument>>([]);

        public Task<bool> HasAgreedToTradingAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task AgreeAsync(UserId owner, IReadOnlyList<AgreementDocument> documents, DateTimeOffset at, string? address, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IReadOnlyList<AgreementAcceptance>> HistoryAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AgreementAcceptance>>([]);
    }
}
