using System.Globalization;
using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Exchanges.Upbit.Rest;

/// <summary>The lengths of candles that Upbit keeps.</summary>
internal enum UpbitCandleUnit
{
    /// <summary>Of the last three months.</summary>
    Second1,
    Minute1,
    Minute3,
    Minute5,
    Minute10,
    Minute15,
    Minute30,
    Hour1,
    Hour4,
    Day1,
    Week1,
    Month1,
    Year1,
}

/// <summary>Upbit's quotation interface, request by request as documented. Every method throws <see cref="UpbitException"/>.</summary>
internal sealed class UpbitQuotation(UpbitRest rest)
{
    public const int MostCandles = 200;
    public const int MostTrades = 500;

    public Task<IReadOnlyList<UpbitMarket>> MarketsAsync(CancellationToken cancellationToken) =>
        rest.GetAsync<IReadOnlyList<UpbitMarket>>(UpbitGroups.Market, "v1/market/all", [("is_details", "true")], cancellationToken);

    /// <param name="to">Candles that open before this; null is now. The newest may still be forming; an interval without a trade has none.</param>
    /// <param name="count">At most <see cref="MostCandles"/>.</param>
    /// <returns>Newest first.</returns>
    public Task<IReadOnlyList<UpbitCandle>> CandlesAsync(
        MarketCode market, UpbitCandleUnit unit, DateTimeOffset? to, int count, CancellationToken cancellationToken, UpbitRank rank = UpbitRank.LookUp) =>
        rest.GetAsync<IReadOnlyList<UpbitCandle>>(
            UpbitGroups.Candle,
            $"v1/candles/{PathOf(unit)}",
            [("market", market.Value), ("to", to?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)), ("count", TextOf(count))],
            cancellationToken,
            rank);

    /// <param name="to">A time of the (UTC) day; null is its end, or now.</param>
    /// <param name="count">At most <see cref="MostTrades"/>.</param>
    /// <param name="cursor">The <c>sequential_id</c> behind which to go on, to older trades.</param>
    /// <param name="daysAgo">1 to 7; null is today.</param>
    /// <returns>Newest first.</returns>
    public Task<IReadOnlyList<UpbitTick>> TradesAsync(MarketCode market, TimeOnly? to, int count, long? cursor, int? daysAgo, CancellationToken cancellationToken) =>
        rest.GetAsync<IReadOnlyList<UpbitTick>>(
            UpbitGroups.Trade,
            "v1/trades/ticks",
            [
                ("market", market.Value),
                ("to", to?.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
                ("count", TextOf(count)),
                ("cursor", cursor?.ToString(CultureInfo.InvariantCulture)),
                ("days_ago", daysAgo is { } days ? TextOf(days) : null),
            ],
            cancellationToken);

    /// <summary>One market that Upbit does not know fails the whole request.</summary>
    public Task<IReadOnlyList<UpbitTicker>> TickersAsync(IEnumerable<MarketCode> markets, CancellationToken cancellationToken) =>
        rest.GetAsync<IReadOnlyList<UpbitTicker>>(UpbitGroups.Ticker, "v1/ticker", [("markets", ListOf(markets))], cancellationToken);

    /// <param name="quotes">Such as KRW.</param>
    public Task<IReadOnlyList<UpbitTicker>> AllTickersAsync(IEnumerable<Asset> quotes, CancellationToken cancellationToken) =>
        rest.GetAsync<IReadOnlyList<UpbitTicker>>(UpbitGroups.Ticker, "v1/ticker/all", [("quote_currencies", string.Join(',', quotes))], cancellationToken);

    /// <param name="level">The unit by which a KRW market's prices are put together; null is none.</param>
    public Task<IReadOnlyList<UpbitBook>> BooksAsync(IEnumerable<MarketCode> markets, decimal? level, int count, CancellationToken cancellationToken) =>
        rest.GetAsync<IReadOnlyList<UpbitBook>>(
            UpbitGroups.Orderbook,
            "v1/orderbook",
            [("markets", ListOf(markets)), ("level", level?.ToString(CultureInfo.InvariantCulture)), ("count", TextOf(count))],
            cancellationToken);

    public Task<IReadOnlyList<UpbitInstrument>> InstrumentsAsync(IEnumerable<MarketCode> markets, CancellationToken cancellationToken) =>
        rest.GetAsync<IReadOnlyList<UpbitInstrument>>(UpbitGroups.Orderbook, "v1/orderbook/instruments", [("markets", ListOf(markets))], cancellationToken);

    public static UpbitCandleUnit UnitOf(CandleUnit unit) => unit switch
    {
        CandleUnit.Minute1 => UpbitCandleUnit.Minute1,
        CandleUnit.Minute3 => UpbitCandleUnit.Minute3,
        CandleUnit.Minute5 => UpbitCandleUnit.Minute5,
        CandleUnit.Minute10 => UpbitCandleUnit.Minute10,
        CandleUnit.Minute15 => UpbitCandleUnit.Minute15,
        CandleUnit.Minute30 => UpbitCandleUnit.Minute30,
        CandleUnit.Hour1 => UpbitCandleUnit.Hour1,
        CandleUnit.Hour4 => UpbitCandleUnit.Hour4,
        CandleUnit.Day1 => UpbitCandleUnit.Day1,
        CandleUnit.Week1 => UpbitCandleUnit.Week1,
    };

    private static string PathOf(UpbitCandleUnit unit) => unit switch
    {
        UpbitCandleUnit.Second1 => "seconds",
        UpbitCandleUnit.Minute1 => "minutes/1",
        UpbitCandleUnit.Minute3 => "minutes/3",
        UpbitCandleUnit.Minute5 => "minutes/5",
        UpbitCandleUnit.Minute10 => "minutes/10",
        UpbitCandleUnit.Minute15 => "minutes/15",
        UpbitCandleUnit.Minute30 => "minutes/30",
        UpbitCandleUnit.Hour1 => "minutes/60",
        UpbitCandleUnit.Hour4 => "minutes/240",
        UpbitCandleUnit.Day1 => "days",
        UpbitCandleUnit.Week1 => "weeks",
        UpbitCandleUnit.Month1 => "months",
        UpbitCandleUnit.Year1 => "years",
    };

    private static string ListOf(IEnumerable<MarketCode> markets) => string.Join(',', markets);

    private static string TextOf(int number) => number.ToString(CultureInfo.InvariantCulture);
}
