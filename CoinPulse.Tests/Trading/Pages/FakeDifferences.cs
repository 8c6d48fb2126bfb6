using CoinPulse.Core.Accounts;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Differences;

namespace CoinPulse.Tests.Trading.Pages;

/// <summary>Differences as a test sets them, and a desk that answers what it is told to and remembers what it was handed.</summary>
internal sealed class FakeDifferences : IDifferences, IDifferenceDesk
{
    public List<BooksDifference> Standing { get; } = [];

    public List<(UserId Owner, NoteDraft Draft, string? Address)> Handed { get; } = [];

    public Func<NoteDraft, Result<BooksNote>> Answer { get; set; } = draft => Problem.Of(NoteProblems.ExchangeAway, draft.Asset, draft.Gap, 0m);

    public Task<IReadOnlyList<BooksDifference>> OfAsync(UserId owner, AccountId account, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BooksDifference>>([.. Standing.Where(difference => difference.Owner == owner && difference.Account == account)]);

    public Task<IReadOnlyList<BooksDifference>> KeepAsync(
        UserId owner, AccountId account, IReadOnlyList<FoundDifference> found, Sought sought, DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Result<BooksNote>> ExplainAsync(UserId owner, NoteDraft draft, string? address)
    {
        Handed.Add((owner, draft, address));
        return Task.FromResult(Answer(draft));
    }
}
