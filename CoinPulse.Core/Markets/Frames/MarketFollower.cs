using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Markets.Frames;

/// <summary>
/// Makes the hub of this process show what another makes: candles from the store and then minute by minute from the frames, so that a closed candle is the same
/// everywhere. Frames are told as quotes, never as trades: nothing is matched here.
/// </summary>
internal sealed class MarketFollower(ICandleStore candles, EngineClock clock, TimeProvider wall, Func<FrameLine, OrderBook> bookOf, ILogger logger)
{
    private (long Fence, DateTimeOffset At)? _seen;

    public bool IsNew(MarketFrame frame) => _seen is not { } seen || (frame.Fence, frame.At).CompareTo(seen) > 0;

    /// <summary>What the hub holds is no longer what frames have told: the next frame is put on candles from the store.</summary>
    public void Forget() => _seen = null;

    /// <summary>Shows a frame.</summary>
    /// <param name="hub">Where.</param>
    /// <param name="infos">The markets that there are.</param>
    /// <param name="frame">What another process shows.</param>
    /// <param name="isLast">Who showed it is gone: what it has not stored by now never will be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when the candles before it are not stored yet; a later frame will do.</returns>
    public async Task<bool> ShowAsync(MarketHub hub, IReadOnlyList<MarketInfo> infos, MarketFrame frame, bool isLast, CancellationToken cancellationToken)
    {
        // A frame that begins after what the last one ended with leaves a hole.
        var goesOn = _seen is { } seen && frame.MinutesFrom <= CandleUnit.Minute1.OpenOf(seen.At);
        var content = frame.Content;
        if (!goesOn && !isLast && content.StoredBefore < frame.MinutesFrom) return false;
        var lines = content.Lines.ToDictionary(line => line.Market);
        var boards = goesOn ? hub.AllBoards : await RestoreAsync(hub.Source, [.. infos.Where(info => lines.ContainsKey(info.Market))], frame, cancellationToken);

        clock.AdvanceTo(frame.At);
        var stamp = wall.GetTimestamp();
        var news = new List<(MarketBoard Board, PriceEvent Change)>();
        foreach (var board in boards)
        {
            if (!lines.TryGetValue(board.Info.Market, out var line)) continue;
            board.Follow(line.Minutes, line.Forming);
            board.CloseUntil(frame.At);
            var change = EventOf(line, stamp);
            board.Show(change);
            news.Add((board, change));
        }

        // Only whole boards are shown: whoever reads meets the old ones or the new.
        if (!goesOn) hub.Replace(boards);
        foreach (var (board, change) in news) hub.Tell(board, change);
        _seen = (frame.Fence, frame.At);
        return true;
    }

    private async Task<IReadOnlyList<MarketBoard>> RestoreAsync(PriceSource source, IReadOnlyList<MarketInfo> infos, MarketFrame frame, CancellationToken cancellationToken)
    {
        var boards = new List<MarketBoard>();
        foreach (var info in infos)
        {
            var board = new MarketBoard(info);
            await candles.RestoreAsync(source, board, frame.MinutesFrom, cancellationToken);
            boards.Add(board);
        }

        logger.LogInformation("The market is made by another process; {Markets} markets are followed from {At:u}", boards.Count, frame.At);
        return boards;
    }

    private PriceEvent EventOf(FrameLine line, long stamp)
    {
        var book = bookOf(line);
        return new PriceEvent(line.Market, PriceEventKind.Book, Price.FromCandle(line.Last), Quantity.Zero, book.BestBid, book.BestAsk, book, line.At, stamp);
    }
}
