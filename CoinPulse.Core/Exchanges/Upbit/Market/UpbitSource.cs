using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Hub;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Exchanges.Upbit.Market;

/// <summary>
/// Upbit's prices as the hub's source. Warming up is two requests: the list and a price of each market. Everything else (the lines, the past, the books that
/// somebody needs, what was missed) is the work of <see cref="UpbitLife"/>, of which each run of the source has a fresh one.
/// </summary>
internal sealed class UpbitSource(
    UpbitQuotation quotation,
    UpbitLimiter limiter,
    IOptions<UpbitOptions> options,
    ICandleStore candles,
    IMarketListStore lists,
    IEnumerable<IBookInterest> interests,
    TimeProvider wall,
    ILogger<UpbitSource> logger) : IMarketSource
{
    private readonly UpbitMarketList _list = new(quotation, new UpbitStandings(options.Value.WebSocketUrl, limiter, wall), lists, wall, logger);
    private readonly UpbitHistory _history = new(new UpbitPast(quotation), candles);
    private readonly UpbitPast _past = new(quotation);
    private UpbitFeed? _feed;

    public string Name => $"Upbit ({options.Value.RestUrl.Host})";

    public PriceSource Source => PriceSource.Upbit;

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await quotation.MarketsAsync(cancellationToken)).Count > 0;
        }
        catch (Exception no) when (no is UpbitException or OperationCanceledException)
        {
            logger.LogInformation("Upbit does not answer: {Why}", no.Message);
            return false;
        }
    }

    public async Task WarmUpAsync(MarketHub hub, CancellationToken cancellationToken)
    {
        hub.GivesPast = true;
        try
        {
            await _list.RefreshAsync(cancellationToken);
            _feed = new UpbitFeed(hub, wall);
            _feed.Open(_list.Markets);
            hub.Books.OnDemand = true;
            foreach (var ticker in await quotation.AllTickersAsync([Asset.Krw], cancellationToken)) _feed.Take(ticker, wall.GetTimestamp());
            foreach (var market in _list.Listed) _history.MissEverything(market);
            await _list.KeepAsync(cancellationToken);
        }
        catch (UpbitException no)
        {
            hub.Enter(FeedState.WarmingUp, UpbitLife.TroubleOf(no.Fault));
            throw;
        }
    }

    public Task RunAsync(MarketHub hub, CancellationToken cancellationToken)
    {
        var feed = _feed ?? throw new InvalidOperationException("Upbit is not warmed up.");
        return new UpbitLife(hub, feed, _list, _history, quotation, limiter, options.Value, interests, wall, logger).RunAsync(cancellationToken);
    }

    public bool GivesPast => true;

    public async Task<PastPage> PastAsync(MarketCode market, CandleUnit unit, DateTimeOffset before, CancellationToken cancellationToken)
    {
        // Nobody waits for an hour in the queue to be told what is known now.
        if (limiter.BlockedFor > TimeSpan.Zero) return PastPage.Refused(BackfillTrouble.TooManyRequests);
        try
        {
            var (candles, knownFrom) = await _past.ReadAsync(market, unit, KnownSpans.Beginning, before, UpbitQuotation.MostCandles, UpbitRank.Background, cancellationToken);
            return new PastPage(candles, knownFrom, BackfillTrouble.None);
        }
        catch (UpbitException no)
        {
            return PastPage.Refused(TroubleOf(no.Fault.Kind));
        }
    }

    private static BackfillTrouble TroubleOf(ExchangeFaultKind fault) => fault switch
    {
        ExchangeFaultKind.TooManyRequests => BackfillTrouble.TooManyRequests,
        ExchangeFaultKind.MarketNotFound or ExchangeFaultKind.Invalid => BackfillTrouble.UnknownMarket,
        _ => BackfillTrouble.NoAnswer,
    };
}
