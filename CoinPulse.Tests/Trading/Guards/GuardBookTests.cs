using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Trading.Guards;

/// <summary>Ten coins at a cost of 1,000.5: the stop stands at 950.475, the target at 1,032.</summary>
public sealed class GuardBookTests
{
    private static readonly ExitPlan Halves =
        Story.Plain with { Targets = [new ExitTarget(Percent.Of(2), Percent.Of(50)), new ExitTarget(Percent.Of(20), Percent.Of(50))], TrailFrom = Percent.Of(4), TrailBy = Percent.Of(1) };

    private readonly FakeTimeProvider _wall = new(Story.Now);
    private readonly HandDrivenHub _hub;
    private readonly GuardBook _book;
    private readonly List<GuardTrigger> _fired = [];
    private readonly List<PositionId> _stirred = [];

    public GuardBookTests()
    {
        _hub = new HandDrivenHub(_wall);
        _book = new GuardBook(new EngineClock(_wall));
        _book.Fired += fired => _fired.Add(fired.Trigger);
        _book.Stirred += _stirred.Add;
        _hub.Subscribe(_book.OnPrice, SubscriptionOrder.Guard);
    }

    [Fact]
    public void A_price_looks_at_its_own_markets_guards_only()
    {
        _book.Put(Story.Holding().File);

        At(900, "KRW-BTC");
        _fired.Should().BeEmpty();

        At(950);
        _fired.Should().ContainSingle().Which.Because.Should().Be(ExitReason.StopLoss);
        _book.Markets.Should().Equal(Story.Market);
    }

    [Fact]
    public void What_has_fired_fires_once_until_it_is_rearmed()
    {
        var story = Story.Holding();
        _book.Put(story.File);
        At(950);
        At(949);
        _fired.Should().ContainSingle();

        _book.Rearm(story.Guard);
        At(948);

        _fired.Should().HaveCount(2);
    }

    [Fact]
    public void While_it_is_being_left_only_a_graver_reason_is_news()
    {
        _book.Put(Story.Holding().File);

        At(950);
        At(940);
        At(899);
        At(800);

        _fired.Select(trigger => trigger.Because).Should().Equal(ExitReason.StopLoss, ExitReason.Emergency);
    }

    [Fact]
    public void A_partial_target_under_way_does_not_silence_the_trailing_stop()
    {
        var story = Story.Holding(Halves);
        _book.Put(story.File);
        At(1_025);
        (_fired[0].Because, _fired[0].IsWhole).Should().Be((ExitReason.TakeProfit, false));
        story.Leave(5, ExitReason.TakeProfit);
        _book.Put(story.File);

        At(1_050);
        At(1_035);
        At(1_034);

        _fired.Skip(1).Should().ContainSingle("it takes the rest, once").Which.IsWhole.Should().BeTrue();
    }

    [Fact]
    public void What_a_person_has_sold_no_guard_fires_over()
    {
        var story = Story.Holding();
        story.Leave(10, ExitReason.ByPerson);
        _book.Put(story.File);

        At(800);

        _fired.Should().BeEmpty();
    }

    [Fact]
    public void A_guard_follows_what_its_position_holds_and_goes_with_the_last_coin()
    {
        var story = Story.Holding();
        _book.Put(story.File);
        story.Fill(story.Exit(10), 4, 950);
        _book.Put(story.File);
        _book.Find(Story.Market, story.Position.Id)!.Quantity.Should().Be(new Quantity(6));

        story.Fill(story.File.LiveOf(Core.Trading.Journal.Leg.Exit)!, 6, 950);
        _book.Put(story.File);

        (_book.Find(Story.Market, story.Position.Id), _book.Count, _book.Markets.Count).Should().Be((null, 0, 0));
    }

    [Fact]
    public void A_guard_that_is_put_again_keeps_the_peak_that_it_had_seen()
    {
        _book.Put(Story.Holding(Halves with { Targets = [new ExitTarget(Percent.Of(50), Percent.Of(100))] }).File);
        At(1_100);

        // The same position as it lies in the database, which has not heard of the peak yet.
        var story = Story.Holding(Halves with { Targets = [new ExitTarget(Percent.Of(50), Percent.Of(100))] });
        _book.Put(story.File);
        _book.TakeMoved().Should().NotBeEmpty();
        _book.TakeMoved().Should().BeEmpty("each is named once");
    }

    [Fact]
    public void A_resting_target_is_not_watched_and_a_stop_still_is()
    {
        var story = Story.Holding(Story.Plain with { RestTarget = true });
        story.Rest(10);
        _book.Put(story.File);

        At(1_100);
        _fired.Should().BeEmpty();
        At(950);

        _fired.Should().ContainSingle().Which.Because.Should().Be(ExitReason.StopLoss);
    }

    [Fact]
    public void A_new_book_stirs_those_who_wait_to_sell_and_nobody_else()
    {
        var (leaving, staying) = (Story.Holding(), Story.Holding());
        leaving.Leave(10);
        _book.Put(leaving.File);
        _book.Put(staying.File);

        At(1_000);

        _stirred.Should().Equal(leaving.Position.Id);
    }

    [Fact]
    public void What_nobody_heard_lifts_a_guard_that_was_armed_before_and_fires_nothing_by_itself()
    {
        var story = Story.Holding(Halves with { Targets = [new ExitTarget(Percent.Of(50), Percent.Of(100))] });
        _book.Put(story.File);
        Candle Minute(int after, double high) => new(Story.Now.AddMinutes(after), 1_000, high, 990, 1_000, 1, 1_000);

        _book.LiftBy(Story.Market, [Minute(-1, 1_300), Minute(1, 1_100), Minute(2, 1_050)]);

        var guard = _book.Find(Story.Market, story.Position.Id)!;
        (guard.Peak.Value, guard.Stop.Value).Should().Be((1_099.5m, 1_088.505m), "the minute before it was armed is not its own");
        (_fired.Count, _book.TakeMoved().Count).Should().Be((0, 1), "it is kept, and the next price decides");
        At(1_088);
        _fired.Should().ContainSingle().Which.Because.Should().Be(ExitReason.TrailingStop);
    }

    private void At(decimal bid, string market = "KRW-XRP") => _hub.PlaceAt(MarketCode.From(market), new Price(bid), new Price(bid + 1), new Quantity(1_000));
}
