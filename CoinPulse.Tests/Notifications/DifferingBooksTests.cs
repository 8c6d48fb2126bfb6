using CoinPulse.Core.Money;
using CoinPulse.Core.Notifications;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Cycle;
using CoinPulse.Tests.Trading.Differences;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Web.Notifications;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Notifications;

/// <summary>That books and exchange differ is told once, leads to where it can be explained, and is over when it is.</summary>
public sealed class DifferingBooksTests
{
    [Fact]
    public async Task It_stands_from_the_first_comparison_that_found_it_to_the_one_after_the_note()
    {
        await using var floor = await Floor.OpenAsync();
        var table = NoteTable.On(floor);
        var source = new DifferingBooks(floor.Reconciliation);
        (await source.LookAsync(default)).Should().BeEquivalentTo(new { Standing = Array.Empty<Condition>(), KnownOver = Array.Empty<string>() }, "of what was not compared nothing is said");

        var began = floor.Clock.GetUtcNow();
        await table.GiveAsync(3);
        var shown = await table.SeeAsync();
        var standing = (await source.LookAsync(default)).Standing.Should().ContainSingle().Subject;
        (standing.Since, standing.Owner, standing.Begins, standing.Ends).Should().Be((began, floor.Account.Owner, NoticeKind.BooksDiffer, NoticeKind.BooksAgree));
        standing.Facts.Should().Contain("what", "KRW-XRP").And.Contain("books", "0").And.Contain("exchange", "3").And.Contain("count", "1").And.Contain("account", "Paper");

        (await table.ExplainAsync(shown)).Succeeded.Should().BeTrue();
        var after = await source.LookAsync(default);
        after.Standing.Should().BeEmpty();
        after.OverAmong([standing.Key, "books:another"]).Should().Equal(standing.Key);
    }

    [Theory, EveryDatabase]
    public async Task The_person_is_told_once_with_the_way_to_the_difference_and_once_that_it_is_over(DatabaseKind kind)
    {
        await using var floor = await Floor.OpenAsync();
        await using var notices = await NoticeFloor.OnAsync(kind);
        var table = NoteTable.On(floor);
        var told = new Passing(new DifferingBooks(floor.Reconciliation), await notices.PersonAsync());
        var teller = notices.Teller(told);
        await teller.RunAsync(default);

        await table.GiveAsync(3);
        var shown = await table.SeeAsync();
        await RoundAsync();
        await floor.ReconcileAsync();
        await RoundAsync();
        var begun = (await notices.ToldAsync(told.Person)).Should().ContainSingle().Subject;
        (begun.Kind, NoticeWords.PathOf(begun)).Should().Be((NoticeKind.BooksDiffer, "/holdings#differences"));

        await table.ExplainAsync(shown, NoteKind.Airdrop);
        await RoundAsync();
        await RoundAsync();

        (await notices.ToldAsync(told.Person)).Select(notice => notice.Kind).Should().BeEquivalentTo([NoticeKind.BooksDiffer, NoticeKind.BooksAgree]);

        async Task RoundAsync()
        {
            notices.Wall.Advance(TimeSpan.FromSeconds(20));
            await teller.RunAsync(default);
        }
    }

    /// <summary>The floor's person is not in the notices' database; this one is.</summary>
    private sealed class Passing(IConditionSource source, Core.Accounts.UserId person) : IConditionSource
    {
        public Core.Accounts.UserId Person => person;

        public async Task<Outlook> LookAsync(CancellationToken cancellationToken)
        {
            var seen = await source.LookAsync(cancellationToken);
            return seen with { Standing = [.. seen.Standing.Select(condition => condition with { Owner = person })] };
        }
    }
}
