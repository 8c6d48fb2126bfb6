using System.Text.Json.Serialization;
using CoinPulse.Core.Exchanges.Upbit.Rest;

namespace CoinPulse.Core.Exchanges.Upbit.Stream;

/// <summary>What comes over the WebSocket.</summary>
internal abstract record UpbitMessage
{
    /// <summary>A message with prices in it, as opposed to one about the connection.</summary>
    public virtual bool IsNews => true;
}

/// <summary>One trade. <paramref name="TradeTimestamp"/> is when it happened, <paramref name="Timestamp"/> when it was sent; a snapshot is the market's last trade, seen before or not.</summary>
internal sealed record UpbitTradeMessage(
    string? Code,
    long? Timestamp,
    long? TradeTimestamp,
    decimal? TradePrice,
    decimal? TradeVolume,
    string? AskBid,
    decimal? PrevClosingPrice,
    string? Change,
    decimal? ChangePrice,
    long? SequentialId,
    decimal? BestAskPrice,
    decimal? BestAskSize,
    decimal? BestBidPrice,
    decimal? BestBidSize,
    string? StreamType) : UpbitMessage;

/// <summary>A market's standing. <paramref name="MarketState"/> is PREVIEW, ACTIVE or DELISTED; <paramref name="DelistingDate"/> is when it will leave.</summary>
internal sealed record UpbitTickerMessage(
    string? Code,
    decimal? OpeningPrice,
    decimal? HighPrice,
    decimal? LowPrice,
    decimal? TradePrice,
    decimal? PrevClosingPrice,
    decimal? AccTradePrice,
    [property: JsonPropertyName("acc_trade_price_24h")] decimal? AccTradePrice24h,
    decimal? AccTradeVolume,
    [property: JsonPropertyName("acc_trade_volume_24h")] decimal? AccTradeVolume24h,
    long? TradeTimestamp,
    string? MarketState,
    bool? IsTradingSuspended,
    string? DelistingDate,
    string? MarketWarning,
    long? Timestamp,
    string? StreamType) : UpbitMessage;

/// <summary>A whole order book.</summary>
internal sealed record UpbitBookMessage(UpbitBook Book) : UpbitMessage;

/// <summary>A candle as it stands; the same one is sent many times and nothing says that it is closed. A snapshot may be an older candle.</summary>
/// <param name="Type"><c>candle.1m</c> and so on.</param>
internal sealed record UpbitCandleMessage(
    string? Type,
    string? Code,
    DateTime? CandleDateTimeUtc,
    double? OpeningPrice,
    double? HighPrice,
    double? LowPrice,
    double? TradePrice,
    double? CandleAccTradeVolume,
    double? CandleAccTradePrice,
    long? Timestamp,
    string? StreamType) : UpbitMessage;

/// <summary><c>{"status":"UP"}</c>: the answer to a PING in words.</summary>
internal sealed record UpbitStatusMessage(string? Status) : UpbitMessage
{
    public override bool IsNews => false;
}

/// <summary>Upbit does not want our request.</summary>
internal sealed record UpbitErrorMessage(ExchangeFault Fault) : UpbitMessage
{
    public override bool IsNews => false;
}

/// <summary>Something that does not read, or that we did not ask for.</summary>
internal sealed record UpbitUnreadMessage(string Why) : UpbitMessage
{
    public override bool IsNews => false;
}
