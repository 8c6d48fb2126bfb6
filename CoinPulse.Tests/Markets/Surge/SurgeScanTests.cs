using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Surge;

public sealed class SurgeScanTests
{
    private readonly SurgeFloor _floor = new();

    [Fact]
    public void Every_market_is_scored_on_the_whole_days_that_end_with_the_hour()
    {
        var board = _floor.Scan.Look(null, _floor.Now)!;

        board.Should().BeEquivalentTo(new { Source = PriceSource.Simulated, DecidedAt = SurgeFloor.Hour, ScannedAt = _floor.Now });
        board.Markets.Select(scored => scored.Market).Should().Equal(SurgeFloor.Lively, SurgeFloor.Calm);
        var lively = board.Find(SurgeFloor.Lively)!;
        lively.Scores.V1.Should().BeEquivalentTo(new { Volume = new { Points = 20 }, Rsi = new { Points = 25 }, Support = new { Points = 0 }, Trend = new { Points = 20 }, Momentum = new { Points = 15 }, Total = 80 });
        lively.Scores.V1Penalised.Should().Be(80 - 25 - 15, "it stands at its high after a fast rise");
        (lively.DecidedAt, lively.Unit, lively.Close.Value, lively.DayValue.Value).Should().Be((SurgeFloor.Hour, CandleUnit.Hour1, 116, 24 * 400_000_000m));
    }

    [Fact]
    public void Within_the_hour_only_the_time_of_the_look_changes()
    {
        var first = _floor.Scan.Look(null, _floor.Now)!;
        _floor.Hub.SetForming(SurgeFloor.Calm, CandleUnit.Hour1, new Candle(SurgeFloor.Hour, 100, 200, 100, 200, 1e9, 1e11));

        var second = _floor.Scan.Look(first, _floor.Now.AddMinutes(20))!;

        second.Markets.Should().BeSameAs(first.Markets);
        second.ScannedAt.Should().Be(_floor.Now.AddMinutes(20));
    }

    [Fact]
    public void A_new_hour_is_scored_again_and_an_hour_without_trades_is_still_an_hour()
    {
        var first = _floor.Scan.Look(null, _floor.Now)!;

        var second = _floor.Scan.Look(first, _floor.Now.AddHours(2))!;   // nothing traded since

        second.DecidedAt.Should().Be(SurgeFloor.Hour.AddHours(2));
        second.Find(SurgeFloor.Lively)!.DayValue.Value.Should().Be(22 * 400_000_000m);
    }

    [Fact]
    public void The_hour_is_left_to_settle_before_it_is_decided_on() =>
        SurgeScan.DecisionAt(SurgeFloor.Hour.AddSeconds(14)).Should().Be(SurgeFloor.Hour.AddHours(-1));

    [Fact]
    public void A_candle_that_closed_after_the_decision_is_not_looked_at()
    {
        _floor.Hub.SetClosed(SurgeFloor.Calm, CandleUnit.Hour1, [.. SurgeFloor.CalmHours(SurgeFloor.Hour), new Candle(SurgeFloor.Hour, 100, 900, 100, 900, 1e9, 1e12)]);

        _floor.Scan.Look(null, _floor.Now)!.Find(SurgeFloor.Calm)!.Close.Value.Should().Be(100);
    }

    [Fact]
    public void Without_enough_hours_closed_calendar_days_are_scored()
    {
        var today = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        _floor.Hub.SetClosed(SurgeFloor.Calm, CandleUnit.Hour1, [.. SurgeFloor.CalmHours(SurgeFloor.Hour).TakeLast(48)]);
        _floor.Hub.SetClosed(SurgeFloor.Calm, CandleUnit.Day1, [.. Enumerable.Range(1, 25).Reverse().Select(back => new Candle(today.AddDays(-back), 100, 100, 100, 100, 1, 100))]);

        var calm = _floor.Scan.Look(null, _floor.Now)!.Find(SurgeFloor.Calm)!;

        (calm.Unit, calm.DecidedAt, calm.Scores.V2).Should().Be((CandleUnit.Day1, today, null));
    }

    [Fact]
    public void Nothing_is_decided_while_the_feed_is_silent()
    {
        _floor.Hub.State = FeedState.Stale;

        _floor.Scan.Look(null, _floor.Now).Should().BeNull();
    }

    [Fact]
    public void Stablecoins_other_quotes_and_silent_markets_are_left_out()
    {
        _floor.Show(MarketCode.From("KRW-USDT"), SurgeFloor.CalmHours(SurgeFloor.Hour));
        _floor.Show(MarketCode.From("BTC-LIVE"), SurgeFloor.CalmHours(SurgeFloor.Hour));
        _floor.Show(MarketCode.From("KRW-GONE"), SurgeFloor.CalmHours(SurgeFloor.Hour.AddHours(-25)));

        _floor.Scan.Look(null, _floor.Now)!.Markets.Should().HaveCount(2);
    }
}
