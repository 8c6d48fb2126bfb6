using CoinPulse.Core.Exchanges;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Contract;

/// <summary>What an exchange tells of an account's past.</summary>
public abstract partial class ExchangeContract
{
    [Fact]
    public async Task The_past_lists_what_has_ended_by_when_it_was_created_and_nothing_that_rests()
    {
        var before = Venue.Now.AddMinutes(-1);
        var bought = (await SendAsync(Buy(1001, 10))).Value;
        var rests = (await SendAsync(Rest(OrderSide.Bid, 900, 10))).Value;

        var ended = (await Exchange.Past.EndedAsync(before, Venue.Now.AddMinutes(1), default)).Value;

        ended.Select(order => order.Id).Should().Equal(bought.Id).And.NotContain(rests.Id);
        (await Exchange.Past.EndedAsync(before, bought.CreatedAt, default)).Value.Should().BeEmpty("the end of a stretch is not in it");
        (await Exchange.Past.EndedAsync(bought.CreatedAt, Venue.Now.AddMinutes(1), default)).Value.Should().ContainSingle("its beginning is");
    }

    [Fact]
    public async Task A_persons_own_order_is_found_by_the_exchanges_id_with_its_trades()
    {
        var placed = await Venue.PlaceByHandAsync(Buy(1001, 10));

        var found = (await Exchange.Past.FindAsync(placed.Id, default)).Value;

        (found.Id, found.Executed, found.TradesAreComplete).Should().Be((placed.Id, Coins(10), true));
        found.Key.Should().BeNull();
        (await Exchange.Past.FindAsync(ExchangeOrderId.From("00000000-0000-0000-0000-000000000000"), default)).Fault!.Kind.Should().Be(ExchangeFaultKind.OrderNotFound);
    }
}
