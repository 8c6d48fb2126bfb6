using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Live;

/// <summary>An airdrop and a pocket move, the product whole and Upbit on real sockets: red, explained, and the books tie out to the won.</summary>
public sealed class ExplainedInTheProductTests
{
    [Fact]
    public async Task An_airdrop_is_red_until_it_is_explained_and_then_entries_go_on()
    {
        await using var product = await LiveProduct.StartAsync();
        (product.Upbit.Private.Answers["v1/deposits"], product.Upbit.Private.Answers["v1/withdraws"]) = ("[]", "[]");
        await product.GoLiveAsync();
        await product.RunAsync(JobNames.Reconciliation);
        var (account, gate) = (await product.AccountAsync(), product.Get<EntryGate>());

        product.Pocket.Move("APENFT", 1_000);
        await product.RunAsync(JobNames.Reconciliation);
        gate.IsOpen(account.Id).Should().BeFalse();
        var shown = await StandingAsync(product, account);
        (shown.Gap, shown.Sought, shown.Worth).Should().Be((1_000m, Sought.Everything, null), "it has no won market, and no price");
        (await ExplainAsync(product, shown, NoteKind.Airdrop)).RefusalCode.Should().Be(NoteProblems.TooFresh);

        product.Pass(BooksDifference.LeastStanding);
        (await ExplainAsync(product, shown, NoteKind.Airdrop)).State.Should().Be(NoteState.Posted);

        await product.BuyAsync();
        await Patience.UntilAsync(async () => await product.TieOutAsync() is { Agrees: true });
    }

    [Fact]
    public async Task Coins_of_the_engine_that_move_to_another_pocket_leave_their_guard_with_the_rest()
    {
        await using var product = await LiveProduct.StartAsync();
        (product.Upbit.Private.Answers["v1/deposits"], product.Upbit.Private.Answers["v1/withdraws"]) = ("[]", "[]");
        await product.GoLiveAsync();
        var bought = await product.BuyAsync();
        await Patience.UntilAsync(() => product.Pocket.List(order => order is { IsOpen: true, Side: "ask" }).Count == 1);
        var account = await product.AccountAsync();

        var target = product.Pocket.List(order => order is { IsOpen: true, Side: "ask" }).Single();
        product.Pocket.Cancel(null, target.Identifier);
        await product.TieOutAsync();
        product.Pocket.Move("BTC", -0.1m);
        await product.TieOutAsync();
        product.Pass(BooksDifference.LeastStanding);
        (await ExplainAsync(product, await StandingAsync(product, account), NoteKind.PocketMove)).RefusalCode.Should().BeNull();

        var file = (await product.LiveAsync()).Should().ContainSingle().Subject;
        var left = bought.Position.Held - new Quantity(0.1m);
        (file.Position.Held, file.Guard!.Quantity, file.Guard.IsLive).Should().Be((left, left, true));
        await Patience.UntilAsync(async () => await product.TieOutAsync() is { Agrees: true });
    }

    private static async Task<BooksDifference> StandingAsync(LiveProduct product, TradingAccount account) =>
        (await product.Get<IDifferences>().OfAsync(product.Owner, account.Id, default)).Should().ContainSingle().Subject;

    /// <summary>The note as it ended, whether it was booked or refused.</summary>
    private static async Task<BooksNote> ExplainAsync(LiveProduct product, BooksDifference shown, NoteKind kind)
    {
        var draft = new NoteDraft(NoteId.At(product.Get<TimeProvider>().GetUtcNow()), shown.Account, shown.Asset, shown.Gap, kind, null);
        await product.Get<IDifferenceDesk>().ExplainAsync(product.Owner, draft, null);
        return (await product.Get<IBooksNotes>().FindAsync(product.Owner, draft.Id, default))!;
    }
}
