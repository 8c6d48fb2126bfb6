using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies.Swing;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Trading.Data;

public sealed class TradingAccountsStoreTests
{
    private static readonly UserId Owner = new(Guid.CreateVersion7(Story.Now));
    private static readonly UserId Stranger = new(Guid.CreateVersion7(Story.Now));

    private readonly FakeTimeProvider _wall = new(Story.Now);

    [Theory, EveryDatabase]
    public async Task Only_the_persons_own_look_releases_a_strategy_and_it_is_audited_once(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var store = Store(database);
        var account = await store.OpenPaperAsync(Owner, PriceSource.Simulated, default);
        await store.SetStrategyAsync(Owner, new StrategySetup(account.Id, SwingStrategy.Name, "{}", Armed: true, WaitsForPerson: false), default);
        await store.HoldStrategyAsync(Owner, account.Id, SwingStrategy.Name, default);

        await store.SetStrategyAsync(Owner, new StrategySetup(account.Id, SwingStrategy.Name, """{"StopLoss":2}""", Armed: true, WaitsForPerson: false), default);
        await store.ReleaseStrategyAsync(Stranger, account.Id, SwingStrategy.Name, default);
        (await WaitsAsync()).Should().BeTrue("neither new settings nor another person is a look");

        await store.ReleaseStrategyAsync(Owner, account.Id, SwingStrategy.Name, default);
        await store.ReleaseStrategyAsync(Owner, account.Id, SwingStrategy.Name, default);
        (await WaitsAsync()).Should().BeFalse();

        await using var context = database.CreateDbContext();
        (await context.Audit.CountAsync(entry => entry.Act == AuditActs.StrategyReleased && entry.Actor == Owner)).Should().Be(1);
        (await context.Audit.CountAsync(entry => entry.Act == AuditActs.StrategySettingsChanged)).Should().Be(1);

        async Task<bool> WaitsAsync() => (await store.StrategiesAsync(Owner, account.Id, default)).Single().WaitsForPerson;
    }

    [Theory, EveryDatabase]
    public async Task The_peak_is_the_highest_equity_that_was_kept(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var history = new AccountHistoryStore(database);
        var account = new AccountId(Guid.CreateVersion7(Story.Now));
        (await history.PeakAsync(Owner, account, default)).Should().BeNull();

        foreach (var (minutes, equity) in new[] { (0, 100m), (10, 130m), (20, 90m) }) await history.MarkAsync(Owner, account, new Krw(equity), Story.Now.AddMinutes(minutes), default);

        (await history.PeakAsync(Owner, account, default)).Should().Be(new Krw(130));
        (await history.PeakAsync(Stranger, account, default)).Should().BeNull();
    }

    [Theory]
    [EveryDatabase("""{"DailyLosss":1}""", "DailyLosss")]
    [EveryDatabase("""{"ExcludedMarkets":null}""", "ExcludedMarkets")]
    [EveryDatabase("""{"DailyLoss":1""", "SettingsUnreadable")]
    public async Task A_limit_that_cannot_be_read_is_never_taken_for_its_default(DatabaseKind kind, string json, string named)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var store = Store(database);
        var account = await store.OpenPaperAsync(Owner, PriceSource.Simulated, default);
        await store.SetRiskAsync(Owner, account.Id, new RiskSettings { DailyLoss = 70_000 }, default);
        (await store.RiskAsync(Owner, account.Id, default)).Should().BeEquivalentTo(new RiskSettings { DailyLoss = 70_000 });
        await using (var context = database.CreateDbContext())
        {
            await context.Set<RiskRow>().ExecuteUpdateAsync(row => row.SetProperty(risk => risk.SettingsJson, json));
        }

        var read = () => store.RiskAsync(Owner, account.Id, default);

        (await read.Should().ThrowAsync<InvalidOperationException>()).Which.Message.Should().Contain(named);
    }

    private TradingAccountsStore Store(TestDatabase database) => new(database, new EngineClock(_wall), new AuditPen(_wall));
}
