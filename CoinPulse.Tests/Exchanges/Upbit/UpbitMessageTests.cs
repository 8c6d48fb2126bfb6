using System.Text;
using System.Text.Json;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Upbit.Stream;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>One test for each message, from the documented examples, and the requests that bring them.</summary>
public sealed class UpbitMessageTests
{
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");
    private static readonly MarketCode Eth = MarketCode.From("KRW-ETH");

    [Fact]
    public void A_ticker_says_how_a_market_stands()
    {
        var ticker = ReadOne("""
            {"type":"ticker","code":"KRW-BTC","opening_price":109165000.0,"high_price":110117000.0,"low_price":108958000.0,"trade_price":109868000.0,
            "prev_closing_price":109165000.0,"acc_trade_price":59726546304.62442,"change":"RISE","change_price":703000.0,"signed_change_price":703000.0,
            "change_rate":0.006439793,"signed_change_rate":0.006439793,"ask_bid":"BID","trade_volume":9.101e-05,"acc_trade_volume":544.24861805,
            "trade_date":"20260826","trade_time":"072400","trade_timestamp":1787729040682,"acc_ask_volume":271.9810004,"acc_bid_volume":272.26761765,
            "highest_52_week_price":179869000.0,"highest_52_week_date":"2025-10-09","lowest_52_week_price":88342000.0,"lowest_52_week_date":"2026-08-14",
            "market_state":"ACTIVE","is_trading_suspended":false,"delisting_date":null,"market_warning":"NONE","timestamp":1787729042606,
            "acc_trade_price_24h":198189163442.74924,"acc_trade_volume_24h":1807.38027625,"stream_type":"SNAPSHOT"}
            """).Should().BeOfType<UpbitTickerMessage>().Subject;

        (ticker.Code, ticker.TradePrice, ticker.AccTradePrice24h, ticker.MarketState, ticker.IsTradingSuspended, ticker.DelistingDate, ticker.TradeTimestamp)
            .Should().Be(("KRW-BTC", 109_868_000m, 198189163442.74924m, "ACTIVE", false, null, 1787729040682));
    }

    [Fact]
    public void A_trade_reads_with_its_exponent_and_its_best_prices()
    {
        var trade = ReadOne("""
            {"type":"trade","code":"KRW-BTC","timestamp":1696585056910,"trade_date":"2023-10-06","trade_time":"09:37:36","trade_timestamp":1696585056846,"trade_price":37625,"trade_volume":8.428e-05,"ask_bid":"ASK","prev_closing_price":37296,"change":"RISE","change_price":329,"sequential_id":1696585056846000,"best_ask_price":32293000,"best_ask_size":0.04414411,"best_bid_price":32291000,"best_bid_size":0.01202163,"stream_type":"SNAPSHOT"}
            """).Should().BeOfType<UpbitTradeMessage>().Subject;

        trade.Should().Be(new UpbitTradeMessage(
            "KRW-BTC", 1696585056910, 1696585056846, 37_625m, 0.00008428m, "ASK", 37_296m, "RISE", 329m, 1696585056846000, 32_293_000m, 0.04414411m, 32_291_000m, 0.01202163m, "SNAPSHOT"));
    }

    [Fact]
    public void A_book_is_whole()
    {
        var book = ReadOne("""
            {"type":"orderbook","code":"KRW-BTC","timestamp":1746601573804,"total_ask_size":4.79158413,"total_bid_size":2.65609625,
            "orderbook_units":[{"ask_price":137002000,"bid_price":137001000,"ask_size":0.10623869,"bid_size":0.03656812},
            {"ask_price":137023000,"bid_price":137000000,"ask_size":0.06144079,"bid_size":0.33543284}],"stream_type":"SNAPSHOT","level":0}
            """).Should().BeOfType<UpbitBookMessage>().Which.Book.ToBook()!;

        (book.Market, book.BestBid, book.BestAsk, book.BidDepth).Should().Be((Btc, new Price(137_001_000), new Price(137_002_000), new Quantity(0.37200096m)));
    }

    [Fact]
    public void A_candle_reads_with_its_unit()
    {
        var candle = ReadOne("""
            {"type":"candle.1m","code":"KRW-BTC","candle_date_time_utc":"2026-08-26T08:08:00","candle_date_time_kst":"2026-08-26T17:08:00","opening_price":109715000.0,"high_price":109756000.0,"low_price":109714000.0,"trade_price":109756000.0,"candle_acc_trade_volume":0.71326612,"candle_acc_trade_price":78269528.64757,"timestamp":1787731717049,"stream_type":"SNAPSHOT"}
            """).Should().BeOfType<UpbitCandleMessage>().Subject;

        (candle.Type, candle.TradePrice, candle.CandleAccTradeVolume, candle.CandleDateTimeUtc).Should().Be(("candle.1m", 109_756_000, 0.71326612, new DateTime(2026, 8, 26, 8, 8, 0)));
    }

    [Fact]
    public void A_status_is_no_news() => ReadOne("""{"status":"UP"}""").Should().BeOfType<UpbitStatusMessage>().Which.IsNews.Should().BeFalse();

    [Fact]
    public void An_error_keeps_Upbits_name_and_words()
    {
        var error = ReadOne("""{"error":{"name":"WRONG_FORMAT","message":"Format이 맞지 않습니다."}}""").Should().BeOfType<UpbitErrorMessage>().Subject;

        error.Fault.Should().Be(new ExchangeFault(ExchangeFaultKind.Invalid, "WRONG_FORMAT", "Format이 맞지 않습니다."));
        ReadOne("""{"error":{"name":"TOO_MANY_REQUEST","message":""}}""").Should().BeOfType<UpbitErrorMessage>().Which.Fault.Kind.Should().Be(ExchangeFaultKind.TooManyRequests);
    }

    [Fact]
    public void A_list_is_each_of_its_messages() => Read("""
        [{"type":"trade","code":"KRW-BTC","trade_price":"1","trade_volume":"2"}, {"type":"trade","code":"KRW-ETH"},{"status":"UP"}]
        """).Select(message => (message as UpbitTradeMessage)?.Code).Should().Equal("KRW-BTC", "KRW-ETH", null);

    [Fact]
    public void Numbers_may_be_text_fields_may_be_missing_and_unknown_ones_do_not_disturb()
    {
        var trade = ReadOne("""{"new":{"type":"not me","a":[1,{"b":2}]},"type":"trade","code":"KRW-BTC","trade_price":"1.5E3","trade_volume":null,"timestamp":"1696585056910"}""")
            .Should().BeOfType<UpbitTradeMessage>().Subject;

        (trade.TradePrice, trade.TradeVolume, trade.Timestamp, trade.SequentialId).Should().Be((1_500m, null, 1696585056910, null));
    }

    [Theory]
    [InlineData("""{"type":"trade","code":"KRW-BTC","trade_price":37""")]
    [InlineData("""{"type":"trade","trade_price":"much"}""")]
    [InlineData("""{"type":"trade","trade_price":1e99}""")]
    [InlineData("""{"type":"something"}""")]
    [InlineData("""{"type":17}""")]
    [InlineData("{}")]
    [InlineData("17")]
    [InlineData("<html>")]
    public void What_does_not_read_is_a_message_that_says_so(string text) => ReadOne(text).Should().BeOfType<UpbitUnreadMessage>();

    [Fact]
    public void A_request_names_everything_that_is_wanted()
    {
        var request = Request(
            new UpbitSubscription("ticker", [Btc, Eth], UpbitFrom.RealtimeOnly),
            new UpbitSubscription("trade", [Btc], UpbitFrom.SnapshotOnly),
            new UpbitSubscription("candle.1m", []),
            new UpbitSubscription("orderbook", [Btc]) { BookLevels = 15, BookUnit = 10_000 });

        request.Should().Be("""
            [{"ticket":"t-1"},{"type":"ticker","codes":["KRW-BTC","KRW-ETH"],"is_only_realtime":true},{"type":"trade","codes":["KRW-BTC"],"is_only_snapshot":true},{"type":"orderbook","codes":["KRW-BTC.15"],"level":10000},{"format":"DEFAULT"}]
            """.Trim());
    }

    [Fact]
    public void Lists_are_asked_for_by_the_format()
    {
        using var request = JsonDocument.Parse(UpbitSubscription.Request("t-1", [new UpbitSubscription("trade", [Btc])], asLists: true));

        request.RootElement[2].GetProperty("format").GetString().Should().Be("JSON_LIST");
    }

    private static string Request(params UpbitSubscription[] subscriptions) => Encoding.UTF8.GetString(UpbitSubscription.Request("t-1", subscriptions));

    private static List<UpbitMessage> Read(string text)
    {
        var messages = new List<UpbitMessage>();
        UpbitMessageReader.Read(Encoding.UTF8.GetBytes(text), messages);
        return messages;
    }

    private static UpbitMessage ReadOne(string text) => Read(text).Should().ContainSingle().Subject;
}
