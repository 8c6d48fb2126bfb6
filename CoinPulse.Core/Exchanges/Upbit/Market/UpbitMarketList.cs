using System.Diagnostics.CodeAnalysis;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Markets;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Exchanges.Upbit.Market;

/// <summary>
/// Upbit's won markets: names and cautions over REST, halts and delistings from <see cref="UpbitStandings"/>. Each day's first list is kept as it was.
/// </summary>
internal sealed class UpbitMarketList(UpbitQuotation quotation, UpbitStandings standings, IMarketListStore store, TimeProvider wall, ILogger logger)
{
    private readonly List<MarketInfo> _known = [];
    private IReadOnlyDictionary<MarketCode, UpbitStanding> _standings = new Dictionary<MarketCode, UpbitStanding>();
    private DateOnly? _keptOn;

    /// <summary>
    /// In Upbit's order, vanished ones last: a market that has left the list is halted, not forgotten, because somebody may hold its coins.
    /// </summary>
    public IReadOnlyList<MarketInfo> Markets => [.. _known.Select(Standing)];

    /// <summary>Those that Upbit still knows: one code that it does not know fails a whole request.</summary>
    public IReadOnlyList<MarketCode> Listed { get; private set; } = [];

    /// <exception cref="UpbitException">Upbit did not give it.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var told = (await quotation.MarketsAsync(cancellationToken)).Select(market => market.ToInfo()).OfType<MarketInfo>().Where(info => info.Market.Quote == Asset.Krw)
            .DistinctBy(info => info.Market).ToList();
        if (told.Count == 0) throw new UpbitException(new ExchangeFault(ExchangeFaultKind.Busy, "unreadable", "the list of markets is empty"), 200);

        var vanished = _known.Where(known => told.TrueForAll(info => info.Market != known.Market)).ToList();
        foreach (var gone in vanished.Where(gone => Listed.Contains(gone.Market))) logger.LogWarning("{Market} has left Upbit's list", gone.Market);
        foreach (var come in told.Where(info => _keptOn is not null && !Listed.Contains(info.Market))) logger.LogInformation("{Market} is new on Upbit's list", come.Market);
        _known.Clear();
        _known.AddRange([.. told, .. vanished]);
        Listed = [.. told.Select(info => info.Market)];
    }

    /// <summary>Reads halts and delistings; what is not told stays as it was.</summary>
    public async Task RefreshStandingsAsync(CancellationToken cancellationToken)
    {
        var told = await standings.ReadAsync(Listed, cancellationToken);
        var merged = _standings.ToDictionary();
        foreach (var (market, standing) in told) merged[market] = standing;
        _standings = merged;
    }

    /// <summary>Keeps the list of this (UTC) day once.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Part of the standing loop of the source: a database that is away takes no price from anybody; it is tried again.")]
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(wall.GetUtcNow().UtcDateTime);
        if (_keptOn == today) return;
        try
        {
            await store.KeepForEveryoneAsync(PriceSource.Upbit, today, Markets, cancellationToken);
            _keptOn = today;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            logger.LogWarning(fault, "The day's list of markets could not be kept; it is tried again");
        }
    }

    private MarketInfo Standing(MarketInfo info)
    {
        var standing = _standings.GetValueOrDefault(info.Market);
        return info with { Halted = standing.Halted || !Listed.Contains(info.Market), DelistedOn = standing.DelistedOn };
    }
}
