using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Notifications;

/// <summary>Every answer of a channel in every state of a delivery.</summary>
public sealed class DeliveryTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly UserId Owner = new(Guid.CreateVersion7(Now));

    [Theory]
    [InlineData(AnswerOfChannel.Delivered, DeliveryState.Delivered, false)]
    [InlineData(AnswerOfChannel.RefusedForGood, DeliveryState.GivenUp, false)]
    [InlineData(AnswerOfChannel.RefusedForNow, DeliveryState.Waiting, false)]
    [InlineData(AnswerOfChannel.Unknown, DeliveryState.Waiting, true)]
    public void An_answer_ends_it_or_makes_it_wait(AnswerOfChannel answer, DeliveryState state, bool mayHaveArrived)
    {
        var delivery = Taken();

        delivery.Answer(new DeliveryAnswer(answer, "why"), Now);

        (delivery.State, delivery.MayHaveArrived, delivery.IsDue(Now)).Should().Be((state, mayHaveArrived, false));
    }

    [Fact]
    public void It_waits_longer_each_time_and_no_less_than_it_is_asked_to()
    {
        var delivery = Taken();
        var (now, waits) = (Now, new List<TimeSpan>());
        foreach (var asked in (TimeSpan?[])[null, null, TimeSpan.FromMinutes(7), null])
        {
            delivery.Answer(DeliveryAnswer.ForNow("busy", asked), now);
            waits.Add(delivery.NotBefore - now);
            now = delivery.NotBefore;
            delivery.Take(now);
        }

        waits.Should().Equal(TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void After_a_day_of_trying_it_is_given_up()
    {
        var delivery = Taken();
        var now = Now;
        while (delivery.State == DeliveryState.Sending)
        {
            delivery.Answer(DeliveryAnswer.ForNow("away"), now);
            if (delivery.State != DeliveryState.Waiting) break;
            now = delivery.NotBefore;
            delivery.Take(now);
        }

        delivery.State.Should().Be(DeliveryState.GivenUp);
        now.Should().BeOnOrBefore(Now + Delivery.TriedFor).And.BeAfter(Now + Delivery.TriedFor - TimeSpan.FromHours(4));
    }

    [Fact]
    public void What_a_dead_process_had_in_hand_is_sent_again_and_says_so()
    {
        var delivery = Taken();

        delivery.IsDue(Now + Delivery.LongestSending - TimeSpan.FromSeconds(1)).Should().BeFalse("somebody may still be sending it");
        delivery.Take(Now + Delivery.LongestSending);

        (delivery.MayHaveArrived, delivery.Attempts).Should().Be((true, 2));
    }

    [Theory]
    [InlineData(AnswerOfChannel.Delivered)]
    [InlineData(AnswerOfChannel.RefusedForGood)]
    public void What_has_ended_is_never_sent_again(AnswerOfChannel answer)
    {
        var delivery = Taken();
        delivery.Answer(new DeliveryAnswer(answer), Now);

        delivery.IsDue(Now.AddYears(1)).Should().BeFalse();
        delivery.Invoking(ended => ended.Take(Now.AddYears(1))).Should().Throw<InvalidOperationException>();
        delivery.Invoking(ended => ended.Answer(DeliveryAnswer.Delivered, Now)).Should().Throw<InvalidOperationException>();
    }

    private static Delivery Taken()
    {
        var delivery = new Delivery(new Notice(Owner, "test:1", NoticeKind.Entered, Now), NoticeChannels.Telegram, Now);
        delivery.Take(Now);
        return delivery;
    }
}
