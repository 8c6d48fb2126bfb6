using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Exchanges.Keys;
using CoinPulse.Tests.Exchanges.Upbit;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Live;

/// <summary>The books of a pocket begin with what it held at a moment in which nothing moved.</summary>
public sealed class LiveAccountsTests : IAsyncLifetime, IPockets
{
    private static readonly UserId Kim = new(Guid.CreateVersion7(Story.Now));

    private readonly KeysInHand _vault = new();
    private FakeUpbit _fake = null!;
    private PocketParts _parts = null!;
    private TestDatabase _database = null!;
    private LiveAccounts _live = null!;

    private FakePocket Pocket => _fake.Private.Pocket;

    public async Task InitializeAsync()
    {
        _fake = await FakeUpbit.StartAsync();
        Pocket.Markets[Story.Market.Value] = new FakeMarketBook { Bids = [(999, 1_000)], Asks = [(1_000, 1_000)] };
        Pocket.Move("KRW", 1_000_000);
        _parts = PocketParts.For(_fake);
        _database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        _live = On(PriceSource.Upbit);
    }

    public async Task DisposeAsync()
    {
        await _parts.DisposeAsync();
        await _fake.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Once_there_is_a_key_the_books_open_with_what_is_there()
    {
        (await _live.OpenAsync(Kim, default)).Problems.Single().Code.Should().Be(LiveProblems.NoKey);
        GiveKey();
        Pocket.Move("XRP", 100);

        (await _live.OpenForEveryoneAsync(default)).Should().Be(1);

        var account = (await _live.OpenAsync(Kim, default)).Value;
        var books = await new BooksStore(_database).BalancesAsync(Kim, account.Id, default);
        (books.Single(line => line.Line == BookLine.Cash).Amount, books.Single(line => line.Line == BookLine.Coins).Coins).Should().Be((new Krw(1_000_000), new Quantity(100)));
        (account.Kind, account.Source, account.TradingOn).Should().Be((AccountKind.Upbit, PriceSource.Upbit, false));
        (await _live.OpenForEveryoneAsync(default)).Should().Be(0);
    }

    [Fact]
    public async Task An_account_that_has_just_traded_waits_until_it_is_quiet()
    {
        GiveKey();
        Buy();

        (await _live.OpenAsync(Kim, default)).Problems.Single().Code.Should().Be(LiveProblems.Moving, "the trade may be in the balances and be told once more");

        Pocket.Orders[0].Fills[0] = Pocket.Orders[0].Fills[0] with { At = TimeProvider.System.GetUtcNow().AddMinutes(-2) };
        _parts = PocketParts.For(_fake);
        (await _live.OpenAsync(Kim, default)).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task What_moves_between_two_looks_is_noticed()
    {
        GiveKey();
        var looks = 0;
        _fake.Private.Troubles.Otherwise = request =>
        {
            if (request == "GET v1/accounts" && ++looks == 2) Pocket.Move("KRW", 5_000);
            return null;
        };

        (await _live.OpenAsync(Kim, default)).Problems.Single().Code.Should().Be(LiveProblems.Moving);
        (await _live.OpenAsync(Kim, default)).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Prices_of_another_source_open_no_pocket()
    {
        GiveKey();
        var live = On(PriceSource.Simulated);

        (await live.OpenAsync(Kim, default)).Problems.Single().Code.Should().Be(LiveProblems.OtherSource);
        (await live.OpenForEveryoneAsync(default)).Should().Be(0);
    }

    [Fact]
    public async Task A_key_that_opens_nothing_says_so()
    {
        GiveKey();
        _fake.Private.Door.KnowsAddress = false;

        var problem = (await _live.OpenAsync(Kim, default)).Problems.Single();

        problem.Code.Should().Be(LiveProblems.NotAnswered);
        problem.Arguments.Single().Should().Be("This is not a verified IP.");
    }

    IExchange IPockets.Of(UserId owner) => _parts.Exchange;

    private LiveAccounts On(PriceSource source)
    {
        var (wall, clock) = (TimeProvider.System, new EngineClock(TimeProvider.System));
        return new LiveAccounts(new TradingAccountsStore(_database, clock, new AuditPen(wall)), this, _vault, new HandDrivenHub(wall, source), clock);
    }

    private void GiveKey() => _vault.Put(Kim, _fake.Private.Door.Access, _fake.Private.Door.Secret);

    private void Buy() => Pocket.Place(new Dictionary<string, string> { ["market"] = Story.Market.Value, ["side"] = "bid", ["ord_type"] = "price", ["price"] = "10000" });
}
