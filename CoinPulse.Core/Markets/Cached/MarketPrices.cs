using CoinPulse.Core.Money;
using Microsoft.Extensions.Caching.Hybrid;

namespace CoinPulse.Core.Markets.Cached;

/// <summary>A market's line in a list of prices.</summary>
/// <param name="At">The market's time of the price.</param>
public sealed record PriceLine(MarketCode Market, Price Last, Percent Change, Krw Value24Hours, DateTimeOffset At)
{
    /// <summary>Of one market, where nobody lists them all.</summary>
    public static PriceLine? Of(MarketQuote? quote) => quote is null ? null : new(quote.Market, quote.Last, quote.Change, quote.Value24Hours, quote.At);
}

/// <summary>
/// The prices of all markets for lists: made once a second, however many look. For pages alone: an order, a guard and a switch look at the hub.
/// </summary>
public sealed class MarketPrices(HybridCache cache, IMarketHub hub)
{
    private static readonly HybridCacheEntryOptions ASecond = new() { Expiration = TimeSpan.FromSeconds(1), LocalCacheExpiration = TimeSpan.FromSeconds(1) };

    /// <summary>In the source's order; a market that has no price yet is left out.</summary>
    public async ValueTask<IReadOnlyList<PriceLine>> NowAsync(CancellationToken cancellationToken)
    {
        var rows = await cache.GetOrCreateAsync($"prices/{hub.Source}", hub, static (hub, _) => ValueTask.FromResult(RowsOf(hub)), ASecond, cancellationToken: cancellationToken);
        return [.. rows.Select(row => new PriceLine(MarketCode.From(row.Market), new Price(row.Last), new Percent(row.Change), new Krw(row.Value), row.At))];
    }

    private static Row[] RowsOf(IMarketHub hub) =>
    [
        .. hub.Markets.Select(info => hub.Quote(info.Market)).OfType<MarketQuote>()
            .Select(quote => new Row(quote.Market.Value, quote.Last.Value, quote.Change.Fraction, quote.Value24Hours.Value, quote.At)),
    ];

    /// <summary>As it lies in the shared level: plain numbers and text.</summary>
    internal sealed record Row(string Market, decimal Last, decimal Change, decimal Value, DateTimeOffset At);
}
