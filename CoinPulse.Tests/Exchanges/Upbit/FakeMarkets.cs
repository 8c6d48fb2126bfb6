using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>One trade of the fake.</summary>
internal sealed record FakeTrade(string Market, double Price, double Volume, DateTimeOffset At, long Id)
{
    public string SideOfTaker => Id % 2 == 0 ? "ASK" : "BID";
}

/// <summary>The markets of the fake, what traded there, and their answers over REST.</summary>
internal sealed class FakeMarkets
{
    private readonly ConcurrentDictionary<string, List<FakeTrade>> _tape = new(StringComparer.Ordinal);
    private long _id = 17_000_000_000_000_000;

    public List<string> Codes { get; } = ["KRW-BTC", "KRW-ETH", "BTC-ETH"];

    /// <summary>What a market is called in Korean and English, where it has a name of its own.</summary>
    public Dictionary<string, (string Korean, string English)> Names { get; } = [];

    public HashSet<string> Warned { get; } = [];

    /// <summary>The price of a market at a minute before anything was traded here; null where nothing traded.</summary>
    public Func<string, DateTimeOffset, double?> Past { get; set; } = (_, _) => 1_000;

    /// <summary>Now, as the fake sees it: candles that open later do not exist.</summary>
    public Func<DateTimeOffset> Now { get; set; } = TimeProvider.System.GetUtcNow;

    /// <summary>Before this the past is invented, from here on candles are made of trades.</summary>
    public DateTimeOffset TapeBegins { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Off, a market knows its last trade and the sums of its minutes only: for long runs.</summary>
    public bool KeepsTape { get; set; } = true;

    /// <summary>What traded, added up by minute and without rounding: what anybody who heard every trade must have.</summary>
    public FakeMinutes Minutes { get; } = new();

    /// <summary>How many candles of each length an answer goes back at most; a young exchange has few.</summary>
    public int CandlesBack { get; set; } = int.MaxValue;

    public FakeTrade Add(string market, double price, double volume, DateTimeOffset at)
    {
        var trade = new FakeTrade(market, price, volume, at, Interlocked.Increment(ref _id));
        var tape = _tape.GetOrAdd(market, _ => []);
        lock (tape)
        {
            if (!KeepsTape) tape.Clear();
            tape.Add(trade);
            if (!KeepsTape) Minutes.Add(trade);
        }

        return trade;
    }

    public FakeTrade? LastOf(string market)
    {
        if (!_tape.TryGetValue(market, out var tape)) return null;
        lock (tape) return tape.Count > 0 ? tape[^1] : null;
    }

    public (int Status, string Body) Answer(string path, IQueryCollection query)
    {
        var markets = (query["markets"].FirstOrDefault() ?? query["market"].FirstOrDefault() ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (markets.Any(market => !Codes.Contains(market))) return (404, """{"error":{"name":404,"message":"Code not found"}}""");
        return path switch
        {
            "v1/market/all" => (200, List(Codes.Select(MarketLine))),
            "v1/ticker" => (200, List(markets.Select(TickerLine))),
            "v1/ticker/all" => (200, List(Codes.Where(code => query["quote_currencies"].ToString().Split(',').Contains(code.Split('-')[0])).Select(TickerLine))),
            "v1/orderbook" => (200, List(markets.Select(market => BookOf(market, "market", LastOf(market)?.At ?? Now(), null)))),
            ['v', '1', '/', 'c', ..] when markets.Length == 1 => (200, List(Candles(path, markets[0], query))),
            _ => (404, """{"error":{"name":404,"message":"Code not found"}}"""),
        };
    }

    public string BookOf(string market, string named, DateTimeOffset at, string? stream)
    {
        var price = LastOf(market)?.Price ?? Past(market, at) ?? 1_000;
        var lines = string.Join(',', Enumerable.Range(1, 30).Select(level => Text(
            $$"""{"ask_price":{{price + level}},"bid_price":{{price - level}},"ask_size":{{level * 0.5}},"bid_size":{{level * 0.25}} }""")));
        var tail = stream is null ? "" : $",\"stream_type\":\"{stream}\",\"type\":\"orderbook\"";
        return Text($$"""{"{{named}}":"{{market}}","timestamp":{{at.ToUnixTimeMilliseconds()}},"total_ask_size":232.5,"total_bid_size":116.25,"orderbook_units":[{{lines}}],"level":0{{tail}} }""");
    }

    /// <summary>Markets whose trading is halted.</summary>
    public HashSet<string> Halted { get; } = [];

    /// <summary>Market → the day on which it leaves.</summary>
    public Dictionary<string, string> Leaving { get; } = [];

    public string Standing(string market)
    {
        var price = LastOf(market)?.Price ?? Past(market, Now()) ?? 1_000;
        var leaves = Leaving.TryGetValue(market, out var day) ? $"\"{day}\"" : "null";
        return Text($$"""{"type":"ticker","code":"{{market}}","opening_price":{{price}},"trade_price":{{price}},"acc_trade_price_24h":{{price * 1_000}},"market_state":"ACTIVE","is_trading_suspended":{{(Halted.Contains(market) ? "true" : "false")}},"delisting_date":{{leaves}},"market_warning":"NONE","timestamp":{{Now().ToUnixTimeMilliseconds()}},"stream_type":"SNAPSHOT"}""");
    }

    private string MarketLine(string code)
    {
        var (korean, english) = Names.GetValueOrDefault(code, ($"이름 {code}", $"Name of {code}"));
        return $$"""
            {"market":"{{code}}","korean_name":"{{korean}}","english_name":"{{english}}","market_event":{"warning":{{(Warned.Contains(code) ? "true" : "false")}},"caution":{"PRICE_FLUCTUATIONS":false} } }
            """;
    }

    private string TickerLine(string market)
    {
        var price = LastOf(market)?.Price ?? Past(market, Now()) ?? 1_000;
        var at = (LastOf(market)?.At ?? Now()).ToUnixTimeMilliseconds();
        return Text($$"""{"market":"{{market}}","trade_timestamp":{{at}},"opening_price":{{price}},"trade_price":{{price}},"acc_trade_price_24h":{{price * 1_000}},"timestamp":{{at}} }""");
    }

    private IEnumerable<string> Candles(string path, string market, IQueryCollection query)
    {
        var minutes = path.Split('/') switch
        {
            [_, _, "minutes", var unit] => int.Parse(unit, CultureInfo.InvariantCulture),
            [_, _, "days"] => 1_440,
            _ => 10_080,
        };
        var length = TimeSpan.FromMinutes(minutes);
        var to = DateTimeOffset.TryParse(query["to"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var told) ? told : Now();
        var count = int.Parse(query["count"].FirstOrDefault() ?? "1", CultureInfo.InvariantCulture);
        var opens = Floor(to > Now() ? Now() : to, length);
        if (opens >= to) opens -= length;
        var oldest = CandlesBack == int.MaxValue ? DateTimeOffset.MinValue : Floor(Now(), length) - length * CandlesBack;
        for (var looked = 0; count > 0 && looked < 2_000 && opens >= oldest; looked++, opens -= length)
        {
            if (Candle(market, opens, length) is not { } line) continue;
            count--;
            yield return line;
        }
    }

    private string? Candle(string market, DateTimeOffset opens, TimeSpan length)
    {
        if (!KeepsTape && Minutes.Of(market, opens, length) is { } sums) return CandleText(market, opens, [sums.Open, sums.High, sums.Low, sums.Close], sums.Value, sums.Volume);

        FakeTrade[] inside = [];
        if (_tape.TryGetValue(market, out var tape))
        {
            lock (tape) inside = [.. tape.Where(trade => trade.At >= opens && trade.At < opens + length).OrderBy(trade => trade.At)];
        }

        double[] prices = [.. opens < TapeBegins && Past(market, opens) is { } past ? new[] { past } : [], .. inside.Select(trade => trade.Price)];
        return prices.Length == 0 ? null : CandleText(market, opens, prices, (decimal)inside.Sum(trade => trade.Price * trade.Volume), (decimal)inside.Sum(trade => trade.Volume));
    }

    private static string CandleText(string market, DateTimeOffset opens, double[] prices, decimal value, decimal volume) => Text(
        $$"""{"market":"{{market}}","candle_date_time_utc":"{{opens.UtcDateTime:yyyy-MM-ddTHH:mm:ss}}","opening_price":{{prices[0]}},"high_price":{{prices.Max()}},"low_price":{{prices.Min()}},"trade_price":{{prices[^1]}},"timestamp":{{opens.ToUnixTimeMilliseconds()}},"candle_acc_trade_price":{{value}},"candle_acc_trade_volume":{{volume}} }""");

    private static DateTimeOffset Floor(DateTimeOffset at, TimeSpan length)
    {
        // Weeks begin on Monday; the first of January 1970 was a Thursday.
        var shift = length == TimeSpan.FromDays(7) ? TimeSpan.FromDays(3) : TimeSpan.Zero;
        var ticks = at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks + shift.Ticks;
        return DateTimeOffset.UnixEpoch.AddTicks(ticks - ticks % length.Ticks) - shift;
    }

    private static string List(IEnumerable<string> lines) => new StringBuilder("[").AppendJoin(',', lines).Append(']').ToString();

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
