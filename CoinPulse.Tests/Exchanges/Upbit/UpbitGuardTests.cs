using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>Upbit's bad days, and a guard in each: ten ripples at a cost of 1,000.5, whose stop stands at 950.475.</summary>
public sealed class UpbitGuardTests : UpbitSourceTest
{
    private static readonly MarketCode Xrp = Story.Market;

    private readonly GuardBook _book;
    private readonly List<GuardFired> _fired = [];

    public UpbitGuardTests()
    {
        _book = new GuardBook(new EngineClock(Wall));
        _book.Fired += _fired.Add;
        Hub.Subscribe(_book.OnPrice, SubscriptionOrder.Guard);
        Markets = [Xrp];
    }

    [Fact]
    public async Task A_line_that_is_open_and_silent_is_no_excuse()
    {
        await GuardedAsync();
        Fake.Sockets.IsSilent = true;
        Fake.Markets.Add(Xrp.Value, 900, 1, Wall.GetUtcNow().AddSeconds(5));

        await Patience.UntilAsync(() => _fired.Count == 1, Fifth);

        (_fired[0].Trigger.Because, Hub.ClosedThrough).Should().Be((ExitReason.Emergency, null));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(418)]
    public async Task Refused_whatever_we_ask_it_hears_the_price_over_the_line(int status)
    {
        await GuardedAsync();
        Answering(status);

        Fake.Sockets.Trade(Xrp.Value, 945, 1, Wall.GetUtcNow());

        await TradingUntilAsync(() => _fired.Count == 1);
        _fired[0].Trigger.Because.Should().Be(ExitReason.StopLoss);
    }

    [Fact]
    public async Task After_a_maintenance_the_first_price_meets_it()
    {
        await GuardedAsync();
        Answering(503);
        Fake.Sockets.RefuseWith = 503;
        Fake.Sockets.DropAll();
        await Patience.UntilAsync(() => (Hub.State, Hub.Trouble) == (FeedState.Down, FeedTrouble.Maintenance), Fifth);
        _book.Count.Should().Be(1);

        Fake.Markets.Add(Xrp.Value, 945, 1, Wall.GetUtcNow());
        (Fake.Trouble, Fake.Sockets.RefuseWith) = (null, null);

        await Patience.UntilAsync(() => _fired.Count == 1, Fifth);
        _fired[0].Trigger.Because.Should().Be(ExitReason.StopLoss);
    }

    [Fact]
    public async Task A_snapshot_that_is_older_than_what_we_hold_sells_nothing()
    {
        await GuardedAsync();
        var old = new FakeTrade(Xrp.Value, 900, 1, Wall.GetUtcNow().AddMinutes(-5), 1);

        Fake.Sockets.Send("trade", Xrp.Value, FakeUpbitSockets.TradeText(old, "SNAPSHOT"));
        await TradingUntilAsync(() => Hub.Quote(Btc)!.At > Noon.AddSeconds(10));
        _fired.Should().BeEmpty();

        Fake.Sockets.Trade(Xrp.Value, 945, 1, Wall.GetUtcNow());
        await TradingUntilAsync(() => _fired.Count == 1);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public async Task A_clock_that_is_minutes_wrong_moves_no_stop(int aheadSeconds)
    {
        Fake.Markets.Now = () => Wall.GetUtcNow().AddSeconds(aheadSeconds);
        await GuardedAsync(Fake.Markets.Now);

        Fake.Sockets.Trade(Xrp.Value, 945, 1, Fake.Markets.Now());

        await Patience.UntilAsync(() => _fired.Count == 1);
        _fired[0].Trigger.Because.Should().Be(ExitReason.StopLoss);
    }

    [Fact]
    public async Task A_market_that_vanishes_is_halted_keeps_its_guard_and_fires_when_it_is_back()
    {
        await GuardedAsync();
        Fake.Markets.Codes.Remove(Xrp.Value);
        Wall.Advance(TimeSpan.FromMinutes(10));   // the list is read every ten
        await TradingUntilAsync(() => Hub.Find(Xrp)!.Halted, Fifth);
        _book.Markets.Should().Equal(Xrp);

        Fake.Markets.Codes.Add(Xrp.Value);
        Wall.Advance(TimeSpan.FromMinutes(10));
        await TradingUntilAsync(() => !Hub.Find(Xrp)!.Halted, Fifth);
        await TradingUntilAsync(() =>
        {
            Fake.Sockets.Trade(Xrp.Value, 945, 1, Wall.GetUtcNow());
            return _fired.Count == 1;
        });
    }

    [Fact]
    public async Task A_file_of_candles_that_cannot_be_read_holds_decisions_and_no_guard()
    {
        Candles.Breaks = new InvalidDataException("A block of candles is damaged: its checksum does not fit.");
        await GuardedAsync();
        var until = Wall.GetUtcNow().AddMinutes(3);

        await TradingUntilAsync(() => Wall.GetUtcNow() >= until);
        (Hub.State, Hub.ClosedThrough).Should().Be((FeedState.Live, null));

        Fake.Sockets.Trade(Xrp.Value, 945, 1, Wall.GetUtcNow());
        await TradingUntilAsync(() => _fired.Count == 1);
    }

    [Fact]
    public async Task What_the_price_was_while_the_line_was_cut_lifts_it_afterwards()
    {
        await GuardedAsync();
        await TradingUntilAsync(() => Hub.ClosedThrough is not null);
        using var lifts = Hub.WhenFilled(market => _book.LiftBy(market, Hub.Closed(market, CandleUnit.Minute1, 600)));
        Fake.Sockets.RefuseWith = 503;
        Fake.Sockets.DropAll();
        await Patience.UntilAsync(() => Hub.State != FeedState.Live, Fifth);
        Wall.Advance(TimeSpan.FromMinutes(1));
        Fake.Markets.Add(Xrp.Value, 1_020, 1, Wall.GetUtcNow());
        Fake.Markets.Add(Xrp.Value, 1_000, 1, Wall.GetUtcNow().AddSeconds(1));
        Wall.Advance(TimeSpan.FromMinutes(1));

        Fake.Sockets.RefuseWith = null;

        await TradingUntilAsync(() => _book.On(Xrp).Single().Peak > new Price(1_015), Fifth);
    }

    /// <summary>The source runs, ripples have a price of 1,000 and their guard is armed.</summary>
    private async Task GuardedAsync(Func<DateTimeOffset>? now = null)
    {
        Fake.Markets.Codes.Add(Xrp.Value);
        await RunAsync();
        _book.Put(Story.Holding().File);
        Fake.Sockets.Trade(Xrp.Value, 1_000, 1, (now ?? Wall.GetUtcNow)());
        await Patience.UntilAsync(() => Hub.State == FeedState.Live, Fifth);
        _fired.Should().BeEmpty();
    }

    private void Answering(int status) => Fake.Trouble = async context =>
    {
        await FakeUpbit.WriteAsync(context, status, status == 503 ? "<html>점검</html>" : """{"error":{"name":"too_many_requests","message":"-"}}""");
        return true;
    };
}
