using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Cycle;

public sealed class MoveStopTests : IAsyncLifetime
{
    private Floor _floor = null!;
    private GuardBook _guards = null!;
    private PositionId _position;

    public async Task InitializeAsync()
    {
        _floor = await Floor.OpenAsync();
        _guards = new GuardBook(new EngineClock(_floor.Wall));
        _floor.Desk.Changed += _guards.Put;
        _position = await _floor.EnterAsync();
    }

    public async Task DisposeAsync() => await _floor.DisposeAsync();

    [Fact]
    public async Task The_stop_in_memory_follows_at_once_and_sells_there()
    {
        var moved = await MoveAsync(980);
        _floor.Price(979);

        moved.Succeeded.Should().BeTrue();
        Watched().Stop.Should().Be(new Price(980));
        (await _floor.GuardAsync(_position))!.Limit.Should().Be(new Price(980));
        (await _floor.FileAsync(_position)).Position.ClosedBecause.Should().Be(ExitReason.StopLoss);
    }

    [Fact]
    public async Task Who_moved_it_from_where_to_where_is_in_the_audit()
    {
        var before = Watched().Stop;

        await MoveAsync(980);

        var act = (await _floor.AuditAsync()).Single(entry => entry.Act == AuditActs.GuardMoved);
        (act.Actor, act.Subject, act.Target).Should().Be((_floor.Account.Owner, _floor.Account.Owner, $"position:{_position}"));
        act.Details.Should().Contain($"\"from\":\"{before}\"").And.Contain("\"to\":\"980\"");
    }

    [Theory]
    [InlineData(900, StopProblems.NotAbovePresent)]
    [InlineData(1_000, StopProblems.NotBelowPrice)]
    public async Task A_move_against_the_rules_changes_nothing(decimal stop, string problem)
    {
        var before = Watched().Stop;

        var moved = await MoveAsync(stop);

        moved.Problems.Should().ContainSingle().Which.Code.Should().Be(problem);
        (await _floor.FileAsync(_position)).Guard!.Stop.Should().Be(before);
        (await _floor.AuditAsync()).Should().NotContain(entry => entry.Act == AuditActs.GuardMoved);
    }

    [Fact]
    public async Task What_prices_have_taught_the_guard_since_its_last_save_is_kept_with_the_move()
    {
        var watched = Watched();
        watched.Lift(new Price(1_010));

        await _floor.Desk.MoveStopAsync(_floor.Account, _position, new Price(980), watched);

        (await _floor.FileAsync(_position)).Guard!.Peak.Should().Be(new Price(1_010));
    }

    [Fact]
    public async Task A_process_that_is_not_the_engine_does_not_pretend_to_move_it()
    {
        _floor.LoseLease();

        (await MoveAsync(980)).Problems.Should().ContainSingle().Which.Code.Should().Be(StopProblems.WatchedElsewhere);
    }

    [Fact]
    public async Task Another_persons_position_is_not_there_to_be_moved()
    {
        var stranger = new TradingAccount(_floor.Account.Id, new Core.Accounts.UserId(Guid.CreateVersion7(Story.Now)), AccountKind.Paper, _floor.Account.Source, Story.Now);

        var moved = await _floor.Desk.MoveStopAsync(stranger, _position, new Price(980), null);

        moved.Problems.Should().ContainSingle().Which.Code.Should().Be(StopProblems.NothingGuarded);
    }

    private Task<Core.Outcomes.Result<Price>> MoveAsync(decimal stop) => _floor.Desk.MoveStopAsync(_floor.Account, _position, new Price(stop), Watched());

    private Guard Watched() => _guards.Find(Story.Market, _position)!;
}
