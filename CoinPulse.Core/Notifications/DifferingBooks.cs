using System.Collections.Concurrent;
using System.Globalization;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Notifications;

/// <summary>An account whose books do not agree with the exchange.</summary>
internal sealed class DifferingBooks : IConditionSource
{
    private const string Prefix = "books:";

    private readonly ConcurrentDictionary<AccountId, TradingAccount> _compared = [];
    private readonly Reconciliation _reconciliation;

    public DifferingBooks(Reconciliation reconciliation)
    {
        _reconciliation = reconciliation;
        reconciliation.Compared += account => _compared[account.Id] = account;
    }

    public Task<Outlook> LookAsync(CancellationToken cancellationToken)
    {
        var (standing, over) = (new List<Condition>(), new List<string>());
        foreach (var account in _compared.Values)
        {
            if (_reconciliation.Of(account.Id) is not { } tieOut) continue;
            var key = Prefix + account.Id;
            if (tieOut.Agrees) over.Add(key);
            else standing.Add(new Condition(key, tieOut.Since, account.Owner, NoticeKind.BooksDiffer, NoticeKind.BooksAgree, $"account:{account.Id}", FactsOf(account, tieOut)));
        }

        return Task.FromResult(new Outlook(Prefix, standing, over));
    }

    private static Dictionary<string, string> FactsOf(TradingAccount account, TieOut tieOut)
    {
        var first = tieOut.Differences[0];
        return new(StringComparer.Ordinal)
        {
            ["account"] = account.Kind.ToString(),
            ["count"] = tieOut.Differences.Count.ToString(CultureInfo.InvariantCulture),
            ["what"] = first.Market?.Value ?? "KRW",
            ["books"] = first.Books.ToString(CultureInfo.InvariantCulture),
            ["exchange"] = first.Exchange.ToString(CultureInfo.InvariantCulture),
        };
    }
}
