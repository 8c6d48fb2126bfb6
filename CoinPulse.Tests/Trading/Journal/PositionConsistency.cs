using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Guards;
using FluentAssertions;

namespace CoinPulse.Tests.Trading.Journal;

/// <summary>Invariants 2, 3 and 5, as far as one position shows them.</summary>
internal static class PositionConsistency
{
    public static void Holds(Story story)
    {
        story.BooksSum.Should().Be(Krw.Zero);
        story.Position.Held.Should().BeGreaterThanOrEqualTo(Quantity.Zero);
        (story.File.Guard is { IsLive: true }).Should().Be(story.Position.Held.IsPositive, "coins and guard come and go together");
        (story.File.Guard?.Quantity ?? Quantity.Zero).Should().Be(story.Position.Held);
        if (story.Position.Held.IsPositive) story.Position.IsLive.Should().BeTrue();
    }
}
