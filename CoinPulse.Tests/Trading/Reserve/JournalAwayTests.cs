using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Trading.Reserve;

/// <summary>The database is gone when the stop fires: what the exchange answers, and whether the database comes back to this process or to the next.</summary>
public sealed class JournalAwayTests : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _wall = new(Story.Now);
    private TestDatabase _file = null!;
    private GoneDatabase _database = null!;
    private BadDay _day = null!;

    public enum Comes
    {
        Back,

        /// <summary>The process is killed first; the database is there at the next start.</summary>
        BackAfterARestart,
    }

    public static TheoryData<AccidentKind, Comes> Cells
    {
        get
        {
            var cells = new TheoryData<AccidentKind, Comes>();
            foreach (var accident in new[] { AccidentKind.None, AccidentKind.LosesAnswer, AccidentKind.NeverArrives })
            {
                foreach (var comes in Enum.GetValues<Comes>()) cells.Add(accident, comes);
            }

            return cells;
        }
    }

    public async Task InitializeAsync()
    {
        _file = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        _database = new GoneDatabase(_file);
        _day = await BadDay.BeginAsync(_database, _folder.Path, _wall);
    }

    public async Task DisposeAsync()
    {
        _day.Dispose();
        await _file.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Cells))]
    public async Task A_stop_is_sold_once_and_written_down_when_the_database_is_back(AccidentKind accident, Comes comes)
    {
        _database.IsGone = true;
        _day.Faults.Script(ExchangeCall.Submit, new ExchangeAccident(accident)).Script(ExchangeCall.Find, ExchangeAccident.NeverArrives);

        await _day.StopAsync();
        await PassAsync(4);
        (await _day.SalesAsync()).Should().ContainSingle("the exit did not wait for the database");
        await BackAsync(comes);

        await _day.ShouldBeSoldOnceAsync();
    }

    [Theory]
    [InlineData(Comes.Back)]
    [InlineData(Comes.BackAfterARestart)]
    public async Task A_refused_exit_is_tried_again_while_the_database_is_gone_and_both_attempts_are_on_the_trade(Comes comes)
    {
        _database.IsGone = true;
        _day.Faults.Script(ExchangeCall.Submit, ExchangeAccident.IsBusy);

        await _day.StopAsync();
        await PassAsync(3);
        (await _day.SalesAsync()).Should().ContainSingle();
        await BackAsync(comes);

        await _day.ShouldBeSoldOnceAsync(attempts: 2);
    }

    [Theory]
    [InlineData(AccidentKind.CrashesBefore)]
    [InlineData(AccidentKind.CrashesAfter)]
    public async Task A_process_that_dies_over_an_exit_in_the_reserve_leaves_it_to_the_next(AccidentKind accident)
    {
        _database.IsGone = true;
        _day.Faults.Script(ExchangeCall.Submit, new ExchangeAccident(accident));
        await FluentActions.Invoking(_day.StopAsync).Should().ThrowAsync<SimulatedCrashException>();
        _database.IsGone = false;

        await _day.RestartAsync();
        await PassAsync(5);

        await _day.ShouldBeSoldOnceAsync();
    }

    [Fact]
    public async Task An_exit_of_which_the_journal_had_the_first_attempt_goes_on_with_the_second()
    {
        _day.Faults.Script(ExchangeCall.Submit, ExchangeAccident.IsBusy);
        await _day.StopAsync();
        _database.IsGone = true;

        await PassAsync(3);
        await BackAsync(Comes.Back);

        await _day.ShouldBeSoldOnceAsync(attempts: 2);
    }

    [Fact]
    public async Task Without_the_reserve_file_the_next_process_still_sells_nothing_twice()
    {
        _database.IsGone = true;
        await _day.StopAsync();
        _day.Die();
        foreach (var file in Directory.GetFiles(_folder.Path)) File.Delete(file);
        _database.IsGone = false;

        await _day.RestartAsync();
        _day.Guards.Put(await _day.WrittenAsync());
        await _day.StopAsync();
        await PassAsync(5);

        await _day.ShouldBeSoldOnceAsync();
    }

    [Fact]
    public async Task A_purchase_whose_answer_finds_the_database_gone_is_guarded_and_sold()
    {
        var second = await _day.EnterAsync(candle: 10, () =>
        {
            _database.IsGone = true;
            return Task.CompletedTask;
        });

        _day.Guards.Find(Story.Market, second)!.Quantity.Should().Be(new Quantity(10));
        await BackAsync(Comes.BackAfterARestart);
        var file = await _day.Journal.FindAsync(_day.Account.Owner, second, default);
        (file!.Position.State, file.Guard!.IsLive, file.Guard.Quantity).Should().Be((PositionState.Open, true, new Quantity(10)));
    }

    [Fact]
    public async Task A_change_that_fails_by_itself_says_nothing_of_the_database()
    {
        var change = FluentActions.Invoking(() => _day.Journal.ChangeAsync<int>(_day.Account.Owner, _day.Position, _ => throw new TimeoutException(), lease: null, default));

        await change.Should().ThrowAsync<TimeoutException>();

        _day.Journal.IsAway.Should().BeFalse();
    }

    [Fact]
    public async Task Nothing_is_opened_while_the_database_is_gone()
    {
        _database.IsGone = true;

        await FluentActions.Invoking(() => _day.EnterAsync(candle: 15)).Should().ThrowAsync<JournalUnavailableException>();

        _day.Journal.IsAway.Should().BeTrue();
        (await _day.BalancesAsync()).Of(Story.Market.Base).Total.Should().Be(new Quantity(10), "only the first position's");
    }

    [Fact]
    public async Task A_process_that_can_no_longer_be_sure_of_the_engine_sends_nothing_from_the_reserve()
    {
        _database.IsGone = true;
        await FluentActions.Invoking(() => _day.EnterAsync(candle: 15)).Should().ThrowAsync<JournalUnavailableException>();
        _day.Proof = null;

        await FluentActions.Invoking(_day.StopAsync).Should().ThrowAsync<LeaseLostException>();

        (await _day.SalesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Entered_twice_the_reserve_changes_nothing_the_second_time()
    {
        _database.IsGone = true;
        await _day.StopAsync();
        var records = _day.Reserve.Read();
        await BackAsync(Comes.Back);

        foreach (var record in records) _day.Reserve.Add(record);
        await _day.ReturnAsync();

        await _day.ShouldBeSoldOnceAsync();
    }

    private async Task BackAsync(Comes comes)
    {
        _database.IsGone = false;
        await (comes == Comes.Back ? _day.ReturnAsync() : _day.RestartAsync());
        await PassAsync(5);
    }

    private async Task PassAsync(double seconds)
    {
        for (var passed = 0.0; passed < seconds; passed += 0.5)
        {
            _wall.Advance(TimeSpan.FromSeconds(0.5));
            await _day.LookAsync();
        }
    }
}
