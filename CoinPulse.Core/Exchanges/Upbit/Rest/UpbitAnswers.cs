using System.Text.Json.Serialization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges.Upbit.Rest;

/// <summary>A line of <c>market/all</c>. <c>market_event</c> is there when details were asked for.</summary>
internal sealed record UpbitMarket(string? Market, string? KoreanName, string? EnglishName, UpbitMarketEvent? MarketEvent)
{
    /// <summary>Null for a line without a code that we can read.</summary>
    public MarketInfo? ToInfo() => MarketCode.TryParse(Market, out var code)
        ? new MarketInfo(
            code,
            KoreanName ?? code.Base.Value,
            EnglishName ?? code.Base.Value,
            MarketEvent?.Warning ?? false,
            [.. (MarketEvent?.Caution ?? []).Where(caution => caution.Value).Select(caution => caution.Key).Order(StringComparer.Ordinal)])
        : null;
}

/// <param name="Warning">유의종목.</param>
/// <param name="Caution">Name → whether any stage of it (주의, 경고, 위험) stands.</param>
internal sealed record UpbitMarketEvent(bool? Warning, Dictionary<string, bool>? Caution);

/// <summary>A line of any <c>candles/…</c>. Seconds, days and weeks carry no unit; days their change, longer ones their first day.</summary>
internal sealed record UpbitCandle(
    string? Market,
    DateTime? CandleDateTimeUtc,
    double? OpeningPrice,
    double? HighPrice,
    double? LowPrice,
    double? TradePrice,
    long? Timestamp,
    double? CandleAccTradePrice,
    double? CandleAccTradeVolume,
    long? Unit,
    decimal? PrevClosingPrice,
    decimal? ChangePrice,
    decimal? ChangeRate,
    decimal? ConvertedTradePrice,
    string? FirstDayOfPeriod)
{
    /// <summary>Null when a part that a candle cannot be without is missing, or the parts cannot all be true.</summary>
    public Candle? ToCandle() =>
        CandleDateTimeUtc is { } opens && OpeningPrice is { } open && HighPrice is { } high && LowPrice is { } low && TradePrice is { } close
        && low > 0 && low <= Math.Min(open, close) && high >= Math.Max(open, close)
            ? new Candle(new DateTimeOffset(DateTime.SpecifyKind(opens, DateTimeKind.Utc)), open, high, low, close, CandleAccTradeVolume ?? 0, CandleAccTradePrice ?? 0)
            : null;
}

/// <summary>A line of <c>trades/ticks</c>. <paramref name="SequentialId"/> is unique but no order; <paramref name="AskBid"/> is the taker's side.</summary>
internal sealed record UpbitTick(
    string? Market,
    string? TradeDateUtc,
    string? TradeTimeUtc,
    long? Timestamp,
    decimal? TradePrice,
    decimal? TradeVolume,
    decimal? PrevClosingPrice,
    decimal? ChangePrice,
    string? AskBid,
    long? SequentialId);

/// <summary>A line of <c>ticker</c> and <c>ticker/all</c>. The day's figures begin at 00:00 UTC; those with 24h roll.</summary>
internal sealed record UpbitTicker(
    string? Market,
    string? TradeDate,
    string? TradeTime,
    long? TradeTimestamp,
    decimal? OpeningPrice,
    decimal? HighPrice,
    decimal? LowPrice,
    decimal? TradePrice,
    decimal? PrevClosingPrice,
    string? Change,
    decimal? SignedChangePrice,
    decimal? SignedChangeRate,
    decimal? TradeVolume,
    decimal? AccTradePrice,
    [property: JsonPropertyName("acc_trade_price_24h")] decimal? AccTradePrice24h,
    decimal? AccTradeVolume,
    [property: JsonPropertyName("acc_trade_volume_24h")] decimal? AccTradeVolume24h,
    [property: JsonPropertyName("highest_52_week_price")] decimal? Highest52WeekPrice,
    [property: JsonPropertyName("highest_52_week_date")] string? Highest52WeekDate,
    [property: JsonPropertyName("lowest_52_week_price")] decimal? Lowest52WeekPrice,
    [property: JsonPropertyName("lowest_52_week_date")] string? Lowest52WeekDate,
    long? Timestamp);

/// <summary>A book, of <c>orderbook</c> (with <paramref name="Market"/>) or of the stream (with <paramref name="Code"/>). Always whole, never a change.</summary>
internal sealed record UpbitBook(
    string? Market, string? Code, long? Timestamp, decimal? TotalAskSize, decimal? TotalBidSize, IReadOnlyList<UpbitBookLine>? OrderbookUnits, decimal? Level, string? StreamType)
{
    /// <summary>Null when there is no market, no time or no line in it.</summary>
    public OrderBook? ToBook()
    {
        if (!MarketCode.TryParse(Market ?? Code, out var market) || UpbitJson.InstantOf(Timestamp) is not { } at || OrderbookUnits is not { Count: > 0 } lines) return null;
        return new OrderBook(
            market,
            [.. lines.Select(line => LevelOf(line.BidPrice, line.BidSize)).OfType<BookLevel>()],
            [.. lines.Select(line => LevelOf(line.AskPrice, line.AskSize)).OfType<BookLevel>()],
            at);
    }

    // Where one side has fewer levels than the other its lines are zero.
    private static BookLevel? LevelOf(decimal? price, decimal? size) =>
        price > 0 && size > 0 ? new BookLevel(new Price(price.Value), Quantity.CutFrom(size.Value)) : null;
}

internal sealed record UpbitBookLine(decimal? AskPrice, decimal? BidPrice, decimal? AskSize, decimal? BidSize);

/// <summary>A line of <c>orderbook/instruments</c>: the authority on a market's price step at its present price.</summary>
internal sealed record UpbitInstrument(string? Market, string? QuoteCurrency, decimal? TickSize, IReadOnlyList<decimal>? SupportedLevels);
