using CoinPulse.Core.Accounts;
using CoinPulse.Web.Live;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Shell;

public sealed class LiveUpdatesTests
{
    private static readonly UserId Minji = new(Guid.Parse("0190a000-0000-7000-8000-000000000001"));
    private static readonly UserId Jun = new(Guid.Parse("0190a000-0000-7000-8000-000000000002"));

    private readonly FakeTimeProvider _wall = new();
    private readonly LiveUpdates _updates;
    private int _calls;

    public LiveUpdatesTests() => _updates = new LiveUpdates(_wall, NullLogger<LiveUpdates>.Instance);

    [Fact]
    public void The_first_change_is_told_at_once()
    {
        using var subscription = _updates.Subscribe(Minji, LiveTopic.Prices, Count);

        _updates.Publish(Minji, LiveTopic.Prices);
        Pass(TimeSpan.Zero);

        _calls.Should().Be(1);
    }

    [Fact]
    public void A_thousand_changes_in_a_second_are_told_twice_at_its_ends()
    {
        using var subscription = _updates.Subscribe(Minji, LiveTopic.Prices, Count);
        for (var i = 0; i < 1000; i++)
        {
            _updates.Publish(Minji, LiveTopic.Prices);
            Pass(TimeSpan.FromMilliseconds(0.9));
        }

        _calls.Should().Be(1);
        Pass(TimeSpan.FromMilliseconds(100));
        _calls.Should().Be(2, "what happened in between is told once");
        Pass(TimeSpan.FromSeconds(5));
        _calls.Should().Be(2, "and then there is nothing more to tell");
    }

    [Fact]
    public void Nobody_hears_of_another_person_or_of_another_topic()
    {
        using var subscription = _updates.Subscribe(Minji, LiveTopic.Positions, Count);

        _updates.Publish(Jun, LiveTopic.Positions);
        _updates.Publish(Minji, LiveTopic.Prices);
        Pass(TimeSpan.FromSeconds(2));

        _calls.Should().Be(0);
    }

    [Fact]
    public void What_concerns_everyone_reaches_everyone()
    {
        using var hers = _updates.Subscribe(Minji, LiveTopic.Feed, Count);
        using var his = _updates.Subscribe(Jun, LiveTopic.Feed, Count);

        _updates.PublishForEveryone(LiveTopic.Feed);
        Pass(TimeSpan.Zero);

        _calls.Should().Be(2);
    }

    [Fact]
    public void Who_left_is_not_called_even_when_a_call_was_due()
    {
        var subscription = _updates.Subscribe(Minji, LiveTopic.Prices, Count);
        _updates.Publish(Minji, LiveTopic.Prices);
        Pass(TimeSpan.Zero);
        _updates.Publish(Minji, LiveTopic.Prices);

        subscription.Dispose();
        Pass(TimeSpan.FromSeconds(2));
        _updates.Publish(Minji, LiveTopic.Prices);
        Pass(TimeSpan.FromSeconds(2));

        _calls.Should().Be(1);
    }

    [Fact]
    public void A_slow_page_is_never_called_twice_at_once_and_misses_nothing()
    {
        var reading = new TaskCompletionSource();
        using var subscription = _updates.Subscribe(Minji, LiveTopic.Prices, () =>
        {
            _calls++;
            return _calls == 1 ? reading.Task : Task.CompletedTask;
        });
        _updates.Publish(Minji, LiveTopic.Prices);
        Pass(TimeSpan.Zero);

        _updates.Publish(Minji, LiveTopic.Prices);
        Pass(TimeSpan.FromSeconds(10));
        _calls.Should().Be(1, "it is still reading");
        reading.SetResult();
        Pass(TimeSpan.Zero);

        _calls.Should().Be(2);
    }

    [Fact]
    public void A_page_may_publish_and_leave_from_its_own_call()
    {
        IDisposable? subscription = null;
        subscription = _updates.Subscribe(Minji, LiveTopic.Prices, () =>
        {
            _updates.Publish(Minji, LiveTopic.Prices);
            subscription!.Dispose();
            return Count();
        });

        _updates.Publish(Minji, LiveTopic.Prices);
        Pass(TimeSpan.FromSeconds(5));

        _calls.Should().Be(1);
    }

    [Fact]
    public void A_broken_page_is_set_aside_and_the_others_go_on()
    {
        var broken = 0;
        using var bad = _updates.Subscribe(Minji, LiveTopic.Prices, () =>
        {
            broken++;
            throw new InvalidOperationException("a bug of that page");
        });
        using var good = _updates.Subscribe(Minji, LiveTopic.Prices, Count);

        for (var second = 0; second < 3; second++)
        {
            _updates.Publish(Minji, LiveTopic.Prices);
            Pass(TimeSpan.FromSeconds(1));
        }

        (broken, _calls).Should().Be((1, 3));
    }

    private Task Count()
    {
        _calls++;
        return Task.CompletedTask;
    }

    private void Pass(TimeSpan time) => _wall.Advance(time);
}
