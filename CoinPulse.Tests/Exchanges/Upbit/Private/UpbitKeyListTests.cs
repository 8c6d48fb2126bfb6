using CoinPulse.Core.Exchanges.Upbit.Private;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>The list of keys, told whole or in part: whoever's key it is, it is taken; whoever's it is not, it is not.</summary>
public sealed class UpbitKeyListTests
{
    private const string Own = "8f3a2c1dKq0zP4mT7vXw9bN2sL5yH1jR6uE3oAcD";
    private const string Sister = "Zt91bQ7xMw2kV8nC4hJ6fP3rS5gY0dL1uT9eXiOa";

    private static readonly DateTimeOffset End = new(2027, 6, 25, 2, 22, 54, TimeSpan.Zero);

    [Fact]
    public void Told_whole_every_key_is_known_by_its_name()
    {
        var list = UpbitKeyList.Read([new(Sister, End.AddDays(-30)), new(Own, End)], Own)!;

        (list.ExpiresAt, list.Family).Should().BeEquivalentTo((End, new[] { Sister, Own }));
    }

    [Theory]
    [InlineData("8f3a2c1d…", "Zt91bQ7x…")]
    [InlineData("8f3a2c1d...", "Zt91bQ7x...")]
    [InlineData("8f3a2c1d", "Zt91bQ7x")]
    [InlineData("8f3a********************************oAcD", "Zt91********************************XiOa")]
    [InlineData("************************************oAcD", "************************************XiOa")]
    public void Told_in_part_a_key_is_known_by_what_is_shown_and_both_keys_see_the_same_family(string own, string sister)
    {
        UpbitListedKey[] listed = [new(sister, End.AddDays(-30)), new(own, End)];

        var (ours, theirs) = (UpbitKeyList.Read(listed, Own)!, UpbitKeyList.Read(listed, Sister)!);

        (ours.ExpiresAt, theirs.ExpiresAt).Should().Be((End, End.AddDays(-30)));
        ours.Family.Should().Equal(theirs.Family).And.HaveCount(2).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_stranger_s_key_that_shows_the_same_part_and_ends_at_another_second_is_another()
    {
        var own = UpbitKeyList.Read([new("8f3a…", End)], Own)!;
        var stranger = UpbitKeyList.Read([new("8f3a…", End.AddSeconds(1))], "8f3aQ7xMw2kV8nC4hJ6fP3rS5gY0dL1uT9eXiOa0")!;

        own.Family.Should().NotIntersectWith(stranger.Family);
    }

    [Fact]
    public void Of_several_that_it_could_be_the_first_end_counts() =>
        UpbitKeyList.Read([new("****", End), new("****", End.AddDays(-100))], Own)!.ExpiresAt.Should().Be(End.AddDays(-100));

    [Theory]
    [InlineData(Sister)]
    [InlineData("Zt91bQ7x…")]
    [InlineData("8f3a…XiOa")]
    [InlineData("8f3a2c1dKq0zP4mT7vXw9bN2sL5yH1jR6uE3oAcD0")]
    [InlineData("")]
    [InlineData(null)]
    public void A_list_in_which_the_key_cannot_stand_tells_of_nobody(string? listed) => UpbitKeyList.Read([new(listed, End)], Own).Should().BeNull();
}
