using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Notifications;

/// <summary>
/// Makes notices of what is on record. Nothing that trades knows of it: it reads the audit behind a mark, each act once, and what lasts (an exit that gets stuck, a
/// job that fails) from its own rows. Whatever dies in the middle, the next round finds the same acts and makes the same notices.
/// </summary>
internal sealed class Teller(
    INoticeBook book, IEnumerable<IConditionSource> sources, DigestWriter digests, IEnumerable<INoticeChannel> channels, NoticeNews news, TimeProvider wall)
{
    /// <summary>An act is stamped before it is committed. Looked back at each round for the ordinary commit, and each minute for one that took minutes.</summary>
    private static readonly TimeSpan ShortLook = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LongLook = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongLookEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ConditionsEvery = TimeSpan.FromSeconds(15);

    private const int AtOnce = 200;

    private readonly Dictionary<AuditEntryId, DateTimeOffset> _told = [];
    private long? _lookedLongAt;
    private long? _conditionsAt;

    /// <summary>One round: acts, then what lasts, then the digests that are due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await TellActsAsync(cancellationToken);
        if (_conditionsAt is { } at && wall.GetElapsedTime(at) < ConditionsEvery) return;
        _conditionsAt = wall.GetTimestamp();
        await TellConditionsAsync(cancellationToken);
        await foreach (var telling in digests.DueAsync(cancellationToken)) await KeepAsync(telling, cancellationToken);
    }

    private async Task TellActsAsync(CancellationToken cancellationToken)
    {
        var now = wall.GetUtcNow();
        if (await book.ReadToForEveryoneAsync(cancellationToken) is not { } readTo)
        {
            await KeepAsync(new Telling([]) { ReadTo = now }, cancellationToken);   // the past is not told
            return;
        }

        var isLong = _lookedLongAt is not { } looked || wall.GetElapsedTime(looked) >= LongLookEvery;
        var from = readTo - (isLong ? LongLook : ShortLook);
        var most = AtOnce;
        while (true)
        {
            var entries = await book.ActsForEveryoneAsync(AuditTelling.Acts, from, most, cancellationToken);
            var fresh = entries.Where(entry => !_told.ContainsKey(entry.Id)).ToList();
            var last = entries.Count > 0 ? entries[^1].At : from;
            var isAll = entries.Count < most;
            if (fresh.Count > 0) await KeepAsync(new Telling(await NoticesOfAsync(fresh, cancellationToken)) { ReadTo = last > readTo ? last : readTo }, cancellationToken);
            foreach (var entry in fresh) _told[entry.Id] = entry.At;
            if (isAll) break;
            most = last == from ? most * 2 : AtOnce;   // more at one moment than were asked for
            from = last;
        }

        if (isLong) _lookedLongAt = wall.GetTimestamp();
        if (isLong && now - readTo > LongLook) await KeepAsync(new Telling([]) { ReadTo = now }, cancellationToken);   // a quiet night need not be read again each time
        foreach (var old in _told.Where(told => told.Value < readTo - 2 * LongLook).Select(told => told.Key).ToList()) _told.Remove(old);
    }

    private async Task<IReadOnlyList<Notice>> NoticesOfAsync(List<AuditEntry> entries, CancellationToken cancellationToken)
    {
        var ids = entries.Select(AuditTelling.PositionOf).OfType<PositionId>().Distinct().ToList();
        var positions = ids.Count == 0 ? [] : (await book.PositionsForEveryoneAsync(ids, cancellationToken)).ToDictionary(position => position.Id);
        var notices = new List<Notice>();
        foreach (var entry in entries)
        {
            var position = AuditTelling.PositionOf(entry) is { } id ? positions.GetValueOrDefault(id) : null;
            if (AuditTelling.IsForEveryone(entry))
            {
                foreach (var person in await book.PeopleForEveryoneAsync(adminsOnly: false, cancellationToken)) Add(AuditTelling.Of(entry, person, position));
            }
            else if (entry.Subject is { } subject && !(entry.Act == AuditActs.SignedIn && await book.KnowsDeviceAsync(subject, entry, cancellationToken)))
            {
                Add(AuditTelling.Of(entry, subject, position));
            }
        }

        return notices;

        void Add(Notice? notice)
        {
            if (notice is not null) notices.Add(notice);
        }
    }

    private async Task TellConditionsAsync(CancellationToken cancellationToken)
    {
        var standing = (await book.StandingForEveryoneAsync(cancellationToken)).ToDictionary(condition => condition.Key, StringComparer.Ordinal);
        var (begun, over, notices) = (new List<Condition>(), new List<string>(), new List<Notice>());
        IReadOnlyList<UserId>? admins = null;
        foreach (var source in sources)
        {
            var outlook = await source.LookAsync(cancellationToken);
            foreach (var condition in outlook.Standing.Where(condition => !standing.ContainsKey(condition.Key)))
            {
                begun.Add(condition);
                await TellAsync(condition, condition.Begins, "begun");
            }

            foreach (var key in outlook.OverAmong(standing.Keys))
            {
                over.Add(key);
                if (standing[key].Ends is { } ends) await TellAsync(standing[key], ends, "over");
            }
        }

        if (begun.Count + over.Count > 0) await KeepAsync(new Telling(notices) { Begun = begun, Over = over }, cancellationToken);

        async Task TellAsync(Condition condition, NoticeKind kind, string moment)
        {
            var to = condition.Owner is { } owner ? [owner] : admins ??= await book.PeopleForEveryoneAsync(adminsOnly: true, cancellationToken);
            var at = kind == condition.Begins ? condition.Since : wall.GetUtcNow();
            notices.AddRange(to.Select(person => new Notice(
                person, $"{condition.Key}:{condition.Since.UtcTicks / TimeSpan.TicksPerMillisecond}:{moment}", kind, at, condition.Target, null, condition.Facts)));
        }
    }

    private async Task KeepAsync(Telling telling, CancellationToken cancellationToken)
    {
        var offered = channels.Where(channel => channel.IsOffered).Aggregate(NoticeChannels.None, (all, channel) => all | channel.Channel);
        foreach (var owner in await book.TellForEveryoneAsync(telling, offered, wall.GetUtcNow(), cancellationToken)) news.Tell(owner);
    }
}
