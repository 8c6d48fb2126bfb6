using System.Globalization;
using System.Runtime.CompilerServices;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Time;

namespace CoinPulse.Core.Notifications;

/// <summary>
/// The day in figures, once a Seoul day at the hour the person chose: before noon of the day that has ended, from noon on of the day so far. The hour is people's
/// time; the trades are those of the market's day, which is the same on real prices. Paper and live stand apart.
/// </summary>
internal sealed class DigestWriter(INoticeBook book, IAccountGlances glances, TimeProvider wall)
{
    private const int Noon = 12;

    public async IAsyncEnumerable<Telling> DueAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = wall.GetUtcNow();
        var (today, hour) = (Kst.DayOf(now), Kst.In(now).Hour);
        foreach (var wishes in await book.DigestsForEveryoneAsync(cancellationToken))
        {
            if (!wishes.IsDigestDue(today, hour)) continue;
            var facts = await FactsOfAsync(wishes.Owner, wishes.DigestHour < Noon ? glances.Today.AddDays(-1) : glances.Today, cancellationToken);
            var source = string.Create(CultureInfo.InvariantCulture, $"digest:{today:yyyy-MM-dd}");
            yield return new Telling([new Notice(wishes.Owner, source, NoticeKind.Digest, now, facts: facts)]) { DigestOf = today };
        }
    }

    private async Task<Dictionary<string, string>> FactsOfAsync(UserId owner, DateOnly day, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["day"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        foreach (var glance in await glances.OfAsync(owner, day, cancellationToken))
        {
            Put("trades", glance.Day.Total);
            Put("won", glance.Day.Won);
            Put("profit", glance.Day.Profit.Value);
            Put("open", glance.Open.Count);
            Put("floating", glance.Floating.Value);

            void Put(string name, decimal value) => facts[$"{glance.Account.Kind}_{name}"] = value.ToString(CultureInfo.InvariantCulture);
        }

        return facts;
    }
}
