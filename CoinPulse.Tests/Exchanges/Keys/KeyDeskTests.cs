using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Operations;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Keys;

/// <summary>A key on its first day, on every day after, and when it goes.</summary>
public sealed class KeyDeskTests
{
    [Fact]
    public async Task What_is_no_key_is_asked_nowhere()
    {
        await using var parts = await KeyDeskParts.OnAsync();

        (await parts.RefusalAsync(new ExchangeKey("short", "short"))).Should().Be(KeyProblems.Form);

        parts.Exchange.Used.Should().BeEmpty();
    }

    [Fact]
    public async Task One_account_at_the_exchange_belongs_to_one_person_and_the_refusal_is_on_record()
    {
        await using var parts = await KeyDeskParts.OnAsync();
        await parts.PutAsync(parts.Exchange.Issues("kim"));

        (await parts.RefusalAsync(parts.Exchange.Issues("sister"), owner: KeyDeskParts.Lee)).Should().Be(KeyProblems.BelongsElsewhere);

        (await parts.RecordAsync(AuditActs.KeyRefused)).Should().ContainSingle().Which.Should().Match<AuditEntry>(
            entry => entry.Subject == KeyDeskParts.Lee && entry.Address == "198.51.100.7" && !entry.Details!.Contains("access-key"));
    }

    [Fact]
    public async Task Nobody_s_key_stands_in_for_another_s()
    {
        await using var parts = await KeyDeskParts.OnAsync();
        var lees = parts.Exchange.Issues("lee", account: "lee");
        await parts.PutAsync(lees, owner: KeyDeskParts.Lee);
        await parts.PutAsync(parts.Exchange.Issues("kim"));
        var stored = (await parts.Vault.FindAsync(KeyDeskParts.Kim, default))!;
        await parts.Desk.RemoveAsync(KeyDeskParts.Kim, stored.Id, null, null, default);
        parts.Exchange.Used.Clear();

        (await parts.Desk.CheckAsync(stored, default)).Should().BeNull("Kim has none any more");
        (await parts.Vault.OpenAsync(KeyDeskParts.Kim, "trade", default)).Should().BeNull();
        var lee = (await parts.Vault.FindAsync(KeyDeskParts.Lee, default))!;
        (await parts.Desk.RemoveAsync(KeyDeskParts.Kim, lee.Id, null, null, default)).Problems.Single().Code.Should().Be(KeyProblems.Gone, "it is not Kim's to remove");

        parts.Exchange.Used.Should().BeEmpty();
        (await parts.Vault.OpenAsync(KeyDeskParts.Lee, "trade", default))!.Reveal().Should().Be(lees.Reveal());
    }

    [Theory]
    [EveryDatabase(null, false)]
    [EveryDatabase("KRW-BTC", false)]
    [EveryDatabase("KRW-XRP KRW-BTC", false)]
    [EveryDatabase(" krw-xrp, ", true)]
    public async Task While_coins_are_held_a_key_goes_only_when_they_are_named_and_their_account_is_remembered(DatabaseKind kind, string? typed, bool goes)
    {
        await using var parts = await KeyDeskParts.OnAsync(kind);
        await parts.PutAsync(parts.Exchange.Issues("kim"));
        await parts.OpenBooksAsync();
        parts.Traces = KeyDeskParts.Holding;
        var id = (await parts.Vault.FindAsync(KeyDeskParts.Kim, default))!.Id;

        var removed = await parts.Desk.RemoveAsync(KeyDeskParts.Kim, id, typed, "198.51.100.7", default);

        removed.Succeeded.Should().Be(goes);
        (await parts.AreBooksOpenAsync()).Should().BeTrue("what is held has to be sold some day");
        if (!goes)
        {
            removed.Problems.Single().Should().Match<Core.Outcomes.Problem>(problem => problem.Code == KeyProblems.NameWhatIsHeld && (string)problem.Arguments[0] == "KRW-XRP");
            return;
        }

        (await parts.RecordAsync(AuditActs.KeyRemoved)).Should().ContainSingle().Which.Why.Should().Be("KRW-XRP");
        var words = new KeyWords(Markets: "KRW-XRP");
        (await parts.RefusalAsync(parts.Exchange.Issues("stranger", account: "other", xrp: 100), words)).Should().Be(KeyProblems.OtherAccount);
        (await parts.RefusalAsync(parts.Exchange.Issues("sister", xrp: 100), words)).Should().BeNull();
    }

    [Theory, EveryDatabase]
    public async Task With_nothing_held_the_books_are_closed_in_the_act_that_removes_the_key(DatabaseKind kind)
    {
        await using var parts = await KeyDeskParts.OnAsync(kind);
        await parts.PutAsync(parts.Exchange.Issues("kim"));
        await parts.OpenBooksAsync();

        // The vault alone, as if the process died behind it.
        (await parts.Vault.RemoveAsync(KeyDeskParts.Kim, (await parts.Vault.FindAsync(KeyDeskParts.Kim, default))!.Id, remembersAccount: false, null, null, default)).Should().BeTrue();

        (await parts.AreBooksOpenAsync()).Should().BeFalse();
        (await parts.RefusalAsync(parts.Exchange.Issues("stranger", account: "other"))).Should().BeNull();
    }

    [Fact]
    public async Task The_end_of_a_key_is_told_thirty_seven_and_one_days_before_and_each_once()
    {
        await using var parts = await KeyDeskParts.OnAsync();
        await parts.PutAsync(parts.Exchange.Issues("kim"));   // ends in 300 days
        List<int> told = [];
        foreach (var day in (int[])[0, 269, 270, 271, 292, 293, 293, 299, 299])
        {
            parts.Wall.SetUtcNow(KeyDeskParts.Noon.AddDays(day).AddMinutes(told.Count));
            await CheckAsync(parts);
            told.Add((await parts.RecordAsync(AuditActs.KeyEndsSoon)).Count);
        }

        told.Should().Equal(0, 0, 1, 1, 1, 2, 2, 3, 3);
    }

    [Fact]
    public async Task A_key_that_breaks_is_told_once_and_silence_takes_back_nothing()
    {
        await using var parts = await KeyDeskParts.OnAsync();
        var key = parts.Exchange.Issues("kim");
        await parts.PutAsync(key);

        parts.Exchange.Says(key, ExchangeFaultKind.NoAnswer);
        await CheckAsync(parts);
        (await parts.RecordAsync(AuditActs.KeyBroken)).Should().BeEmpty();

        parts.Exchange.Says(key, ExchangeFaultKind.KeyInvalid);
        await CheckAsync(parts);
        await CheckAsync(parts);
        parts.Exchange.Says(key, ExchangeFaultKind.NoAnswer);
        await CheckAsync(parts);

        (await parts.RecordAsync(AuditActs.KeyBroken)).Should().ContainSingle();
        (await parts.Vault.FindAsync(KeyDeskParts.Kim, default))!.Trouble.Should().Be(ExchangeFaultKind.KeyInvalid);
    }

    [Fact]
    public async Task The_daily_look_counts_what_it_found()
    {
        await using var parts = await KeyDeskParts.OnAsync();
        await parts.PutAsync(parts.Exchange.Issues("kim"));
        var broken = parts.Exchange.Issues("lee", account: "lee");
        await parts.PutAsync(broken, owner: KeyDeskParts.Lee);
        parts.Exchange.Says(broken, ExchangeFaultKind.KeyExpired);

        var report = await new KeyCheckWork(parts.Vault, parts.Desk).RunAsync(KeyDeskParts.Noon, default);

        report.Should().BeEquivalentTo(JobReport.Of(("keys", 2), ("working", 1), ("broken", 1), ("unknown", 0)));
    }

    private static async Task CheckAsync(KeyDeskParts parts) => await parts.Desk.CheckAsync((await parts.Vault.FindAsync(KeyDeskParts.Kim, default))!, default);
}
