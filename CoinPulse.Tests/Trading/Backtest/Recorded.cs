using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Backtest;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Tests.Trading.Backtest;

/// <summary>Recorded minutes and the requests to play them.</summary>
internal static class Recorded
{
    public static readonly DateTimeOffset Start = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    // Lively enough that a million won hardly moves the price.
    private const double Coins = 10_000_000;

    public static readonly MarketCode Xrp = MarketCode.From("KRW-XRP");

    public static TradingAccount Account { get; } = new(
        new AccountId(Guid.CreateVersion7(Start)), new UserId(Guid.CreateVersion7(Start)), AccountKind.Paper, PriceSource.Simulated, Start);

    /// <summary>Minutes one after another, each open, high, low, close.</summary>
    public static CandleBatch Minutes(MarketCode market, params (double Open, double High, double Low, double Close)[] prices) => new(
        market,
        CandleUnit.Minute1,
        [.. prices.Select((price, minute) => new Candle(Start.AddMinutes(minute), price.Open, price.High, price.Low, price.Close, Coins, Coins * price.Close))]);

    /// <summary>A seeded walk in whole won around 1,000 to 2,000, with a gap now and then.</summary>
    public static CandleBatch Walk(string coin, int seed, int minutes)
    {
        var chance = new Random(seed);
        var price = 1_200.0 + seed * 10;
        var candles = new List<Candle>();
        for (var minute = 0; minute < minutes; minute++)
        {
            if (chance.Next(12) == 0) continue;   // nothing traded
            var open = Math.Max(1_000, price + chance.Next(-12, 13));
            var (high, low) = (open + chance.Next(0, 15), open - chance.Next(0, 15));
            price = low + chance.Next(0, (int)(high - low) + 1);
            var coins = 50_000 + chance.Next(500_000);
            candles.Add(new Candle(Start.AddMinutes(minute), open, high, low, price, coins, coins * price));
        }

        return new CandleBatch(MarketCode.From($"KRW-{coin}"), CandleUnit.Minute1, candles);
    }

    public static BacktestRequest Request(EagerSettings settings, params CandleBatch[] candles) => new(
        Account,
        new Krw(10_000_000),
        [.. candles.Select(batch => new MarketInfo(batch.Market, batch.Market.Base.Value, batch.Market.Base.Value))],
        CandleUnit.Minute1,
        candles,
        [],
        [(EagerStrategy.Name, SettingsJson.Write(settings))],
        new RiskSettings { CoolDownHours = 0, StopsInRow = 0, DailyLossPercent = 0, Drawdown = 0 });
}
