using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Upbit;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>One test for each request, from the documented examples, and what becomes of answers that are none.</summary>
public sealed class UpbitQuotationTests : IAsyncLifetime, IDisposable
{
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");
    private static readonly MarketCode Eth = MarketCode.From("KRW-ETH");

    private FakeUpbit _fake = null!;
    private UpbitParts _upbit = null!;

    private UpbitQuotation Quotation => _upbit.Quotation;

    public async Task InitializeAsync()
    {
        _fake = await FakeUpbit.StartAsync();
        _upbit = new UpbitParts(_fake);
    }

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    public void Dispose() => _upbit.Dispose();

    [Fact]
    public async Task Markets_come_with_names_warning_and_the_cautions_that_stand()
    {
        _fake.Answers["v1/market/all"] = """
            [{"market":"KRW-BTC","korean_name":"비트코인","english_name":"Bitcoin",
              "market_event":{"warning":false,"caution":{"PRICE_FLUCTUATIONS":false,"TRADING_VOLUME_SOARING":true,
              "DEPOSIT_AMOUNT_SOARING":false,"GLOBAL_PRICE_DIFFERENCES":true,"CONCENTRATION_OF_SMALL_ACCOUNTS":false}}},
             {"market":"BTC-NEW","korean_name":null,"something":{"unknown":[1,2]}},{"korean_name":"no code"}]
            """;

        var infos = (await Quotation.MarketsAsync(default)).Select(market => market.ToInfo()).ToList();

        _fake.Requests.Should().Equal("v1/market/all?is_details=true");
        infos[0]!.Should().BeEquivalentTo(new MarketInfo(Btc, "비트코인", "Bitcoin", Cautions: ["GLOBAL_PRICE_DIFFERENCES", "TRADING_VOLUME_SOARING"]));
        infos[1]!.KoreanName.Should().Be("NEW", "a market without a name goes by its coin");
        infos[2].Should().BeNull();
    }

    [Theory]
    [InlineData("Second1", "seconds")]
    [InlineData("Minute1", "minutes/1")]
    [InlineData("Minute3", "minutes/3")]
    [InlineData("Minute5", "minutes/5")]
    [InlineData("Minute10", "minutes/10")]
    [InlineData("Minute15", "minutes/15")]
    [InlineData("Minute30", "minutes/30")]
    [InlineData("Hour1", "minutes/60")]
    [InlineData("Hour4", "minutes/240")]
    [InlineData("Day1", "days")]
    [InlineData("Week1", "weeks")]
    [InlineData("Month1", "months")]
    [InlineData("Year1", "years")]
    public async Task Candles_of_each_unit_are_asked_for_where_they_are(string unit, string path)
    {
        _fake.Answers[$"v1/candles/{path}"] = """
            [{"market":"KRW-BTC","candle_date_time_utc":"2025-07-01T12:00:00","candle_date_time_kst":"2025-07-01T21:00:00",
              "opening_price":145831000,"high_price":145831000,"low_price":145752000,"trade_price":145759000,
              "timestamp":1751327999833,"candle_acc_trade_price":4022470467.03403,"candle_acc_trade_volume":27.58904602,"unit":1}]
            """;

        var candles = await Quotation.CandlesAsync(Btc, Enum.Parse<UpbitCandleUnit>(unit), new DateTimeOffset(2025, 7, 1, 21, 0, 1, TimeSpan.FromHours(9)), 200, default);

        _fake.Requests.Should().Equal($"v1/candles/{path}?market=KRW-BTC&to=2025-07-01T12%3A00%3A01Z&count=200");
        candles.Should().ContainSingle().Which.ToCandle().Should().Be(
            new Candle(new DateTimeOffset(2025, 7, 1, 12, 0, 0, TimeSpan.Zero), 145_831_000, 145_831_000, 145_752_000, 145_759_000, 27.58904602, 4022470467.03403));
    }

    [Fact]
    public async Task Trades_are_asked_for_page_by_page()
    {
        _fake.Answers["v1/trades/ticks"] = """
            [{"market":"KRW-BTC","trade_date_utc":"2025-06-27","trade_time_utc":"23:59:59","timestamp":1751068799336,
              "trade_price":147058000,"trade_volume":0.00006043,"prev_closing_price":146852000,"change_price":206000,
              "ask_bid":"BID","sequential_id":17510687993360000}]
            """;

        var trade = (await Quotation.TradesAsync(Btc, new TimeOnly(23, 59, 59), 500, 17510687993360001, 1, default)).Single();

        _fake.Requests.Should().Equal("v1/trades/ticks?market=KRW-BTC&to=23%3A59%3A59&count=500&cursor=17510687993360001&days_ago=1");
        (trade.TradePrice, trade.TradeVolume, trade.AskBid, trade.SequentialId, trade.Timestamp).Should().Be((147_058_000m, 0.00006043m, "BID", 17510687993360000, 1751068799336));
    }

    [Fact]
    public async Task Tickers_read_whether_numbers_come_as_numbers_or_as_text()
    {
        _fake.Answers["v1/ticker"] = """
            [{"market":"KRW-BTC","trade_date":"20250704","trade_time":"051400","trade_timestamp":1751606040365,"opening_price":"148521000.00000000",
              "high_price":148626000,"low_price":"1.4798E8","trade_price":148500000.0,"prev_closing_price":148521000,"change":"FALL","signed_change_price":-21000,
              "signed_change_rate":-0.0001413942,"trade_volume":5.0E-8,"acc_trade_price":31615925234.05438,"acc_trade_price_24h":"178448329314.96686",
              "acc_trade_volume":213.38911576,"acc_trade_volume_24h":1198.26954807,"highest_52_week_price":163325000,"highest_52_week_date":"2025-01-20",
              "lowest_52_week_price":72100000,"lowest_52_week_date":"2024-08-05","timestamp":1751606040403}]
            """;

        var ticker = (await Quotation.TickersAsync([Btc, Eth], default)).Single();

        _fake.Requests.Should().Equal("v1/ticker?markets=KRW-BTC%2CKRW-ETH");
        (ticker.OpeningPrice, ticker.LowPrice, ticker.TradeVolume, ticker.AccTradePrice24h).Should().Be((148_521_000m, 147_980_000m, 0.00000005m, 178448329314.96686m));
        (ticker.Highest52WeekPrice, ticker.Lowest52WeekDate, ticker.SignedChangePrice).Should().Be((163_325_000m, "2024-08-05", -21_000m));
    }

    [Fact]
    public async Task All_tickers_of_a_currency_are_one_request()
    {
        var tickers = await Quotation.AllTickersAsync([Asset.Krw, Asset.From("BTC")], default);

        _fake.Requests.Should().Equal("v1/ticker/all?quote_currencies=KRW%2CBTC");
        tickers.Select(ticker => ticker.Market).Should().Equal("KRW-BTC", "KRW-ETH", "BTC-ETH");
    }

    [Fact]
    public async Task Books_come_best_first_on_both_sides()
    {
        _fake.Answers["v1/orderbook"] = """
            [{"market":"KRW-BTC","timestamp":1751606867762,"total_ask_size":10.37591054,"total_bid_size":9.49577219,
              "orderbook_units":[{"ask_price":148520000,"bid_price":148490000,"ask_size":0.0134662,"bid_size":0.04296774},
                                 {"ask_price":148521000,"bid_price":0,"ask_size":"0.5","bid_size":0}],"level":0}]
            """;

        var book = (await Quotation.BooksAsync([Btc], 10_000, 30, default)).Single().ToBook()!;

        _fake.Requests.Should().Equal("v1/orderbook?markets=KRW-BTC&level=10000&count=30");
        book.At.Should().Be(DateTimeOffset.FromUnixTimeMilliseconds(1751606867762));
        book.Bids.Should().Equal(new BookLevel(new Price(148_490_000), new Quantity(0.04296774m)));
        book.Asks.Should().Equal(new BookLevel(new Price(148_520_000), new Quantity(0.0134662m)), new BookLevel(new Price(148_521_000), new Quantity(0.5m)));
    }

    [Fact]
    public async Task Instruments_say_the_price_step()
    {
        _fake.Answers["v1/orderbook/instruments"] = """
            [{"market":"KRW-BTC","quote_currency":"KRW","tick_size":"1000","supported_levels":["0","10000","100000","1000000","10000000","100000000"]}]
            """;

        var instrument = (await Quotation.InstrumentsAsync([Btc], default)).Single();

        _fake.Requests.Should().Equal("v1/orderbook/instruments?markets=KRW-BTC");
        (instrument.TickSize, instrument.SupportedLevels![^1]).Should().Be((1_000m, 100_000_000m));
    }

    [Theory]
    [InlineData(400, """{"error":{"name":400,"message":"Missing request parameter error. Check the required parameters!"}}""", ExchangeFaultKind.Invalid, "400")]
    [InlineData(404, """{"error":{"name":404,"message":"Code not found"}}""", ExchangeFaultKind.MarketNotFound, "404")]
    [InlineData(403, """{"error":{"name":"MARKET_OFFLINE","message":"시스템 점검 중입니다"}}""", ExchangeFaultKind.MarketHalted, "MARKET_OFFLINE")]
    [InlineData(503, "<html><body>점검 중</body></html>", ExchangeFaultKind.Busy, "503")]
    [InlineData(500, "", ExchangeFaultKind.Busy, "500")]
    [InlineData(200, "<html><body>점검 중입니다</body></html>", ExchangeFaultKind.Busy, "unreadable")]
    [InlineData(200, """[{"market":"KRW-BTC","korean_name":"비트""", ExchangeFaultKind.Busy, "unreadable")]
    [InlineData(200, """[{"market":"KRW-BTC","market_event":{"warning":"maybe"}}]""", ExchangeFaultKind.Busy, "unreadable")]
    public async Task An_answer_that_is_none_has_its_class_and_Upbits_own_words(int status, string body, ExchangeFaultKind kind, string code)
    {
        _fake.Trouble = async context =>
        {
            await FakeUpbit.WriteAsync(context, status, body);
            return true;
        };

        var asking = () => Quotation.MarketsAsync(default);

        var fault = (await asking.Should().ThrowAsync<UpbitException>()).Which.Fault;
        (fault.Kind, fault.Code).Should().Be((kind, code));
    }

    [Fact]
    public async Task A_line_that_is_cut_is_no_answer()
    {
        _fake.Trouble = context =>
        {
            context.Abort();
            return Task.FromResult(true);
        };

        var asking = () => Quotation.MarketsAsync(default);

        (await asking.Should().ThrowAsync<UpbitException>()).Which.Fault.Kind.Should().Be(ExchangeFaultKind.NoAnswer);
    }

    [Fact]
    public async Task Refused_as_one_too_many_it_is_asked_again_and_asked_less()
    {
        var refusals = 2;
        _fake.Trouble = async context =>
        {
            if (refusals-- <= 0) return false;
            await FakeUpbit.WriteAsync(context, 429, "");
            return true;
        };

        (await Quotation.MarketsAsync(default)).Should().HaveCount(3);

        _fake.Requests.Should().HaveCount(3);
        _upbit.Limiter.LimitOf(UpbitGroups.Market).Should().Be(8);
    }

    [Fact]
    public async Task A_block_is_kept_as_long_as_Upbit_says()
    {
        _fake.Trouble = async context =>
        {
            context.Response.Headers.RetryAfter = "37";
            await FakeUpbit.WriteAsync(context, 418, "I'm a teapot");
            return true;
        };

        var asking = () => Quotation.MarketsAsync(default);

        (await asking.Should().ThrowAsync<UpbitException>()).Which.Fault.Kind.Should().Be(ExchangeFaultKind.TooManyRequests);
        _upbit.Limiter.BlockedFor.Should().BeCloseTo(TimeSpan.FromSeconds(37), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Upbit_is_never_asked_more_often_than_it_allows()
    {
        _fake.LimitPerSecond = 10;

        await Task.WhenAll(Enumerable.Range(0, 35).Select(_ => Quotation.AllTickersAsync([Asset.Krw], default)));

        _fake.Refused.Should().Be(0);
    }

    [Fact]
    public async Task An_allowance_smaller_than_published_is_learned_from_what_is_left()
    {
        _fake.LimitPerSecond = 4;

        for (var i = 0; i < 4; i++) await Quotation.BooksAsync([Btc], null, 30, default);

        _upbit.Limiter.LimitOf(UpbitGroups.Orderbook).Should().BeLessThanOrEqualTo(4);
    }
}
