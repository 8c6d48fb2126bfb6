using System.Collections.Concurrent;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>A market's trades of one stretch of time, summed in decimals.</summary>
internal sealed record FakeMinute(string Market, DateTimeOffset OpenAt, double Open, double High, double Low, double Close, decimal Volume, decimal Value, int Trades)
{
    public FakeMinute With(FakeMinute later) => this with
    {
        High = Math.Max(High, later.High),
        Low = Math.Min(Low, later.Low),
        Close = later.Close,
        Volume = Volume + later.Volume,
        Value = Value + later.Value,
        Trades = Trades + later.Trades,
    };
}

/// <summary>What traded by market and minute. One writer a market.</summary>
internal sealed class FakeMinutes
{
    private readonly ConcurrentDictionary<(string Market, DateTimeOffset OpenAt), FakeMinute> _minutes = [];

    public IEnumerable<FakeMinute> All => _minutes.Values;

    public void Add(FakeTrade trade)
    {
        var opens = new DateTimeOffset(trade.At.UtcTicks - trade.At.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
        var (volume, price) = ((decimal)trade.Volume, (decimal)trade.Price);
        var one = new FakeMinute(trade.Market, opens, trade.Price, trade.Price, trade.Price, trade.Price, volume, price * volume, 1);
        _minutes.AddOrUpdate((trade.Market, opens), one, (_, minute) => minute.With(one));
    }

    /// <summary>Null when nothing was traded in the stretch.</summary>
    public FakeMinute? Of(string market, DateTimeOffset opens, TimeSpan length)
    {
        FakeMinute? sum = null;
        for (var at = opens; at < opens + length && at - opens < TimeSpan.FromDays(1); at = at.AddMinutes(1))
        {
            if (_minutes.TryGetValue((market, at), out var minute)) sum = sum?.With(minute) ?? (minute with { OpenAt = opens });
        }

        return sum;
    }
}
