using Bunit;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Indicators;
using CoinPulse.Core.Money;
using CoinPulse.Web.Shared;
using FluentAssertions;
using Plotly.Blazor.Traces;
using Bar = Plotly.Blazor.Traces.Bar;
using Xunit;

namespace CoinPulse.Tests.Shared;

public sealed class ChartModelTests : ComponentTest
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);
    private static readonly ChartColours Colours = ChartColours.For(new DisplaySettings());
    private static readonly EquityPoint[] Equity = [new(Noon, new(100)), new(Noon.AddHours(1), new(120)), new(Noon.AddHours(2), new(90)), new(Noon.AddHours(3), new(121))];
    private static readonly Candle[] Candles = [new(Noon, 100, 110, 95, 105, 3, 300), new(Noon.AddHours(1), 105, 106, 99, 101, 2, 200)];

    [Fact]
    public void My_equity_is_drawn_last_so_that_it_lies_on_top_in_Seouls_time()
    {
        using var reading = new InLanguage("en");

        var model = EquityChartModel.Of(Equity, [new("Buy and hold", Equity), new("Random entry", Equity)], Colours);

        model.Traces.Cast<Scatter>().Select(trace => trace.Name).Should().Equal("Buy and hold", "Random entry", "My equity");
        model.Traces.Cast<Scatter>().Last().X![0].Should().Be("2026-11-24 12:00:00");
        model.Summary.Should().Contain("₩100").And.Contain("₩121").And.Contain("+21.00%");
    }

    [Fact]
    public void Benchmarks_differ_by_dash_as_well_as_colour() =>
        EquityChartModel.Of(Equity, [new("a", Equity), new("b", Equity), new("c", Equity)], Colours).Traces.Cast<Scatter>()
            .Select(trace => trace.Line.Dash).Should().OnlyHaveUniqueItems();

    [Fact]
    public void Drawdown_is_measured_from_the_highest_before() =>
        EquityChartModel.DrawdownOf(Equity).Should().Equal(0m, 0m, -0.25m, 0m);

    [Fact]
    public void Drawdown_has_its_own_axis_below()
    {
        var model = EquityChartModel.Of(Equity, [], Colours, drawdown: true);

        model.Traces.Cast<Scatter>().Last().YAxis.Should().Be("y2");
        model.Layout.YAxis.Should().HaveCount(2);
        model.Layout.XAxis[0].Anchor.Should().Be("y2");
    }

    [Fact]
    public void One_point_is_no_line_yet() => EquityChartModel.Of([Equity[0]], [], Colours).IsEmpty.Should().BeTrue();

    [Fact]
    public void No_history_is_said_and_not_drawn()
    {
        using var reading = new InLanguage("ko");

        Render<EquityChart>(p => p.Add(c => c.Points, [])).Markup.Should().Contain("아직 그릴 자산 기록이 없습니다.");
    }

    [Fact]
    public void Candles_rise_and_fall_in_the_readers_colours()
    {
        var model = PriceChartModel.Of(Data(), ChartColours.For(new DisplaySettings(ThemeChoice.Dark, RiseColours.GreenUp)));

        var candles = model.Traces.OfType<Candlestick>().Single();
        (candles.Increasing.FillColor, candles.Decreasing.FillColor).Should().Be(("#52c98c", "#ff7a70"));
        candles.Close.Should().Equal(105d, 101d);
        model.Traces.OfType<Bar>().Single().Marker.ColorArray.Should().Equal("#52c98c", "#ff7a70");
    }

    [Fact]
    public void A_position_shows_its_entry_exit_stop_trail_and_targets()
    {
        using var reading = new InLanguage("en");

        var model = PriceChartModel.Of(Data(
            trades: [new(Noon, new(100), true, "bought"), new(Noon.AddHours(1), new(101), false, "sold")],
            stops: [new(Noon, new(97))],
            trail: [new(Noon.AddMinutes(30), new(99))],
            targets: [new(108), new(115)]), Colours);

        model.Traces.OfType<Scatter>().Select(trace => trace.Name).Should().Equal("Stop", "Trailing", "Target", "Target", "Buy", "Sell");
        model.Summary.Should().Be("KRW-BTC candlestick chart: 2 candles, last close 101");
    }

    [Fact]
    public void A_stop_holds_until_the_sale_and_no_longer()
    {
        var model = PriceChartModel.Of(Data(trades: [new(Noon.AddMinutes(40), new(99), false, "sold")], stops: [new(Noon, new(97)), new(Noon.AddMinutes(20), new(98))]) with { EndedAt = Noon.AddMinutes(40) }, Colours);

        var stop = model.Traces.OfType<Scatter>().First();
        stop.X.Should().Equal("2026-11-24 12:00:00", "2026-11-24 12:20:00", "2026-11-24 12:40:00");
        stop.Y.Should().Equal(97m, 98m, 98m);
    }

    [Fact]
    public void The_newest_candles_and_the_stop_move_by_one_attribute()
    {
        var chart = Render<PriceChart>(p => p.Add(c => c.Data, Data()).Add(c => c.Move, new PriceChartMove([new Candle(Noon.AddHours(2), 101, 103.5, 100, 102, 1, 1)], new Price(97.5m))));

        chart.Find("[data-test=price-chart]").GetAttribute("data-live").Should().Be("{\"candles\":[[\"2026-11-24 14:00:00\",101,103.5,100,102,1]],\"stop\":97.5}");
    }

    [Fact]
    public void The_stop_ends_where_its_trailing_part_begins_and_only_what_is_in_force_grows()
    {
        var model = PriceChartModel.Of(Data(stops: [new(Noon, new(97))], trail: [new(Noon.AddMinutes(30), new(99))], targets: [new(108)]), Colours);

        var lines = model.Traces.OfType<Scatter>().ToList();
        lines[0].X.Should().Equal("2026-11-24 12:00:00", "2026-11-24 12:30:00");
        lines.Select(line => line.Meta as string ?? "").Should().Equal("", "stop", "now");
    }

    [Fact]
    public void Studies_lie_over_the_candles_or_in_panes_of_their_own()
    {
        Study[] studies = [Study.Sma5, Study.Bollinger, Study.Rsi, Study.Macd];
        var model = PriceChartModel.Of(Data() with { Studies = studies, Lines = StudyLines.Over(Candles, studies) }, Colours);

        var marked = model.Traces.Select(trace => trace switch { Scatter line => (Meta: line.Meta as string, line.YAxis), Bar bar => (Meta: bar.Meta as string, bar.YAxis), _ => (Meta: (string?)null, YAxis: "") });
        marked.Where(mark => mark.Meta?.StartsWith("line:", StringComparison.Ordinal) == true).Should().Equal(
            ("line:sma5", "y"), ("line:upper", "y"), ("line:middle", "y"), ("line:lower", "y"), ("line:rsi", "y3"), ("line:histogram", "y4"), ("line:macd", "y4"), ("line:signal", "y4"));
        model.Layout.YAxis.Should().HaveCount(4);
        model.Layout.XAxis[0].Anchor.Should().Be("y4", "the time stands under the last pane");
    }

    [Fact]
    public void Panes_stand_under_one_another_and_fill_the_height()
    {
        var domains = ChartPanes.Of([Study.Rsi, Study.Macd, Study.Atr]).Domains;

        domains[0].To.Should().Be(1);
        domains[^1].From.Should().Be(0);
        domains.Zip(domains.Skip(1)).Should().OnlyContain(pair => pair.First.From > pair.Second.To && pair.Second.To > pair.Second.From);
    }

    [Fact]
    public void The_first_picture_is_of_the_newest_candles_and_the_pages_hold_them_all()
    {
        Candle[] many = [.. Enumerable.Range(0, 500).Select(hour => new Candle(Noon.AddHours(hour), 1, 2, 0.5, 1.5, 1, 1))];

        PriceChartModel.Of(Data() with { Candles = many }, Colours).Traces.OfType<Candlestick>().Single().X.Should().HaveCount(120).And.EndWith(ChartFrame.At(many[^1].OpenAt));
        new ChartPage(many, []).Columns.Should().StartWith("{\"t\":[1795521600,").And.EndWith("\"s\":{}}");
    }

    [Fact]
    public void Holes_stay_holes()
    {
        var chart = Render<PriceChart>(p => p.Add(c => c.Data, Data()).Add(c => c.Holes, [new CandleSpan(Noon, Noon.AddHours(2))]));

        chart.Find("[data-test=price-chart]").GetAttribute("data-holes").Should().Be("[[1795521600,1795528800]]");
    }

    [Fact]
    public void A_line_says_nothing_where_it_knows_nothing() =>
        new ChartPage(Candles, [new("sma5", [null, 1.5])]).Columns.Should().EndWith("\"s\":{\"sma5\":[null,1.5]}}");

    [Theory]
    [InlineData(null, "ma5,ma20,ma60")]
    [InlineData("", "")]
    [InlineData("rsi,MA5,nonsense", "ma5,rsi")]
    public void An_address_names_studies(string? with, string keys) => string.Join(',', ChartStudies.Read(with).Select(study => study.Key())).Should().Be(keys);

    [Fact]
    public void Chosen_studies_come_back_from_the_address()
    {
        var chosen = ChartStudies.Toggle(ChartStudies.Toggle(ChartStudies.Usual, Study.Macd), Study.Sma5);

        ChartStudies.Read(ChartStudies.Write(chosen)).Should().Equal(Study.Sma20, Study.Sma60, Study.Macd);
        ChartStudies.Write(ChartStudies.Usual).Should().BeNull();
        ChartStudies.Read(ChartStudies.Write([])).Should().BeEmpty();
    }

    [Fact]
    public void A_market_without_candles_is_drawn_empty() =>
        PriceChartModel.Of(Data() with { Candles = [], Targets = [new(108)] }, Colours).Traces.OfType<Scatter>().Should().BeEmpty();

    private static PriceChartData Data(TradeMark[]? trades = null, PathPoint[]? stops = null, PathPoint[]? trail = null, Price[]? targets = null) =>
        new(MarketCode.From("KRW-BTC"), Candles, trades ?? [], stops ?? [], trail ?? [], targets ?? []);
}
