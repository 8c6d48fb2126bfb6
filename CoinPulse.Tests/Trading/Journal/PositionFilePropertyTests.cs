using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

public sealed class PositionFilePropertyTests
{
    private static readonly Gen<(int Act, int Size, int Price)[]> Acts =
        Gen.Select(Gen.Int[0, 7], Gen.Int[1, 100], Gen.Int[800, 1_200]).Array[1, 40];

    /// <summary>Invariants 1, 2, 3 and 5 after every step of any story: fills in any size, told twice, cancels, refusals, hand sales and guards that fire.</summary>
    [Fact]
    public void Coins_guard_and_books_agree_after_every_step() => Acts.Sample(
        acts =>
        {
            var story = new Story(Story.Plain with { RestTarget = true });
            foreach (var (act, size, price) in acts)
            {
                Do(story, act, size, price);
                PositionConsistency.Holds(story);
                story.File.Intents.Select(intent => intent.Key).Should().OnlyHaveUniqueItems();
                story.File.Intents.Where(intent => intent.IsLive).Select(intent => intent.Leg).Should().OnlyHaveUniqueItems();
                story.Position.Bought.Should().Be(Filled(story, OrderSide.Bid));
                (story.Position.Sold + story.Position.TakenByHand).Should().Be(Filled(story, OrderSide.Ask));
                if (story.Position.State == PositionState.Closed) story.Position.Profit.Should().Be(story.CashChange);
            }
        },
        iter: 500);

    private static void Do(Story story, int act, int size, int price)
    {
        var live = story.File.Intents.Where(intent => intent.IsLive).ToList();
        var order = live.Count == 0 ? null : live[size % live.Count];
        switch (act)
        {
            case 0 or 1 when order is { Quantity: { } ordered }:
                var part = Quantity.Min(ordered - order.Executed, Quantity.CutFrom(ordered.Value * size / 70m));
                if (order.Side == OrderSide.Ask) part = Quantity.Min(part, story.Position.Held);
                if (part.IsPositive) story.Tell(story.Fill(order, part.Value, price));
                break;
            case 2 when order is not null:
                story.Cancel(order);
                break;
            case 3 when order is { Executed.IsZero: true }:
                story.File.Refuse(order.Key, FaultNames.Of(ExchangeFaultKind.Busy), "", Story.Now, Story.Now);
                break;
            case 4 when order is not null:
                story.File.LoseSight(order.Key, "cut", Story.Now);
                break;
            case 5 when story.Position.IsLive && story.File.Guard?.See(new Price(price), Story.Now, story.File.LiveOf(Leg.Target) is not null) is { } trigger:
                story.Leave(trigger.Quantity.Value, trigger.Because);
                break;
            case 6 when story.Position.IsLive && live.Count == 0 && story.Position.Held.IsPositive:
                var taken = Quantity.Min(story.Position.Held, new Quantity(size / 50m));
                story.File.TakeByHand(taken, new Price(price) * taken, $"hand-{story.File.NewFills.Count}", Story.Now);
                break;
            case 7:
                PositionMoves.Next(story.File, new ExitEvidence(null, null, new Price(price), Krw.Zero, Story.Now.AddMinutes(1)));
                break;
        }
    }

    private static Quantity Filled(Story story, OrderSide side) =>
        story.File.NewFills.Where(fill => fill.Side == side).Aggregate(Quantity.Zero, (sum, fill) => sum + fill.Quantity);
}
