using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Backtest;
using CoinPulse.Core.Trading.Cycle;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Backtest;

public sealed class BacktestRunnerTests
{
    private static readonly (double, double, double, double) Wish = (1_000, 1_000, 1_000, 1_000);
    private static readonly (double, double, double, double) Quiet = (1_000, 1_000, 999, 999);

    [Fact]
    public async Task A_decision_on_a_closed_candle_enters_at_the_next_price()
    {
        var result = await RunAsync(Wish, (1_020, 1_020, 1_019, 1_019));

        var bought = result.Fills.Should().ContainSingle().Subject;
        bought.Price.Should().Be(new Price(1_021), "half a spread over the next open, on the tick");
        bought.At.Should().Be(Recorded.Start.AddMinutes(1));
        result.Positions.Should().ContainSingle().Which.DecisionCandleAt.Should().Be(Recorded.Start);
    }

    [Fact]
    public async Task Inside_one_candle_the_stop_comes_before_the_target()
    {
        var result = await RunAsync(Wish, Quiet, (1_000, 1_100, 900, 1_000));

        var position = result.Positions.Should().ContainSingle().Subject;
        position.ClosedBecause.Should().Be(ExitReason.StopLoss);
        SalePrice(result).Should().BeInRange(948, 951, "the market traded at the stop on its way down");
    }

    [Fact]
    public async Task A_gap_is_filled_at_the_gap()
    {
        var result = await RunAsync(Wish, Quiet, (930, 1_100, 930, 1_000));

        result.Positions[0].ClosedBecause.Should().Be(ExitReason.StopLoss);
        SalePrice(result).Should().Be(929);
    }

    [Fact]
    public async Task A_gap_beyond_the_emergency_holds_the_strategy_for_the_rest()
    {
        var result = await RunAsync(Wish, Quiet, (850, 850, 850, 850), (850, 900, 850, 900), (900, 900, 899, 899));

        result.Positions.Should().ContainSingle().Which.ClosedBecause.Should().Be(ExitReason.Emergency);
        result.Decisions.Should().Contain(decision => decision.Kind == DecisionKind.Refused);
    }

    [Fact]
    public async Task A_target_is_sold_where_it_lies_and_not_at_the_high()
    {
        var result = await RunAsync(Wish, Quiet, (1_000, 1_100, 999, 1_099));

        result.Positions[0].ClosedBecause.Should().Be(ExitReason.TakeProfit);
        SalePrice(result).Should().BeInRange(1_032, 1_036);
    }

    [Fact]
    public async Task A_resting_target_fills_at_its_own_price()
    {
        var result = await RunAsync(EagerStrategy.Plain with { RestTarget = true }, Wish, Quiet, (1_000, 1_100, 999, 1_099));

        result.Positions[0].ClosedBecause.Should().Be(ExitReason.TakeProfit);
        result.Fills[^1].Price.Should().Be(new Price(1_033), "cost with its fee, three per cent and the fee of the sale, on the next tick up");
    }

    [Fact]
    public async Task Every_fill_pays_its_fee_and_the_equity_is_the_cash_and_the_profit()
    {
        var result = await RunAsync(Wish, Quiet, (1_000, 1_100, 999, 1_099));

        result.Fills.Should().OnlyContain(fill => fill.Fee == fill.Funds * 0.0005m);
        result.Profit.IsPositive.Should().BeTrue();
        result.FinalEquity.Should().Be(new Krw(10_000_000) + result.Profit);
    }

    [Fact]
    public async Task Repeated_it_is_the_same_to_the_last_won()
    {
        var request = Recorded.Request(EagerStrategy.Plain with { StopLoss = 1, Emergency = 2, Target1 = 1, AmountPerEntry = 300_000, MostPositions = 5 },
            [.. Enumerable.Range(1, 6).Select(seed => Recorded.Walk($"C{seed}", seed, minutes: 240))]);

        var first = await BacktestRunner.RunAsync(request, EagerStrategy.Catalog, default);
        var again = await BacktestRunner.RunAsync(request, EagerStrategy.Catalog, default);

        first.Fills.Should().HaveCountGreaterThan(20);
        Told(again).Should().Equal(Told(first));
        again.FinalEquity.Should().Be(first.FinalEquity);
    }

    internal static IEnumerable<string> Told(BacktestResult result) =>
        result.Fills.Select(fill => $"{fill.At:O} {fill.Market} {fill.Side} {fill.Price} {fill.Quantity} {fill.Funds} {fill.Fee}");

    private static decimal SalePrice(BacktestResult result) => result.Fills.Last(fill => fill.Side == OrderSide.Ask).Price.Value;

    private static Task<BacktestResult> RunAsync(params (double, double, double, double)[] minutes) => RunAsync(EagerStrategy.Plain, minutes);

    private static Task<BacktestResult> RunAsync(EagerSettings settings, params (double, double, double, double)[] minutes) =>
        BacktestRunner.RunAsync(Recorded.Request(settings, Recorded.Minutes(Recorded.Xrp, minutes)), EagerStrategy.Catalog, default);
}
