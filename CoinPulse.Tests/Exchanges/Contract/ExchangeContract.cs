using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Contract;

/// <summary>
/// Every promise of <see cref="IExchange"/>, in sentences. A subclass per adapter. KRW-XRP starts at 1,000 bid and 1,001 ask, five levels a won
/// apart with 1,000 coins on each; the account starts with 10,000,000 KRW and nothing else.
/// </summary>
public abstract partial class ExchangeContract : IAsyncLifetime
{
    protected static readonly MarketCode Xrp = MarketCode.From("KRW-XRP");

    private readonly List<ExchangeOrder> _heard = [];
    private int _keys;

    protected IExchangeHarness Venue { get; private set; } = null!;

    private IExchange Exchange => Venue.Exchange;

    public async Task InitializeAsync()
    {
        Venue = await StartAsync();
        await ShowAsync(bid: 1000, ask: 1001, depth: 1000);
        Venue.Exchange.Subscribe(_heard.Add);
    }

    public async Task DisposeAsync()
    {
        if (Venue is not null) await Venue.DisposeAsync();
    }

    /// <summary>A venue with the market KRW-XRP and a fresh account of 10,000,000 KRW.</summary>
    protected abstract Task<IExchangeHarness> StartAsync();

    private static Price Won(decimal price) => new(price);

    private static Quantity Coins(decimal quantity) => new(quantity);

    private ClientOrderId NextKey() => ClientOrderId.From($"key-{++_keys}");

    private OrderRequest Buy(decimal worst, decimal quantity, ClientOrderId? key = null) => OrderRequest.BuyNow(key ?? NextKey(), Xrp, Won(worst), Coins(quantity));

    private OrderRequest Spend(decimal funds, ClientOrderId? key = null) => OrderRequest.BuyAtMarket(key ?? NextKey(), Xrp, new Krw(funds));

    private OrderRequest Sell(decimal quantity, ClientOrderId? key = null) => OrderRequest.SellAtMarket(key ?? NextKey(), Xrp, Coins(quantity));

    private OrderRequest Rest(OrderSide side, decimal limit, decimal quantity, ClientOrderId? key = null) =>
        OrderRequest.Rest(key ?? NextKey(), Xrp, side, Won(limit), Coins(quantity));

    private Task<ExchangeAnswer<ExchangeOrder>> SendAsync(OrderRequest order) => Exchange.SubmitAsync(order, default);

    private async Task<AccountBalances> BalancesAsync() => (await Exchange.BalancesAsync(default)).Value;

    private async Task<ExchangeOrder> FoundAsync(ClientOrderId key) => (await Exchange.FindAsync(key, default)).Value;

    private async Task<ClientOrderId> RestingSaleAsync(decimal limit, decimal quantity)
    {
        var key = NextKey();
        await Venue.GiveCoinsAsync(Xrp.Base, Coins(quantity));
        (await SendAsync(Rest(OrderSide.Ask, limit, quantity, key))).Value.State.Should().Be(ExchangeOrderState.Waiting);
        return key;
    }

    private Task ShowAsync(decimal bid, decimal ask, decimal depth) => Venue.ShowBookAsync(
        Xrp,
        [.. Enumerable.Range(0, 5).Select(level => new BookLevel(Won(bid - level), Coins(depth)))],
        [.. Enumerable.Range(0, 5).Select(level => new BookLevel(Won(ask + level), Coins(depth)))]);

    private static void ShouldBeRefused<T>(ExchangeAnswer<T> answer, ExchangeFaultKind kind)
    {
        answer.Kind.Should().Be(AnswerKind.Refused);
        answer.Fault!.Kind.Should().Be(kind);
    }
}
