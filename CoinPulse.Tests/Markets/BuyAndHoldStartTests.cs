using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Markets;

public sealed class BuyAndHoldStartTests
{
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");
    private static readonly DateTimeOffset Begin = new(2026, 4, 1, 11, 57, 0, TimeSpan.Zero);

    [Fact]
    public void A_fall_before_the_beginning_is_not_counted_against_holding()
    {
        var hub = new HandDrivenHub(new FakeTimeProvider(Begin));
        hub.SetMarket(Btc);
        hub.SetClosed(Btc, CandleUnit.Hour1, [Of(Begin.AddMinutes(-117), 1_100), Of(Begin.AddMinutes(-57), 1_000)]);
        hub.SetClosed(Btc, CandleUnit.Minute1, [Of(Begin.AddMinutes(-2), 1_010), Of(Begin.AddMinutes(-1), 1_000), Of(Begin, 1_000)]);
        hub.Print(Btc, new Price(1_000), new Quantity(1));

        var curve = new BuyAndHold(hub).Since(Begin, Percent.Zero, Begin.AddMinutes(5));

        curve.Should().OnlyContain(point => point.Factor == 1);
    }

    private static Candle Of(DateTimeOffset at, double close) => new(at, close, close, close, close, 1, close);
}
