using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Live;
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
    public async Task A_pocket_is_opened_once_with_what_it_holds_and_another_only_after_it_was_closed(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var store = Store(database);
        var held = new AccountBalances(
            new Krw(1_000_000), new Krw(200_000), [new CoinBalance(Asset.From("XRP"), new Quantity(90), new Quantity(10), new Price(700)), new CoinBalance(Asset.From("AIR"), new Quantity(3), Quantity.Zero, default)]);

        var account = await store.OpenLiveAsync(Owner, held, Story.Now, default);
        (await store.OpenLiveAsync(Owner, held, Story.Now, default)).Should().BeNull("there is an open one");
        account!.TradingOn.Should().BeFalse("a key alone trades nothing");

        var books = await new BooksStore(database).BalancesAsync(Owner, account.Id, default);
        books.Single(line => line.Line == BookLine.Cash).Amount.Should().Be(new Krw(1_200_000));
        books.Single(line => line.Market == MarketCode.From("KRW-XRP")).Should().Be(new BookBalance(BookLine.Coins, MarketCode.From("KRW-XRP"), new Krw(70_000), new Quantity(100)));
        books.Single(line => line.Market == MarketCode.From("KRW-AIR")).Coins.Should().Be(new Quantity(3), "coins that came for nothing are there all the same");
        books.Aggregate(Krw.Zero, (sum, line) => sum + line.Amount).Should().Be(Krw.Zero);

        await store.GoLiveAsync(Owner, new StrategySetup(account.Id, SwingStrategy.Name, "{}", Armed: true, WaitsForPerson: false), new RiskSettings(), new LiveTerms("swing", "hash", 1, null, true), null, default);
        (await store.FindAsync(Owner, account.Id, default))!.TradingOn.Should().BeTrue();
        await using (var context = database.CreateDbContext())
        {
            await TradingAccountsStore.CloseLiveAsync(context, Owner, Story.Now, new AuditPen(_wall), default);
            await context.SaveChangesAsync();
        }

        (await store.OfAsync(Owner, default)).Should().BeEmpty();
        (await store.OnSourceForEveryoneAsync(PriceSource.Upbit, default)).Should().BeEmpty();
        (await store.FindAsync(Owner, account.Id, default))!.TradingOn.Should().BeFalse("its records stay, and nothing is traded in it");
        (await store.OpenLiveAsync(Owner, held, Story.Now.AddDays(1), default)).Should().NotBeNull();
    }

    [Theory, EveryDatabase]
    public async Task A_run_on_paper_begins_with_the_settings_that_it_is_about(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var store = Store(database);
        var account = await store.OpenPaperAsync(Owner, PriceSource.Simulated, default);
        await SetAsync("{}", armed: true);
        _wall.Advance(TimeSpan.FromHours(5));
        await SetAsync("{}", armed: true);
        (await SinceAsync()).Should().Be(Story.Now, "keeping the same again changes nothing");

        await SetAsync("""{"StopLoss":2}""", armed: true);
        (await SinceAsync()).Should().Be(Story.Now.AddHours(5), "other settings are another strategy");

        await SetAsync("""{"StopLoss":2}""", armed: false);
        (await SinceAsync()).Should().BeNull();

        Task SetAsync(string json, bool armed) => store.SetStrategyAsync(Owner, new StrategySetup(account.Id, SwingStrategy.Name, json, armed, WaitsForPerson: false), default);

        async Task<DateTimeOffset?> SinceAsync() => (await store.StrategiesAsync(Owner, account.Id, default)).Single().ArmedSince;
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
