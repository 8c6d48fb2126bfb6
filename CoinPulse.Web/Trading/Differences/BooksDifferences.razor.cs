using CoinPulse.Core.Accounts;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CoinPulse.Web.Trading.Differences;

/// <summary>Where books and exchange differ and nothing explains it: what, since when, what was looked for, and the person's own word.</summary>
public sealed partial class BooksDifferences(
    IViewedAccount viewed, IDifferences differences, IDifferenceDesk desk, VisitorAddress visitor, LiveUpdates updates, ISnackbar snackbar, EngineClock clock, TimeProvider wall) : LiveComponent
{
    private IReadOnlyList<(TradingAccount Account, BooksDifference Difference)> _standing = [];
    private DateTimeOffset _now;
    private BooksDifference? _shown;   // the one that the dialog is, or was last, about
    private bool _open;
    private NoteId _note;
    private Problem? _fault;
    private bool _busy;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await RefreshAsync();
        Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Account, LiveTopic.Positions);
        LookNowAndThen(wall, RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        var found = new List<(TradingAccount, BooksDifference)>();
        foreach (var account in await viewed.ChoicesAsync(CurrentUser, Leaving))
        {
            foreach (var difference in await differences.OfAsync(CurrentUser, account.Id, Leaving)) found.Add((account, difference));
        }

        (_standing, _now) = (found, clock.GetUtcNow());
    }

    private void Open(BooksDifference difference) => (_shown, _open, _note, _fault) = (difference, true, NoteId.At(wall.GetUtcNow()), null);

    private void Close() => _open = false;

    /// <summary>The amount that stands in the dialog is the one that is confirmed. After a doubt the same note asks what became of it; after a refusal the next press is a new one.</summary>
    private async Task ExplainAsync((NoteKind Kind, string? Text) word)
    {
        if (_shown is not { } shown || _busy) return;
        _busy = true;
        try
        {
            var told = await desk.ExplainAsync(CurrentUser, new NoteDraft(_note, shown.Account, shown.Asset, shown.Gap, word.Kind, word.Text), visitor.Value);
            await RefreshAsync();
            if (told.Succeeded) Tell(told.Value);
            else Refuse(told.Problems[0]);
        }
        finally
        {
            _busy = false;
        }

        updates.Publish(CurrentUser, LiveTopic.Account);
    }

    private void Tell(BooksNote note)
    {
        Close();
        snackbar.Add(
            Figures.Words(note.State == NoteState.Posted ? DifferencesText.Booked : DifferencesText.BeingBooked, DifferenceWords.Signed(note.Asset, note.Gap)),
            note.State == NoteState.Posted ? Severity.Success : Severity.Info);
    }

    private void Refuse(Problem problem)
    {
        _fault = problem;
        if (problem.Code != NoteProblems.JournalAway) _note = NoteId.At(wall.GetUtcNow());
        if (_shown is { } shown && _standing.Select(standing => standing.Difference).FirstOrDefault(now => (now.Account, now.Asset) == (shown.Account, shown.Asset)) is { } present) _shown = present;
    }
}
