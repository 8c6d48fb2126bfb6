using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Differences;

public sealed class NoteRulesTests
{
    private static readonly UserId Owner = new(Guid.CreateVersion7(Story.Now));
    private static readonly AccountId Account = new(Guid.CreateVersion7(Story.Now));

    [Theory]
    [InlineData(NoteKind.Airdrop, 3, null, null)]
    [InlineData(NoteKind.Airdrop, -3, null, NoteProblems.NoAirdrop)]
    [InlineData(NoteKind.PocketMove, -3, null, null)]
    [InlineData(NoteKind.Reward, -3, null, null)]
    [InlineData(NoteKind.Other, 3, "  ", NoteProblems.TextMissing)]
    [InlineData(NoteKind.Other, 3, null, NoteProblems.TextMissing)]
    [InlineData(NoteKind.Other, -3, "a gift", null)]
    [InlineData(NoteKind.Reward, 0, null, NoteProblems.NothingDiffers)]
    public void A_note_says_what_it_is(NoteKind kind, int gap, string? text, string? problem) =>
        NoteRules.Judge(new NoteDraft(NoteId.At(Story.Now), Account, Story.Market.Base, gap, kind, text))?.Code.Should().Be(problem);

    [Fact]
    public void A_word_of_endless_length_is_refused() =>
        NoteRules.Judge(new NoteDraft(NoteId.At(Story.Now), Account, Story.Market.Base, 1, NoteKind.Airdrop, new string('x', BooksNote.LongestText + 1)))!.Code.Should().Be(NoteProblems.TextTooLong);

    [Theory]
    [InlineData(3, Sought.Everything, 60, null)]
    [InlineData(3, Sought.Everything, 59, NoteProblems.TooFresh)]
    [InlineData(2, Sought.Everything, 60, NoteProblems.Changed)]
    [InlineData(3, Sought.EngineOrders | Sought.HandTrades, 60, NoteProblems.ExchangeAway)]
    [InlineData(3, Sought.EngineOrders | Sought.Transfers, 60, NoteProblems.ExchangeAway)]
    [InlineData(3, Sought.EngineOrders | Sought.HandTrades | Sought.TransfersHidden, 60, NoteProblems.TransfersHidden)]
    public void Nothing_but_a_word_must_be_left_to_explain_what_was_confirmed(int confirmed, Sought sought, int seconds, string? problem)
    {
        var standing = new BooksDifference(Owner, Account, new TieOutDifference(Story.Market, 7, 10), sought, new Price(1_000), Story.Now);

        NoteRules.Judge(confirmed, standing, Story.Now.AddSeconds(seconds)).Should().Be(problem);
    }

    [Fact]
    public void What_agrees_needs_no_word() => NoteRules.Judge(3, null, Story.Now).Should().Be(NoteProblems.NothingDiffers);

    [Fact]
    public void A_trade_that_moves_both_sides_alike_leaves_the_difference_as_old_as_it_was()
    {
        var difference = new BooksDifference(Owner, Account, new TieOutDifference(Story.Market, 7, 10), Sought.Everything, new Price(1_000), Story.Now);

        difference.Follow(new TieOutDifference(Story.Market, 4, 7), Sought.Everything, new Price(2_000), Story.Now.AddMinutes(5));
        (difference.Gap, difference.Since, difference.Worth).Should().Be((3m, Story.Now, new Price(1_000)));

        difference.Follow(new TieOutDifference(Story.Market, 4, 8), Sought.Everything, new Price(2_000), Story.Now.AddMinutes(5));
        (difference.Gap, difference.Since, difference.Worth).Should().Be((4m, Story.Now.AddMinutes(5), new Price(2_000)));
    }
}
