using BenchmarkDotNet.Attributes;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Indicators;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Tests.Benchmarks;

/// <summary>What one more candle costs each indicator.</summary>
[Steady]
public class IndicatorPerCandle
{
    private readonly Candle[] _candles = [.. Crowd.Walk(1, DateTimeOffset.UnixEpoch, hours: 1_024)];
    private readonly Sma _sma = new(20);
    private readonly Ema _ema = new(20);
    private readonly Rsi _rsi = new();
    private readonly Macd _macd = new();
    private readonly BollingerBands _bands = new();
    private readonly Atr _atr = new();
    private int _at;

    private ref readonly Candle Next => ref _candles[_at++ & 1_023];

    [Benchmark]
    public double? Sma() => _sma.Add(Next.Close);

    [Benchmark]
    public double? Ema() => _ema.Add(Next.Close);

    [Benchmark]
    public double? Rsi() => _rsi.Add(Next.Close);

    [Benchmark]
    public double? Macd()
    {
        _macd.Add(Next.Close);
        return _macd.Histogram;
    }

    [Benchmark]
    public double? BollingerBands()
    {
        _bands.Add(Next.Close);
        return _bands.Upper;
    }

    [Benchmark]
    public double? Atr() => _atr.Add(Next);
}

/// <summary>What a strategy's opinions of 250 markets cost on a new candle.</summary>
[Steady]
public class OpinionsOverMarkets
{
    private IStrategy _strategy = null!;
    private MarketView[] _views = [];

    [Params("swing", "trend", "mean-reversion")]
    public string Strategy { get; set; } = "";

    [GlobalSetup]
    public void Look()
    {
        _strategy = StrategyCatalog.Offered.Find(StrategyId.From(Strategy)) ?? throw new InvalidOperationException($"No strategy is called {Strategy}.");
        var needed = _strategy.CandlesNeeded(_strategy.DefaultSettings);
        _views = [.. Enumerable.Range(0, Crowd.Markets).Select(number =>
        {
            Candle[] candles = [.. Crowd.Walk(number, DateTimeOffset.UnixEpoch.AddYears(50), needed)];
            var last = Price.FromCandle(candles[^1].Close);
            var market = Crowd.MarketAt(number);
            return new MarketView(
                new MarketInfo(market, "", ""),
                CandleUnit.Hour1,
                candles,
                new MarketQuote(market, last, last, last, null, last, new Krw(1_000_000_000), candles[^1].OpenAt.AddHours(1), 0),
                candles[^1].OpenAt.AddHours(1));
        })];
    }

    [Benchmark]
    public int Opinions_over_250_markets()
    {
        var wishes = 0;
        foreach (var view in _views)
        {
            if (_strategy.Consider(view, _strategy.DefaultSettings) is not null) wishes++;
        }

        return wishes;
    }
}
