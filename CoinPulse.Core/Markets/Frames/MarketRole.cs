using System.Diagnostics.CodeAnalysis;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Markets.Frames;

/// <summary>
/// Who makes a market that is not given from outside: the engine makes it and shows it in a frame once a second, every other process looks at the frame. Where no
/// other process can run nothing is shown.
/// </summary>
internal sealed class MarketRole(
    Func<PriceSource> source, IEngineLease lease, IEngineSeat seat, EngineTimeJournal engineTime, IMarketFrameStore frames, SystemStartup startup, double speed, TimeProvider wall, ILogger<MarketRole> logger)
{
    private static readonly TimeSpan ShownEvery = TimeSpan.FromSeconds(1);

    // Two minutes and what closes in six seconds of a fast market: a reader that was held up for a moment misses none.
    private readonly int _minutesKept = Math.Clamp(2 + (int)(speed / 10), 2, 12);
    private Task _showing = Task.CompletedTask;
    private long? _shownStamp;

    /// <summary>The proof that this process makes the market; null when it only shows it.</summary>
    public LeaseProof? Proof => lease.Proof;

    /// <summary>Ends when the database may be asked.</summary>
    public Task Ready => startup.Ready;

    public Task<MarketFrame?> NewestAsync(CancellationToken cancellationToken) => frames.NewestForEveryoneAsync(source(), cancellationToken);

    /// <summary>The newest frame to look at; null when there is none, or when it cannot be read now: what is not told makes the hub stale.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "A look that fails is followed by the next; who only looks must not break for it.")]
    public async Task<MarketFrame?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await NewestAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            logger.LogWarning(fault, "The market that another process makes could not be looked at");
            return null;
        }
    }

    /// <summary>The market's time goes on behind everything that was written under an earlier fence.</summary>
    public Task TakeUpAsync(LeaseProof proof, CancellationToken cancellationToken) => engineTime.TakeUpAsync(proof, cancellationToken);

    /// <summary>Shows the hub as it stands, if it is time to. Never waits: a frame that is still on its way takes the place of this one.</summary>
    public void Show(MarketHub hub, DateTimeOffset at, LeaseProof proof)
    {
        if (seat.IsTaken || !_showing.IsCompleted || (_shownStamp is { } shown && wall.GetElapsedTime(shown) < ShownEvery)) return;
        _shownStamp = wall.GetTimestamp();
        _showing = ShowAsync(FrameOf(hub, at, proof));
    }

    private MarketFrame FrameOf(MarketHub hub, DateTimeOffset at, LeaseProof proof)
    {
        var from = CandleUnit.Minute1.OpenOf(at).AddMinutes(-_minutesKept);
        var boards = hub.AllBoards.Where(board => board.Quote is not null).ToList();
        var stored = boards.Min(board => board.FirstNotStored) ?? CandleUnit.Minute1.OpenOf(at);
        return new MarketFrame(source(), proof.Fence, at, from, new FrameContent(stored, boards.ConvertAll(board => LineOf(board, from))));
    }

    private FrameLine LineOf(MarketBoard board, DateTimeOffset from)
    {
        var quote = board.Quote!;
        var last = quote.Last.ToCandle();
        return new FrameLine(
            quote.Market,
            last,
            quote.Bid?.ToCandle() ?? last,
            quote.Ask?.ToCandle() ?? last,
            quote.At,
            [.. board.Closed(CandleUnit.Minute1, _minutesKept).Where(minute => minute.OpenAt >= from)],
            board.Forming(CandleUnit.Minute1));
    }

    [SuppressMessage("Design", "CA1031", Justification = "A frame that is lost is followed by the next; the market itself must not stop for it.")]
    private async Task ShowAsync(MarketFrame frame)
    {
        try
        {
            await frames.ShowForEveryoneAsync(frame, CancellationToken.None);
        }
        catch (Exception fault)
        {
            logger.LogWarning(fault, "The market could not be shown to the other processes");
        }
    }
}
