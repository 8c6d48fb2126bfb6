using CoinPulse.Core.Trading;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading;

public sealed class ExitLineTests
{
    private static readonly AccountId Account = new(Guid.CreateVersion7(Journal.Story.Now));

    private readonly ExitLine _line = new();

    [Fact]
    public void Of_many_that_are_to_leave_at_once_the_worst_goes_next()
    {
        var first = Enumerable.Range(0, ExitLine.AtOnce).Select(_ => _line.Join(Account, 0)).ToList();
        var waiting = new[] { -0.03m, -0.20m, -0.05m }.Select(gain => _line.Join(Account, gain)).ToList();

        first.Should().OnlyContain(place => place.Turn.IsCompleted);
        waiting.Should().NotContain(place => place.Turn.IsCompleted);

        first[0].Dispose();
        waiting.Select(place => place.Turn.IsCompleted).Should().Equal(false, true, false);
        waiting[1].Dispose();
        waiting.Select(place => place.Turn.IsCompleted).Should().Equal(false, true, true);
    }

    [Fact]
    public void One_account_does_not_wait_for_another()
    {
        for (var place = 0; place <= ExitLine.AtOnce; place++) _line.Join(Account, 0);

        _line.Join(new AccountId(Guid.CreateVersion7(Journal.Story.Now)), 0).Turn.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public void Whoever_comes_to_an_empty_line_goes_at_once_however_many_were_there_before()
    {
        for (var place = 0; place < 3 * ExitLine.AtOnce; place++) _line.Join(Account, 0).Dispose();

        _line.Join(Account, 0).Turn.IsCompleted.Should().BeTrue();
    }
}
