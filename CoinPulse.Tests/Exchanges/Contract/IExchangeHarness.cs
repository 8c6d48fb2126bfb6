using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Tests.Exchanges.Contract;

/// <summary>
/// An exchange whose market, line and account a test can move. The paper exchange is moved through its hub; the Upbit adapter through a
/// local fake of Upbit. Everything has settled when a method returns.
/// </summary>
public interface IExchangeHarness : IAsyncDisposable
{
    /// <summary>The account under test, on a line of which <see cref="Line"/> decides.</summary>
    IExchange Exchange { get; }

    /// <summary>What goes wrong between the account and us.</summary>
    ExchangeFaultPlan Line { get; }

    DateTimeOffset Now { get; }

    Task ShowBookAsync(MarketCode market, IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks);

    Task PrintAsync(MarketCode market, Price price, Quantity traded);

    Task HaltAsync(MarketCode market, bool halted = true);

    Task GiveCoinsAsync(Asset coin, Quantity amount);

    /// <summary>A person's own order, placed past our adapter.</summary>
    Task<ExchangeOrder> PlaceByHandAsync(OrderRequest order);

    /// <summary>Delivers what the order stream still holds back.</summary>
    Task ReleaseEventsAsync();

    /// <summary>Throws away everything in our memory and connects again, as after kill -9. Subscriptions are gone.</summary>
    Task RestartAsync();
}
