using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

public sealed class DueListTests
{
    private readonly FakeTimeProvider _wall = new(Story.Now);
    private readonly DueList _due;
    private readonly AccountId _account = new(Guid.CreateVersion7(Story.Now));
    private readonly PositionId _position = new(Guid.CreateVersion7(Story.Now));

    public DueListTests() => _due = new DueList(_wall);

    [Fact]
    public void A_position_stands_once_at_its_earliest_time()
    {
        Add(5);
        Add(2);
        Add(9);

        After(1.9).Should().BeEmpty();
        After(0.1).Should().Equal(new DueLook(_account, _position, null));
        After(10).Should().BeEmpty();
    }

    [Theory]
    [InlineData(10, 0.2, 0.8)]
    [InlineData(10, 4, 0)]
    [InlineData(0.5, 0.1, 0.4)]
    public void A_new_book_brings_it_forward_but_not_within_a_second_of_its_wait(double wait, double bookAfter, double dueAfter)
    {
        Add(wait);
        After(bookAfter).Should().BeEmpty();

        _due.Hasten(_position);

        if (dueAfter > 0) After(dueAfter - 0.05).Should().BeEmpty();
        After(0.05).Should().ContainSingle();
    }

    [Fact]
    public void Who_does_not_wait_is_not_brought_forward()
    {
        _due.Hasten(_position);

        After(10).Should().BeEmpty();
    }

    private void Add(double seconds) => _due.Add(_account, _position, TimeSpan.FromSeconds(seconds));

    private IReadOnlyList<DueLook> After(double seconds)
    {
        _wall.Advance(TimeSpan.FromSeconds(seconds));
        return _due.TakeDue();
    }
}
