using System.Globalization;
using System.Runtime.CompilerServices;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Reading;

namespace CoinPulse.Core.Notifications;

/// <summary>
/// The day in figures, once a Seoul day at the hour the person chose: before noon of the day that has ended, from noon on of the day so far. The hour is people's
/// time; the trades are those of the market's day, which is the same on real prices. Paper and live stand apart.
/// </summary>
internal sealed class DigestWriter(INoticeBook book, ITradingAccounts accounts, ITradeHistory trades, IPositionStore positions, IMarketHub hub, EngineClock engine, TimeProvider wall)
{
    private const int Noon = 12;

    public async IAsyncEnumerable<Telling> DueAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = wall.GetUtcNow();
        var (today, hour) = (Kst.DayOf(now), Kst.In(now).Hour);
        foreach (var wishes in await book.DigestsForEveryoneAsync(cancellationToken))
        {
            if (!wishes.IsDigestDue(today, hour)) continue;
            var back = wishes.DigestHour < Noon ? 1 : 0;
            var facts = await FactsOfAsync(wishes.Owner, Kst.DayOf(engine.GetUtcNow()).AddDays(-back), cancellationToken);
            var source = string.Create(CultureInfo.InvariantCulture, $"digest:{today:yyyy-MM-dd}");
            yield return new Telling([new Notice(wishes.Owner, source, NoticeKind.Digest, now, facts: facts)]) { DigestOf = today };
        }
    }

    private async Task<Dictionary<string, string>> FactsOfAsync(UserId owner, DateOnly day, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["day"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        foreach (var account in (await accounts.OfAsync(owner, cancellationToken)).Where(account => account.Source == hub.Source))
        {
            var closed = await trades.ClosedAsync(owner, account.Id, new TradeQuery(From: day, Through: day, Take: 1), cancellationToken);
            var open = (await positions.LiveAsync(owner, account.Id, cancellationToken)).Select(file => file.Position).Where(position => position.Held.IsPositive).ToList();
            var worth = open.Aggregate(Krw.Zero, (sum, position) => sum + (hub.Quote(position.Market) is { } quote ? position.ProfitAt(GuardPrice.Of(quote)) : Krw.Zero));
            Put("trades", closed.Total);
            Put("won", closed.Won);
            Put("profit", closed.Profit.Value);
            Put("open", open.Count);
            Put("floating", worth.Value);

            void Put(string name, decimal value) => facts[$"{account.Kind}_{name}"] = value.ToString(CultureInfo.InvariantCulture);
        }

        return facts;
    }
}
