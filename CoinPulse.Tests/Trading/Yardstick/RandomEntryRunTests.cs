using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Strategies.Swing;
using CoinPulse.Core.Trading.Yardstick;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Yardstick;

public sealed class RandomEntryRunTests
{
    private const int Hours = 48;

    private static readonly DateTimeOffset From = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly Krw Cash = new(10_000_000);

    // One entry in each market, whole at one target, nothing that lifts the stop.
    private static readonly SwingSettings Plain = new() { StopLoss = 3, Emergency = 20, Target1 = 8, BreakEven = 0, TrailFrom = 0, LongestHoldHours = 0, MostPositions = 5 };

    [Fact]
    public void A_purchase_and_a_sale_at_one_price_lose_both_fees_and_half_a_tick()
    {
        var curve = Run(Case(Plain with { LongestHoldHours = 1 }, 1, Flat(10_000)));

        // 500,000 won at the worst accepted price of 10,010; bought at 10,000 and sold at 9,995, half a tick under.
        var coins = new Krw(500_000) / new Price(10_010);
        var (paid, got) = (new Price(10_000) * coins, new Price(9_995) * coins);
        curve[^1].Value.Should().BeLessThan(Cash.Value);
        curve[2].Should().Be(Cash - paid * 1.0005m + got * 0.9995m);
    }

    [Fact]
    public void The_spread_is_paid_on_both_sides()
    {
        var without = Run(Case(Plain with { LongestHoldHours = 1 }, 1, Flat(10_000)));
        var with = Run(Case(Plain with { LongestHoldHours = 1 }, 1, Flat(10_000), spread: Percent.Of(0.4m)));

        (without[2] - with[2]).Value.Should().BeInRange(1_300, 2_100, "two thousand won of half a million are its spread, less the half tick that is paid anyway");
    }

    [Fact]
    public void It_buys_at_the_first_price_after_the_decision_candle_not_at_the_one_it_decided_on()
    {
        var candles = Flat(10_000);
        for (var hour = 1; hour < candles.Length; hour++) candles[hour] = At(hour - 1, 20_000, 20_000, 20_000, 20_000);

        var curve = Run(Case(Plain, 1, candles));

        curve[1].Value.Should().BeInRange(Cash.Value - 1_000, Cash.Value, "the rise from 10,000 to 20,000 came before the entry");
    }

    [Fact]
    public void Within_a_candle_the_stop_comes_before_the_target()
    {
        var candles = Flat(10_000);
        candles[3] = At(2, 10_000, 12_000, 9_000, 10_000);

        var curve = Run(Case(Plain, 1, candles));

        (Cash - curve[3]).Value.Should().BeInRange(15_000, 16_500, "three in a hundred of half a million, and fees");
    }

    [Fact]
    public void A_gap_through_the_stop_is_filled_at_the_gap()
    {
        var candles = Flat(10_000);
        candles[3] = At(2, 9_000, 9_000, 9_000, 9_000);

        var curve = Run(Case(Plain, 1, candles));

        (Cash - curve[3]).Value.Should().BeInRange(50_000, 52_000, "ten in a hundred, though the stop stood at three");
    }

    [Fact]
    public void A_target_is_sold_at_the_target()
    {
        var candles = Flat(10_000);
        candles[3] = At(2, 10_000, 15_000, 10_000, 15_000);

        (Run(Case(Plain, 1, candles))[3] - Cash).Value.Should().BeInRange(39_000, 41_000, "eight in a hundred after fees");
    }

    [Fact]
    public void The_rules_of_the_account_hold()
    {
        var ten = Enumerable.Range(0, 10).Select(_ => Flat(10_000)).ToArray();
        var rise = ten.Select(candles => candles.Select((candle, hour) => hour < 3 ? candle : At(hour - 1, 10_500, 10_500, 10_500, 10_500)).ToArray()).ToArray();

        var two = Run(Case(Plain with { MostPositions = 2 }, 1, rise))[^1] - Cash;
        var five = Run(Case(Plain with { MostPositions = 5 }, 1, rise))[^1] - Cash;

        (five.Value / two.Value).Should().BeApproximately(2.5m, 0.01m, "each slot earned the same");
        Run(Case(Plain, 1, rise, risk: new RiskSettings { ExcludedMarkets = [.. Enumerable.Range(0, 10).Select(number => $"KRW-C{number}")] })).Should().AllBeEquivalentTo(Cash);
    }

    [Fact]
    public void A_market_in_which_nothing_traded_after_the_decision_is_not_bought() =>
        Run(Case(Plain, 1, Flat(10_000)[..1])).Should().AllBeEquivalentTo(Cash);

    [Fact]
    public void A_seed_repeats_to_the_last_won_and_another_seed_is_another_life()
    {
        var given = Case(Plain with { Target1 = 2 }, 0.1, [.. Enumerable.Range(0, 6).Select(Wandering)]);

        Run(given, 7).Should().Equal(Run(given, 7));
        Enumerable.Range(1, 8).Select(seed => Run(given, seed)[^1]).Distinct().Should().HaveCountGreaterThan(1);
    }

    [Fact]
    public void Nothing_that_happens_later_changes_what_came_before() => Gen.Select(Gen.Int[2, Hours - 2], Gen.Int[1, 1_000]).Sample((hour, seed) =>
    {
        var past = Enumerable.Range(0, 4).Select(Wandering).ToArray();
        var other = past.Select(candles => candles.Select((candle, index) =>
            index - 1 < hour ? candle : candle with { Open = candle.Open * 2, High = candle.High * 2, Low = candle.Low * 2, Close = candle.Close * 2 }).ToArray()).ToArray();

        Run(Case(Plain, 0.2, past), seed).Take(hour + 1).Should().Equal(Run(Case(Plain, 0.2, other), seed).Take(hour + 1));
    });

    [Fact]
    public void The_band_holds_the_median_and_says_how_many_runs_it_is()
    {
        var band = RandomEntryBand.Of(Case(Plain with { Target1 = 2 }, 0.1, [.. Enumerable.Range(0, 6).Select(Wandering)]), runs: 20);

        band.Runs.Should().Be(20);
        band.Points.Should().HaveCount(Hours + 1).And.OnlyContain(point => point.Low <= point.Median && point.Median <= point.High);
        band.Points[^1].Low.Should().BeLessThan(band.Points[^1].High);
    }

    [Fact]
    public void The_lots_are_drawn_as_often_as_the_strategy_found_something_new()
    {
        var candles = Flat(10_000);
        var given = Case(Plain, 0, candles);

        // It wishes for two hours in each six: one new wish.
        var chance = YardstickCases.ChanceOf(new Wishful(hour => hour % 6 < 2), Plain, given.Markets, From, From.AddHours(Hours));

        chance.Should().BeApproximately(1 / 6d, 0.02);
    }

    private static IReadOnlyList<Krw> Run(YardstickCase given, long seed = 1) => new RandomEntryRun(given, seed).Run();

    private static YardstickCase Case(StrategySettings settings, double chance, params Candle[][] markets) => Case(settings, chance, markets, Percent.Zero, new RiskSettings());

    private static YardstickCase Case(StrategySettings settings, double chance, Candle[] market, Percent spread) => Case(settings, chance, [market], spread, new RiskSettings());

    private static YardstickCase Case(StrategySettings settings, double chance, Candle[][] markets, RiskSettings risk) => Case(settings, chance, markets, Percent.Zero, risk);

    private static YardstickCase Case(StrategySettings settings, double chance, Candle[][] markets, Percent spread, RiskSettings risk) => new(
        default,
        PriceSource.Simulated,
        [new ArmedCase(new Wishful(_ => false), settings, chance)],
        risk,
        VenueFacts.Krw,
        [.. markets.Select((candles, number) => new MarketHistory(
            new MarketInfo(MarketCode.From($"KRW-C{number}"), $"{number}", $"{number}"), CandleUnit.Hour1, new Dictionary<CandleUnit, IReadOnlyList<Candle>> { [CandleUnit.Hour1] = candles }, spread))],
        CandleUnit.Hour1,
        From,
        From.AddHours(Hours),
        Cash,
        [.. Enumerable.Range(0, Hours + 1).Select(hour => From.AddHours(hour))]);

    /// <summary>From the hour before the beginning, which is the first decision candle.</summary>
    private static Candle[] Flat(double price) => [.. Enumerable.Range(-1, Hours + 1).Select(hour => At(hour, price, price, price, price))];

    private static Candle[] Wandering(int number)
    {
        var lots = new Random(number);
        var price = 10_000d;
        return [.. Enumerable.Range(-1, Hours + 1).Select(hour =>
        {
            var (open, close) = (price, price *= 1 + ((lots.NextDouble() - 0.5) * 0.06));
            return At(hour, open, Math.Max(open, close) * 1.01, Math.Min(open, close) * 0.99, close);
        })];
    }

    private static Candle At(int hour, double open, double high, double low, double close) => new(From.AddHours(hour), open, high, low, close, 1, close);

    /// <summary>A strategy that wishes by the hour of the decision candle.</summary>
    private sealed class Wishful(Func<int, bool> wishes) : IStrategy
    {
        public StrategyId Id => SwingStrategy.Name;

        public Type SettingsType => typeof(SwingSettings);

        public StrategySettings DefaultSettings => Plain;

        public int CandlesNeeded(StrategySettings settings) => 1;

        public Opinion? Consider(MarketView view, StrategySettings settings) =>
            wishes((int)(view.DecisionCandle.OpenAt - From.AddHours(-1)).TotalHours) ? new Opinion(Core.Outcomes.Reason.Of("Test"), 50) : null;

        public Core.Outcomes.Reason? Reconsider(MarketView view, StrategySettings settings) => null;
    }
}
