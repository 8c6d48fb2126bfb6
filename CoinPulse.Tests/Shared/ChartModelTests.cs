using Bunit;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Web.Shared;
using FluentAssertions;
using Plotly.Blazor.Traces;
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
    public void A_market_without_candles_is_drawn_empty() =>
        PriceChartModel.Of(Data() with { Candles = [], Targets = [new(108)] }, Colours).Traces.OfType<Scatter>().Should().BeEmpty();

    private static PriceChartData Data(TradeMark[]? trades = null, PathPoint[]? stops = null, PathPoint[]? trail = null, Price[]? targets = null) =>
        new(MarketCode.From("KRW-BTC"), Candles, trades ?? [], stops ?? [], trail ?? [], targets ?? []);
}
