using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Differences;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>What a person of a story says at its end of the won and coins that they moved: the real clerk judges and books it.</summary>
internal sealed class PersonsWord(World world, IDifferences differences, IBooksNotes notes, NoteClerk clerk)
{
    /// <summary>Explains everything of an account that stands. What is refused is tried again at the next round, as a person would.</summary>
    public async Task ExplainAsync(TradingAccount account)
    {
        foreach (var shown in await differences.OfAsync(account.Owner, account.Id, default))
        {
            var draft = new NoteDraft(NoteId.At(world.Wall.GetUtcNow()), account.Id, shown.Asset, shown.Gap, NoteKind.PocketMove, null);
            var note = await notes.WriteAsync(account.Owner, new BooksNote(account.Owner, draft, account.Source, null, world.Wall.GetUtcNow()), default);
            var ended = await clerk.CarryOutAsync(note);
            world.Note($"explains {shown.Gap} {shown.Asset}: {ended.State} {ended.RefusalCode}");
        }
    }
}
