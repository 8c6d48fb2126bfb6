using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Frames;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Markets.Replay;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Strategies;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Trading.Backtest;

/// <summary>
/// A recording as the running product's market. The process that is the engine plays it as a backtest does: the engine's clock stands where the played candle
/// stands, what a price sets off is done before the next, and each step ends with the comparison and the cycle. Other processes have the same recording and show
/// how far it has come. At the end everything stands still.
/// </summary>
internal sealed class ReplaySource(
    Recording recording,
    IOptions<MarketOptions> options,
    EngineClock clock,
    MarketRole role,
    IMarketStateStore times,
    MarketHub hub,
    GuardBook guards,
    ITradingAccounts accounts,
    TradingEngine engine,
    TradingCycle cycle,
    Reconciliation reconciliation,
    PaperVenue venue,
    TimeProvider wall,
    ILogger<ReplaySource> logger) : IMarketSource, IPlayedMarket
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ToldEvery = TimeSpan.FromSeconds(2.5);

    private readonly IReadOnlyList<CandleStep> _steps = CandleStep.Of(recording.Tracks.Select(track => (track.Market, track.Candles)));

    private int _next;
    private long? _toldStamp;
    private LeaseProof? _playing;
    private (long Stamp, DateTimeOffset At)? _pace;

    public string Name => $"a recording of {recording.Tracks.Count} markets, {recording.Begins:u} to {recording.Ends:u}";

    public PriceSource Source => PriceSource.Replay;

    private CandleUnit Unit => recording.Unit;

    private bool IsUnpaced => options.Value.Speed == 0;

    /// <summary>What was played before, here or by another process, is the past; in a fresh database so much as the most demanding strategy must have seen, or half.</summary>
    public async Task WarmUpAsync(MarketHub hub, CancellationToken cancellationToken)
    {
        await role.Ready.WaitAsync(cancellationToken);
        hub.Open(recording.MarketsAt(recording.Begins));
        _next = 0;
        TakeAsPast(recording.Begins + LeadIn());
        while (true)
        {
            if (role.Proof is { } proof)
            {
                await TakeUpAsync(proof, cancellationToken);
                foreach (var board in hub.AllBoards)
                {
                    if (board.Closed(Unit, 1) is [var newest]) hub.Tell(board, Still(board.Info.Market, Money.Price.FromCandle(newest.Close), newest.OpenAt + Unit.Length(), wall.GetTimestamp()));
                }

                return;
            }

            if (await role.NewestAsync(cancellationToken) is { } frame)
            {
                Show(frame);
                return;
            }

            await Task.Delay(Beat, wall, cancellationToken);
        }
    }

    public async Task RunAsync(MarketHub hub, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (role.Proof is not { } proof)
            {
                await FollowAsync(cancellationToken);
                continue;
            }

            await TakeUpAsync(proof, cancellationToken);
            while (!engine.IsAwakeUnder(proof.Fence) || (IsUnpaced && !await SomebodyTradesAsync(cancellationToken)))
            {
                await Task.Delay(Beat, wall, cancellationToken);
                TellAgain();
            }

            await PlayAsync(proof, cancellationToken);
        }
    }

    /// <summary>Waits until the recording's moment has come by the wall clock, at the speed that is asked for; with none it never waits.</summary>
    public async Task AdvanceToAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        _pace ??= (wall.GetTimestamp(), moment);
        while (!IsUnpaced && (moment - _pace.Value.At) / options.Value.Speed - wall.GetElapsedTime(_pace.Value.Stamp) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left < Look ? left : Look, wall, cancellationToken);
            TellAgain();
        }

        clock.AdvanceTo(moment);
        engine.LookAtWhatIsDue();
        if (_playing is { } proof) role.Show(hub, moment, proof);
    }

    public async Task SettleAsync()
    {
        await venue.PumpAsync();
        await engine.SettleAsync();
    }

    public async Task DecideAsync(CancellationToken cancellationToken)
    {
        await reconciliation.RunAsync(cancellationToken);
        await cycle.RunAsync(cancellationToken);
        await SettleAsync();
        _toldStamp = wall.GetTimestamp();
    }

    private async Task PlayAsync(LeaseProof proof, CancellationToken cancellationToken)
    {
        _playing = proof;
        _pace = null;
        var player = new CandlePlayer(hub, guards, this, clock, wall, recording.Vanished);
        for (; _next < _steps.Count; _next++)
        {
            if (role.Proof?.Fence != proof.Fence) return;

            // Promised before anything of it is written: who goes on after a kill goes on behind it, and meets the price where it then stands.
            var step = _steps[_next];
            await times.SaveEngineTimeForEveryoneAsync(Source, step.OpenAt + Unit.Length(), cancellationToken);
            await player.PlayAsync(step, Unit, cancellationToken);
        }

        clock.AdvanceTo(recording.Ends);
        hub.CloseUntil(recording.Ends);
        logger.LogInformation("The recording is over: it ended at {Ends:u}", recording.Ends);
        hub.Enter(FeedState.Down, FeedTrouble.RecordingOver);
        while (role.Proof?.Fence == proof.Fence) await Task.Delay(Look, wall, cancellationToken);
    }

    /// <summary>As fast as it goes, a recording would be over before anybody has armed a strategy.</summary>
    private async Task<bool> SomebodyTradesAsync(CancellationToken cancellationToken)
    {
        foreach (var account in await accounts.OnSourceForEveryoneAsync(Source, cancellationToken))
        {
            if (account.TradingOn && (await accounts.StrategiesAsync(account.Owner, account.Id, cancellationToken)).Any(setup => setup.Armed)) return true;
        }

        return false;
    }

    /// <summary>Goes on behind all that was promised under an earlier fence.</summary>
    private async Task TakeUpAsync(LeaseProof proof, CancellationToken cancellationToken)
    {
        await role.TakeUpAsync(proof, cancellationToken);
        TakeAsPast(clock.GetUtcNow());
        if (_next == _steps.Count)
        {
            logger.LogWarning(
                "Replays in this database have come to {Now:u}, and the engine's time never runs backwards: nothing of this recording is left to play. Give it a database of its own (Storage__Directory)",
                clock.GetUtcNow());
        }
    }

    /// <summary>Every candle that opened before a moment and is not played yet.</summary>
    private void TakeAsPast(DateTimeOffset moment)
    {
        for (; _next < _steps.Count && _steps[_next].OpenAt < moment; _next++)
        {
            foreach (var (market, candle) in _steps[_next].Candles) hub.BoardOf(market)!.Add(candle, Unit);
        }

        if (_next > 0) clock.AdvanceTo(_steps[_next - 1].OpenAt + Unit.Length());
        hub.CloseUntil(clock.GetUtcNow());
    }

    private TimeSpan LeadIn()
    {
        var longest = StrategyCatalog.Offered.Strategies.Max(strategy => RecordedBacktest.LooksBack(recording, strategy));
        var half = (recording.Ends - recording.Begins) / 2;
        return longest < half ? longest : half;
    }

    /// <summary>While no newer frame comes nothing is told, and the hub says that it is stale.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        using var look = new PeriodicTimer(Look, wall);
        DateTimeOffset? shown = null;
        do
        {
            if (await role.LookAsync(cancellationToken) is not { } frame || frame.At <= shown) continue;
            Show(frame);
            shown = frame.At;
        }
        while (await look.WaitForNextTickAsync(cancellationToken) && role.Proof is null);
    }

    /// <summary>Candles from our own recording, quotes from the frame: nothing is matched here.</summary>
    private void Show(MarketFrame frame)
    {
        TakeAsPast(Unit.OpenOf(frame.At));
        clock.AdvanceTo(frame.At);
        var stamp = wall.GetTimestamp();
        foreach (var line in frame.Content.Lines)
        {
            if (hub.BoardOf(line.Market) is { } board) hub.Tell(board, Still(line.Market, Money.Price.FromCandle(line.Last), line.At, stamp));
        }
    }

    /// <summary>A recorded price stands until the next: readers must not take the wait for silence. A market that has vanished stays silent.</summary>
    private void TellAgain()
    {
        if (_toldStamp is { } told && wall.GetElapsedTime(told) < ToldEvery) return;
        var stamp = wall.GetTimestamp();
        _toldStamp = stamp;
        foreach (var board in hub.AllBoards)
        {
            if (board is { Quote: { } quote, Info.Halted: false }) hub.Tell(board, Still(quote.Market, quote.Last, quote.At, stamp));
        }
    }

    private static PriceEvent Still(MarketCode market, Money.Price last, DateTimeOffset at, long stamp) =>
        new(market, PriceEventKind.Book, last, Money.Quantity.Zero, null, null, null, at, stamp);
}
