using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Replay;
using CoinPulse.Tests.Markets.Surge;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Replay;

public sealed class RecordingTests : IDisposable
{
    private readonly RecordingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_of_one_length_is_a_recording()
    {
        _folder.Write("KRW-XRP_60m.csv.gz", "2025-01-02T01:00:00Z,100,110,90,105,2,200\n2025-01-02T02:00:00Z,105,106,104,105,3,\n");
        _folder.Write("KRW-BTC_60m.csv", "2025-01-02T00:00:00Z,10,11,9,10,1,10\n");
        File.WriteAllText(_folder.At("README.md"), "not a recording");

        var recording = Recording.Read(_folder.Path);

        recording.Tracks.Select(track => (track.Market.Value, track.Candles.Count)).Should().Equal(("KRW-BTC", 1), ("KRW-XRP", 2));
        (recording.Unit, recording.Begins, recording.Ends).Should().Be((CandleUnit.Hour1, Day(2), Day(2).AddHours(3)));
        recording.Tracks[1].Candles[1].Value.Should().BeApproximately(315, 1e-9, "an empty value is reckoned from the volume");
        recording.MarketsAt(Day(2))[0].KoreanName.Should().Be("비트코인");
    }

    [Fact]
    public void One_file_is_a_recording_and_so_is_a_pattern()
    {
        var file = _folder.Write("KRW-BTC_30m.csv.gz", "2025-01-02T00:30:00Z,100,110,90,105,2,200\n");
        _folder.Write("KRW-BTC_1d.csv.gz", "2025-01-02T00:00:00Z,100,110,90,105,2,200\n");

        Recording.Read(file).Unit.Should().Be(CandleUnit.Minute30);
        Recording.Read(_folder.At("*_1d.csv.gz")).Unit.Should().Be(CandleUnit.Day1);
    }

    [Fact]
    public void Different_lengths_are_refused_with_the_pattern_that_names_one()
    {
        _folder.Write("KRW-BTC_30m.csv.gz", "2025-01-02T00:30:00Z,100,110,90,105,2,200\n");
        _folder.Write("KRW-ETH_1d.csv.gz", "2025-01-02T00:00:00Z,100,110,90,105,2,200\n");

        Refused(_folder.Path).WithMessage("*of different lengths: 30m, 1d. Name one of them by a pattern: *_30m.csv.gz.");
    }

    [Theory]
    [InlineData("2025-01-02T00:00:00Z,1,2,1,2,5,9\n2025-01-02T00:30:00Z,1,2,1\n", 3, "there are 4 columns, not 7")]
    [InlineData("yesterday,1,2,1,2,5,9\n", 2, "'yesterday' is no time")]
    [InlineData("2025-01-02T00:10:00Z,1,2,1,2,5,9\n", 2, "no candle of this length begins at 2025-01-02T00:10:00Z")]
    [InlineData("2025-01-02T00:30:00Z,1,2,1,2,5,9\n2025-01-02T00:00:00Z,1,2,1,2,5,9\n", 3, "does not come after the line before")]
    [InlineData("2025-01-02T00:30:00Z,1,2,1,2,5,9\n2025-01-02T00:30:00Z,1,2,1,2,5,9\n", 3, "does not come after the line before")]
    [InlineData("2025-01-02T00:30:00Z,1,two,1,2,5,9\n", 2, "'two' is no number")]
    [InlineData("2025-01-02T00:30:00Z,1,2,1,2,-5,9\n", 2, "'-5' is no number that belongs here")]
    [InlineData("2025-01-02T00:30:00Z,1,2,1,2,NaN,9\n", 2, "'NaN' is no number")]
    [InlineData("2025-01-02T00:30:00Z,3,2,1,2,5,9\n", 2, "the low is not the lowest or the high not the highest")]
    [InlineData("2025-01-02T00:30:00Z,1,2,0,2,5,9\n", 2, "the low is not the lowest")]
    public void A_broken_line_is_named_with_its_file(string rows, int line, string why) =>
        Refused(_folder.Write("KRW-BTC_30m.csv.gz", rows)).WithMessage($"KRW-BTC_30m.csv.gz, line {line}: *{why}*");

    [Fact]
    public void Wrong_columns_are_named() =>
        Refused(_folder.Write("KRW-BTC_1d.csv", "2025-01-02T00:00:00Z,1\n", "time_utc,implied_close\n")).WithMessage("KRW-BTC_1d.csv, line 1: the columns are 'time_utc,implied_close', not 'time_utc,open,*");

    [Theory]
    [InlineData("USDT-BTC_1d.csv.gz")]
    [InlineData("KRW-BTC_2d.csv.gz")]
    [InlineData("KRW-BTC.csv.gz")]
    public void A_name_that_does_not_say_market_and_length_is_refused(string name) =>
        Refused(_folder.Write(name, "2025-01-02T00:00:00Z,1,2,1,2,5,9\n")).WithMessage($"{name}: the name does not read as market and length*");

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void Half_a_file_is_named(double part)
    {
        var path = _folder.WriteWalk("KRW-BTC", 1, Day(2), hours: 300);
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(int)(whole.Length * part)]);

        Refused(path).WithMessage("KRW-BTC_60m.csv.gz: the file is damaged or cut short.");
    }

    [Fact]
    public void What_is_no_archive_is_named()
    {
        File.WriteAllText(_folder.At("KRW-BTC_1m.csv.gz"), "hello, this is no archive at all");

        Refused(_folder.At("KRW-BTC_1m.csv.gz")).WithMessage("KRW-BTC_1m.csv.gz: the file is damaged or cut short.");
    }

    [Fact]
    public void A_file_without_a_candle_and_a_place_without_a_file_are_named()
    {
        Refused(_folder.Write("KRW-BTC_1m.csv.gz", "")).WithMessage("KRW-BTC_1m.csv.gz: it holds no candle.");
        Refused(_folder.At("nowhere")).WithMessage("There is no recorded candle at */nowhere.*");
        Refused(_folder.At("*_5m.csv.gz")).WithMessage("There is no recorded candle at *");
    }

    [Fact]
    public void A_market_whose_candles_end_early_is_halted_from_then_on()
    {
        _folder.WriteWalk("KRW-BTC", 1, Day(1), hours: 72);
        _folder.WriteWalk("KRW-ETH", 2, Day(1), hours: 60);   // quiet for the last hours, which happens
        _folder.WriteWalk("KRW-XRP", 3, Day(1), hours: 24);

        var recording = Recording.Read(_folder.Path);

        recording.Vanished.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create(MarketCode.From("KRW-XRP"), Day(2)));
        recording.MarketsAt(Day(2)).Should().NotContain(info => info.Halted);
        recording.MarketsAt(Day(2).AddHours(1)).Where(info => info.Halted).Should().ContainSingle().Which.Market.Value.Should().Be("KRW-XRP");
    }

    [Fact]
    public void Dollars_become_won_by_the_day_and_the_market_says_so()
    {
        var rates = UsdtRates.Read(_folder.Write("rates.csv", "2025-01-01T00:00:00Z,1400\n2025-01-02T00:00:00Z,1500\n", "time_utc,implied_close\n"));

        var recording = Recording.Read(_folder.Write("XRPUSDT_1d.csv.gz", "2025-01-02T00:00:00Z,2,3,1,2.5,10,\n"), rates);

        var track = recording.Tracks.Should().ContainSingle().Subject;
        (track.Market.Value, track.IsConverted).Should().Be(("KRW-XRP", true));
        track.Candles.Should().Equal([new Candle(Day(2), 2_800, 4_500, 1_400, 3_750, 10, 10 * 6.5 / 3 * 1_500)], "it opens at yesterday's rate: the evening's is not known in the morning");
        recording.MarketsAt(Day(2))[0].EnglishName.Should().EndWith("(from USDT)");
    }

    [Fact]
    public void Dollars_without_a_rate_are_refused()
    {
        var file = _folder.Write("XRPUSDT_1d.csv.gz", "2025-01-02T00:00:00Z,2,3,1,2.5,10,\n");
        var rates = UsdtRates.Read(_folder.Write("rates.csv", "2025-01-02T00:00:00Z,1500\n", "time_utc,implied_close\n"));

        Refused(file).WithMessage("XRPUSDT_1d.csv.gz: its prices are USDT's;*");
        Refused(file, rates).WithMessage("XRPUSDT_1d.csv.gz, line 2: there is no rate in won for 2025-01-02T00:00:00Z and the day before.");
        ((Action)(() => UsdtRates.Read(_folder.Write("bad.csv", "2025-01-02T00:00:00Z,much\n", "time_utc,implied_close\n")))).Should().Throw<RecordingException>().WithMessage("bad.csv, line 2: 'much' is no number*");
    }

    [MarketDataFact("upbit-ctrade/KRW-BTC_30m.csv.gz")]
    public void A_real_recording_reads() =>
        Recording.Read(MarketData.Find("upbit-ctrade/KRW-BTC_30m.csv.gz")!).Tracks[0].Candles.Should().HaveCount(1_999);

    private static DateTimeOffset Day(int day) => new(2025, 1, day, 0, 0, 0, TimeSpan.Zero);

    private static FluentAssertions.Specialized.ExceptionAssertions<RecordingException> Refused(string path, UsdtRates? rates = null) =>
        ((Action)(() => Recording.Read(path, rates))).Should().Throw<RecordingException>();
}
