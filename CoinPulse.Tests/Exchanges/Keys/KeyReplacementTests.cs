using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Operations;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Keys;

/// <summary>
/// A new key in the place of an old one: each answer to each question, with coins held and without. What is refused changes nothing: the old key goes on opening the pocket.
/// </summary>
public sealed class KeyReplacementTests
{
    private static readonly KeyWords Named = new(Markets: "krw-xrp");

    [Fact]
    public async Task Both_keys_are_tried_before_the_switch()
    {
        await using var parts = await WithOldAsync(finds: true);
        parts.Traces = KeyDeskParts.Holding;
        var next = parts.Exchange.Issues("next", finds: true, xrp: 100);

        (await parts.PutAsync(next)).Succeeded.Should().BeTrue();

        parts.Exchange.Used.Distinct().Should().BeEquivalentTo(next.Reveal().Access, Old.Reveal().Access);
        (await parts.HasAsync(next)).Should().BeTrue();
        (await parts.AreBooksOpenAsync()).Should().BeTrue();
    }

    [Theory]
    [InlineData(ExchangeFaultKind.KeyExpired)]
    [InlineData(ExchangeFaultKind.KeyInvalid)]
    [InlineData(ExchangeFaultKind.AddressNotAllowed)]
    [InlineData(ExchangeFaultKind.NoAnswer)]
    public async Task An_old_key_that_opens_nothing_any_more_gives_way_to_one_that_finds_our_order(ExchangeFaultKind fault)
    {
        await using var parts = await WithOldAsync();
        parts.Traces = KeyDeskParts.Holding;
        parts.Exchange.Says(Old, fault);
        var next = parts.Exchange.Issues("next", account: "kim-without-the-old-one", finds: true);

        (await parts.PutAsync(next)).Succeeded.Should().BeTrue("the order proves the pocket, whatever the lists say and whether the coins are there");

        (await parts.AreBooksOpenAsync()).Should().BeTrue("it is the same pocket");
    }

    [Fact]
    public async Task While_coins_are_held_a_key_of_another_pocket_is_refused()
    {
        await using var parts = await WithOldAsync(finds: true);
        parts.Traces = KeyDeskParts.Holding;
        var other = parts.Exchange.Issues("other", xrp: 100);

        (await parts.RefusalAsync(other, Named)).Should().Be(KeyProblems.OtherPocket, "the old key finds our order and the new one does not");

        (await parts.HasAsync(Old)).Should().BeTrue();
        (await parts.RecordAsync(AuditActs.KeyRefused)).Should().ContainSingle().Which.Details.Should().Contain(KeyProblems.OtherPocket);
    }

    [Fact]
    public async Task A_pocket_without_the_coins_is_another()
    {
        await using var parts = await WithOldAsync();
        parts.Traces = KeyDeskParts.Holding;

        (await parts.RefusalAsync(parts.Exchange.Issues("other", xrp: 99), Named)).Should().Be(KeyProblems.OtherPocket);
        (await parts.RefusalAsync(parts.Exchange.Issues("next", xrp: 100), Named)).Should().BeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("KRW-BTC")]
    [InlineData("KRW-XRP, KRW-BTC")]
    public async Task What_nothing_tells_the_person_says_by_naming_what_is_held(string? typed)
    {
        await using var parts = await WithOldAsync();
        parts.Traces = KeyDeskParts.Holding;
        var next = parts.Exchange.Issues("next", xrp: 100);

        (await parts.RefusalAsync(next, new KeyWords(Markets: typed))).Should().Be(KeyProblems.PocketDoubtful);
        (await parts.HasAsync(Old)).Should().BeTrue();

        (await parts.RefusalAsync(next, Named)).Should().BeNull();
        (await parts.HasAsync(next)).Should().BeTrue();
    }

    [Fact]
    public async Task A_key_of_another_account_is_refused_whatever_is_typed()
    {
        await using var parts = await WithOldAsync();
        parts.Traces = KeyDeskParts.Holding;

        (await parts.RefusalAsync(parts.Exchange.Issues("stranger", account: "somebody", xrp: 100), Named)).Should().Be(KeyProblems.OtherAccount);

        (await parts.HasAsync(Old)).Should().BeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_about_the_pocket_that_is_lost_is_asked_again_and_not_guessed(bool isHeld)
    {
        await using var parts = await WithOldAsync();
        parts.Traces = isHeld ? KeyDeskParts.Holding : KeyDeskParts.Remembering;
        parts.Exchange.OtherwiseFinds = KeyMay.Unknown;

        (await parts.RefusalAsync(parts.Exchange.Issues("next", xrp: 100), Named)).Should().Be(KeyProblems.PocketNotAnswered);

        (await parts.HasAsync(Old)).Should().BeTrue();
        (await parts.AreBooksOpenAsync()).Should().BeTrue();
    }

    [Theory]
    [InlineData(ExchangeFaultKind.KeyInvalid, KeyProblems.Wrong)]
    [InlineData(ExchangeFaultKind.KeyExpired, KeyProblems.Expired)]
    [InlineData(ExchangeFaultKind.AddressNotAllowed, KeyProblems.AddressNotRegistered)]
    [InlineData(ExchangeFaultKind.NoAnswer, KeyProblems.NotChecked)]
    [InlineData(ExchangeFaultKind.Busy, KeyProblems.NotChecked)]
    public async Task A_new_key_that_does_not_open_leaves_the_old_one_unasked_and_in_its_place(ExchangeFaultKind fault, string problem)
    {
        await using var parts = await WithOldAsync();
        var next = parts.Exchange.Issues("next");
        parts.Exchange.Says(next, fault);

        (await parts.RefusalAsync(next)).Should().Be(problem);

        parts.Exchange.Used.Should().Equal(next.Reveal().Access);
        (await parts.HasAsync(Old)).Should().BeTrue();
    }

    [Fact]
    public async Task Who_goes_away_in_the_middle_has_changed_nothing()
    {
        await using var parts = await WithOldAsync();
        var next = parts.Exchange.Issues("next");
        parts.Exchange.IsLeft = true;
        var leaving = () => parts.PutAsync(next);

        await leaving.Should().ThrowAsync<OperationCanceledException>();

        (await parts.HasAsync(Old)).Should().BeTrue();
        (await parts.AreBooksOpenAsync()).Should().BeTrue();
    }

    [Theory]
    [EveryDatabase(true, false, "kim", true)]
    [EveryDatabase(true, true, "kim", false)]
    [EveryDatabase(false, false, "kim", true)]
    [EveryDatabase(false, false, "kim-s-other-account", false)]
    public async Task While_nothing_is_held_the_books_go_on_or_are_closed_together_with_the_switch(DatabaseKind kind, bool isKnown, bool isOtherPocket, string account, bool goesOn)
    {
        await using var parts = await WithOldAsync(kind, finds: true);
        parts.Traces = isKnown ? KeyDeskParts.Remembering : PocketTraces.None;
        var next = parts.Exchange.Issues("next", account, finds: !isOtherPocket);

        (await parts.PutAsync(next)).Succeeded.Should().BeTrue();

        (await parts.AreBooksOpenAsync()).Should().Be(goesOn);
        (await parts.RecordAsync(AuditActs.AccountClosed)).Should().HaveCount(goesOn ? 0 : 1);
    }

    private static ExchangeKey Old => KeyDeskParts.Key("old");

    /// <summary>Kim has a key, and the books of its pocket are open.</summary>
    private static async Task<KeyDeskParts> WithOldAsync(DatabaseKind kind = DatabaseKind.Sqlite, bool finds = false)
    {
        var parts = await KeyDeskParts.OnAsync(kind);
        parts.Exchange.Issues("old", finds: finds, xrp: 100);
        (await parts.PutAsync(Old)).Succeeded.Should().BeTrue();
        await parts.OpenBooksAsync();
        parts.Exchange.Used.Clear();
        return parts;
    }
}
