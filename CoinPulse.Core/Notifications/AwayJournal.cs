using System.Globalization;
using CoinPulse.Core.Trading.Reserve;

namespace CoinPulse.Core.Notifications;

/// <summary>The journal could not be written. It can only be told when it is back: what is told is written there too.</summary>
internal sealed class AwayJournal(IJournalState journal, INoticeBook book, TimeProvider wall) : IConditionSource
{
    private const string Prefix = "journal:";

    private DateTimeOffset? _since;

    public async Task<Outlook> LookAsync(CancellationToken cancellationToken)
    {
        Note();
        if (journal.IsAway || _since is not { } since) return new Outlook(Prefix, []);
        var key = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{since.UtcTicks}");
        if ((await book.StandingForEveryoneAsync(cancellationToken)).Any(condition => condition.Key == key))
        {
            _since = null;   // the look before this one was kept
            return new Outlook(Prefix, []);
        }

        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["until"] = wall.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) };
        return new Outlook(Prefix, [new Condition(key, since, null, NoticeKind.JournalAway, null, null, facts)]);
    }

    /// <summary>Asked at every round, so that a short absence is noticed as well.</summary>
    public void Note()
    {
        if (journal.AwaySince is { } since) _since ??= since;
    }
}
