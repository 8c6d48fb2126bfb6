using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Pages;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoinPulse.Tests.Holdings;

/// <summary>Pages of holdings and orders on readers that say what a test tells them. The market is Ripple.</summary>
public abstract class HoldingsPageTest : PageTest
{
    protected HoldingsPageTest()
    {
        Hub = new HandDrivenHub(Wall);
        Hub.SetMarket(new MarketInfo(Told.Xrp, "리플", "Ripple"));
        Account = new TradingAccount(Told.Account, CurrentUser, AccountKind.Paper, PriceSource.Simulated, Told.Noon);
        Reader = new FakeHoldingsReader(Picture());
        Updates = new LiveUpdates(Wall, NullLogger<LiveUpdates>.Instance);
        Services.AddSingleton(Updates);
        Services.AddSingleton<IMarketHub>(Hub);
        Services.AddSingleton(new EngineClock(Wall));
        Services.AddSingleton<IViewedAccount>(new OneAccount(Account));
        Services.AddSingleton<IHoldingsReader>(Reader);
        Services.AddSingleton<IBalanceHistory>(History);
        Services.AddSingleton<IDayStore>(Days);
        Services.AddSingleton<ITradeHistory>(Trades);
        Services.AddSingleton<IOrderRecords>(Records);
        Services.AddSingleton<IHistoryMarks>(Marks);
        Services.AddSingleton<IDifferences>(Differences);
        Services.AddSingleton<IDifferenceDesk>(Differences);
        Services.AddSingleton(new VisitorAddress());
        RenderTree.Add<CascadingValue<UserId>>(parameters => parameters.Add(value => value.Value, CurrentUser));
    }

    internal HandDrivenHub Hub { get; }

    internal FakeHoldingsReader Reader { get; }

    internal FakeBalanceHistory History { get; } = new();

    internal FakeDays Days { get; } = new();

    internal FakeTradeHistory Trades { get; } = new();

    internal FakeOrderRecords Records { get; } = new();

    internal FakeMarks Marks { get; } = new();

    internal FakeDifferences Differences { get; } = new();

    protected LiveUpdates Updates { get; }

    protected TradingAccount Account { get; }

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    internal HoldingsPicture Picture(HistoryMark? mark = null, bool known = true, params Holding[] coins) =>
        new(Account, known, new Krw(5_000_000), new Krw(100_000), coins, mark ?? Whole(), Told.Noon);

    /// <summary>A past that is all there.</summary>
    internal static HistoryMark Whole() => new(Told.Owner, Told.Account, Told.Noon, Told.Noon);

    /// <summary>A past of which a part is read.</summary>
    internal static HistoryMark PartlyRead()
    {
        var mark = new HistoryMark(Told.Owner, Told.Account, Told.Noon.AddDays(-100), Told.Noon);
        mark.ReachBack(Told.Noon.AddDays(-42));
        return mark;
    }
}

internal sealed class OneAccount(TradingAccount account) : IViewedAccount
{
    public Task<TradingAccount> OpenAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(account);

    public Task<IReadOnlyList<TradingAccount>> ChoicesAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TradingAccount>>([account]);

    public Task<bool> ChooseAsync(UserId owner, AccountId chosen, CancellationToken cancellationToken) => Task.FromResult(chosen == account.Id);
}

internal sealed class FakeHoldingsReader(HoldingsPicture picture) : IHoldingsReader
{
    public HoldingsPicture Next { get; set; } = picture;

    public Func<HoldingsPicture, HoldingsPicture> Reprice { get; set; } = known => known;

    public int Reads { get; private set; }

    public Task<HoldingsPicture> ReadAsync(TradingAccount account, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(Next);
    }

    public HoldingsPicture AtPresentPrices(HoldingsPicture picture) => Reprice(picture);
}

internal sealed class FakeBalanceHistory : IBalanceHistory
{
    public BalanceHistory Next { get; set; } = BalanceHistory.Empty;

    public List<DateOnly?> Asked { get; } = [];

    public Task<BalanceHistory> ReadAsync(TradingAccount account, DateOnly? from, CancellationToken cancellationToken)
    {
        Asked.Add(from);
        return Task.FromResult(Next);
    }
}

internal sealed class FakeDays : IDayStore
{
    public List<ProfitDay> Profit { get; } = [];

    public Task<IReadOnlyDictionary<DateOnly, SeenDay>> SeenAsync(UserId owner, AccountId account, DateOnly from, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<DateOnly, SeenDay>>(new Dictionary<DateOnly, SeenDay>());

    public Task<IReadOnlyList<ProfitDay>> ProfitAsync(UserId owner, AccountId account, DateOnly from, DateOnly through, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProfitDay>>([.. Profit.Where(day => day.On >= from && day.On <= through)]);
}

internal sealed class FakeOrderRecords : IOrderRecords
{
    public FoundOrders Found { get; set; } = new([], 0);

    public List<RecordQuery> Queries { get; } = [];

    public Task<FoundOrders> FindAsync(UserId owner, AccountId account, RecordQuery query, CancellationToken cancellationToken)
    {
        Queries.Add(query);
        return Task.FromResult(Found);
    }

    public Task<IReadOnlyList<MarketCode>> MarketsAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<MarketCode>>([Told.Xrp]);

    public Task<int> KeepAsync(UserId owner, AccountId account, IReadOnlyCollection<ExchangeOrder> orders, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task LoseAsync(UserId owner, AccountId account, ExchangeOrderId order, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<OrderRecord>> UnsettledAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlySet<ExchangeOrderId>> SettledAsync(UserId owner, AccountId account, IReadOnlyCollection<ExchangeOrderId> among, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TradeRecord>> TradesAsync(UserId owner, AccountId account, RecordQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TradeRecord>> TradesSinceAsync(UserId owner, AccountId account, MarketCode? market, DateTimeOffset since, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}

internal sealed class FakeMarks : IHistoryMarks
{
    public HistoryMark? Mark { get; set; } = HoldingsPageTest.Whole();

    public Task<HistoryMark?> FindAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => Task.FromResult(Mark);

    public Task SaveAsync(UserId owner, HistoryMark mark, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task KeepAsync(UserId owner, AccountId account, IReadOnlyCollection<ExchangeTransfer> transfers, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TransferRecord>> TransfersAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken) => throw new NotSupportedException();
}
