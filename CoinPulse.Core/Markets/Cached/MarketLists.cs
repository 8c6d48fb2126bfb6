using Microsoft.Extensions.Caching.Hybrid;

namespace CoinPulse.Core.Markets.Cached;

/// <summary>Which markets there were on a day, for pages that look back: a day's list never changes once it is kept.</summary>
public sealed class MarketLists(HybridCache cache, IMarketListStore store, IMarketHub hub)
{
    private static readonly HybridCacheEntryOptions TenMinutes = new() { Expiration = TimeSpan.FromMinutes(10), LocalCacheExpiration = TimeSpan.FromMinutes(10) };

    /// <summary>The newest list of that UTC day or before; empty when there is none.</summary>
    public async ValueTask<IReadOnlyList<MarketInfo>> AsOfAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var rows = await cache.GetOrCreateAsync(
            FormattableString.Invariant($"markets/{hub.Source}/{day:yyyy-MM-dd}"),
            (store, hub.Source, day),
            static async (asked, token) => RowsOf(await asked.store.AsOfForEveryoneAsync(asked.Source, asked.day, token)),
            TenMinutes,
            cancellationToken: cancellationToken);
        return [.. rows.Select(row => new MarketInfo(MarketCode.From(row.Market), row.KoreanName, row.EnglishName, row.Warned, row.Cautions, row.Halted, row.DelistedOn))];
    }

    private static Row[] RowsOf(IReadOnlyList<MarketInfo> markets) =>
        [.. markets.Select(info => new Row(info.Market.Value, info.KoreanName, info.EnglishName, info.Warned, info.Cautions?.ToArray(), info.Halted, info.DelistedOn))];

    /// <summary>As it lies in the shared level: plain numbers and text.</summary>
    internal sealed record Row(string Market, string KoreanName, string EnglishName, bool Warned, string[]? Cautions, bool Halted, DateOnly? DelistedOn);
}
