using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Cycle;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

public sealed class OrderSyncTests : IAsyncLifetime
{
    private Floor _floor = null!;

    public async Task InitializeAsync() => _floor = await Floor.OpenAsync();

    public async Task DisposeAsync() => await _floor.DisposeAsync();

    [Fact]
    public async Task What_the_exchange_closed_and_nobody_told_us_is_taken_over()
    {
        _floor.Faults.Script(ExchangeCall.Submit, ExchangeAccident.LosesAnswer).Script(ExchangeCall.Find, ExchangeAccident.NeverArrives);
        var position = await _floor.EnterAsync();
        (await _floor.FileAsync(position)).Intents[0].State.Should().Be(IntentState.Unknown);

        var report = await _floor.OrderSync().RunAsync(_floor.Account, default);

        (report.Orders, report.Corrected, report.Strays).Should().Be((1, 1, 0));
        var file = await _floor.FileAsync(position);
        (file.Position.State, file.Guard!.Quantity).Should().Be((PositionState.Open, new Quantity(10)));
    }

    [Fact]
    public async Task What_the_journal_knows_is_left_as_it_is_and_old_orders_are_not_compared_for_ever()
    {
        await _floor.EnterAsync();
        var reports = new List<OrderSyncReport>();

        for (var pass = 0; pass < 3; pass++)
        {
            reports.Add(await _floor.OrderSync().RunAsync(_floor.Account, default));   // new each time: where it stood is on disk
            _floor.Wall.Advance(TimeSpan.FromMinutes(5));
        }

        reports.Select(report => report.Orders).Should().Equal([1, 1, 0], "the passes overlap by a minute");
        reports.Should().OnlyContain(report => report.Corrected == 0);
    }

    [Fact]
    public async Task A_persons_own_order_is_external()
    {
        await _floor.PlaceByHandAsync(OrderRequest.BuyNow(ClientOrderId.From("by-hand"), Story.Market, new Price(1_001), new Quantity(10)));

        var report = await _floor.OrderSync().RunAsync(_floor.Account, default);

        (report.Orders, report.External, report.Corrected).Should().Be((1, 1, 0));
    }

    [Fact]
    public async Task An_order_under_our_name_that_the_journal_does_not_have_is_counted_as_a_stray()
    {
        var unknown = Intent.KeyFor(new PositionId(Guid.CreateVersion7(Story.Now)), Leg.Entry, 1);
        await _floor.For(_floor.Account).SubmitAsync(OrderRequest.BuyNow(unknown, Story.Market, new Price(1_001), new Quantity(10)), default);

        (await _floor.OrderSync().RunAsync(_floor.Account, default)).Strays.Should().Be(1);
    }

    [Fact]
    public async Task An_exchange_that_does_not_answer_is_asked_for_the_same_stretch_again()
    {
        await _floor.EnterAsync();
        var sync = _floor.OrderSync();
        _floor.Faults.Script(ExchangeCall.ClosedOrders, ExchangeAccident.NeverArrives);

        (await sync.RunAsync(_floor.Account, default)).Failed.Should().Be(1);
        _floor.Wall.Advance(TimeSpan.FromMinutes(5));

        (await sync.RunAsync(_floor.Account, default)).Orders.Should().Be(1);
    }
}
