using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Accounts;
using CoinPulse.Data.Operations;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Trading.Data;

public sealed class RetainedRowsTests
{
    private static readonly DateTimeOffset Midnight = Kst.StartOf(new DateOnly(2026, 4, 1));
    private static readonly UserId Owner = new(Guid.CreateVersion7(Midnight));
    private static readonly TradingAccount Account = new(new AccountId(Guid.CreateVersion7(Midnight)), Owner, AccountKind.Paper, PriceSource.Simulated, Midnight);

    [Theory, EveryDatabase]
    public async Task Old_decisions_go_whatever_their_number_and_newer_ones_stay(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var log = new DecisionLog(database);
        var many = Batches.Rows + 20;
        await log.WriteAsync(Owner, Account.Id, [.. Enumerable.Range(0, many).Select(number => Decided(Midnight.AddDays(-1).AddSeconds(number)))], default);
        await log.WriteAsync(Owner, Account.Id, [Decided(Midnight)], default);

        var gone = await log.ForgetForEveryoneAsync(Midnight, default);

        gone.Should().Be(many);
        (await log.NewestAsync(Owner, Account.Id, 10, default)).Should().ContainSingle().Which.LastAt.Should().Be(Midnight);
    }

    [Theory, EveryDatabase]
    public async Task A_curve_is_thinned_to_hours_and_later_to_days_and_keeps_each_days_opening(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var history = new AccountHistoryStore(database);
        for (var point = 0; point < 2 * 288; point++) await history.MarkAsync(Owner, Account.Id, new Krw(1_000 + point), Midnight.AddMinutes(5 * point), default);

        var toHours = await history.ThinForEveryoneAsync(Midnight.AddDays(1), TimeSpan.FromHours(1), default);
        var again = await history.ThinForEveryoneAsync(Midnight.AddDays(1), TimeSpan.FromHours(1), default);
        var hours = await history.CurveAsync(Owner, Account.Id, Midnight, default);
        await history.ThinForEveryoneAsync(Midnight.AddDays(1), TimeSpan.FromDays(1), default);
        var days = await history.CurveAsync(Owner, Account.Id, Midnight, default);

        (toHours, again).Should().Be((288 - 24, 0));
        hours.Take(3).Select(point => point.At).Should().Equal(Midnight, Midnight.AddHours(1), Midnight.AddHours(2));
        hours.Should().HaveCount(24 + 288, "the day after is not old enough");
        days.Should().HaveCount(1 + 288);
        (await history.OpeningAsync(Owner, Account.Id, new DateOnly(2026, 4, 1), default)).Should().Be(new Krw(1_000));
    }

    [Theory, EveryDatabase]
    public async Task A_session_that_ended_or_was_not_seen_again_is_forgotten(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var sessions = new SignInSessionStore(database, new AuditPen(new FakeTimeProvider(Midnight)));
        var (ended, unseen, seen) = (Session(Midnight.AddDays(-100)), Session(Midnight.AddDays(-95)), Session(Midnight.AddDays(-95)));
        foreach (var session in new[] { ended, unseen, seen }) await sessions.BeginAsync(Owner, session, default);
        await sessions.EndAsync(Owner, ended.Id, AuditActs.SignedOut, Midnight.AddDays(-91), null, default);
        await sessions.SeenAsync(Owner, seen.Id, Midnight.AddDays(-1), default);

        (await sessions.ForgetForEveryoneAsync(Midnight.AddDays(-90), default)).Should().Be(2);

        (await sessions.OpenAsync(Owner, default)).Should().ContainSingle().Which.Id.Should().Be(seen.Id);
    }

    private static Decision Decided(DateTimeOffset at) =>
        new(Guid.CreateVersion7(at), Account, StrategyId.From("swing"), MarketCode.From("KRW-XRP"), DecisionKind.Entered, Reason.Of("Test"), Reason.Of("Test"), at);

    private static SignInSession Session(DateTimeOffset at) => new(new SessionId(Guid.CreateVersion7(at)), Owner, "Chrome", null, at);
}
