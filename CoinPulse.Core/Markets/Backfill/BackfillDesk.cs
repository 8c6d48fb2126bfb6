using System.Diagnostics.CodeAnalysis;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Markets.Backfill;

/// <summary>
/// Takes what people ask for and, in the engine's process, has it done: a page of each request in turn, so that one person's year of minutes does not hold up another's
/// week. Every process writes its own requests down and reads how they stand.
/// </summary>
internal sealed class BackfillDesk(
    IMarketSource source, IBackfillStore store, CandleFiller filler, SystemStartup startup, TimeProvider wall, ILogger<BackfillDesk> logger) : BackgroundService, IBackfill
{
    private const int MostFailures = 3;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(10);

    private readonly BackfillSlips _slips = new(wall);
    private readonly SemaphoreSlim _asked = new(0, 1);
    private readonly Dictionary<(MarketCode, CandleUnit), int> _failures = [];
    private volatile bool _isBusy;

    /// <summary>Somebody waits for something: the night's work lets it go first.</summary>
    public bool IsBusy => _isBusy;

    public BackfillStatus Ask(MarketCode market, CandleUnit unit, DateTimeOffset from)
    {
        from = from > KnownSpans.Beginning ? unit.OpenOf(from) : KnownSpans.Beginning;
        if (!source.GivesPast) return new BackfillStatus(BackfillState.NothingToFill, from, 0, 0);
        var (status, isNew) = _slips.Ask(market, unit, from);
        if (isNew) Wake();
        return status;
    }

    public BackfillStatus? StatusOf(MarketCode market, CandleUnit unit) => _slips.StatusOf(market, unit);

    /// <summary>Writes down what was asked, and does one page of every request there is.</summary>
    /// <returns>Whether it is worth going on at once.</returns>
    internal async Task<bool> PassAsync(CancellationToken cancellationToken)
    {
        await WriteDownAsync(cancellationToken);
        if (!filler.IsOurs)
        {
            await FollowAsync(cancellationToken);
            return false;
        }

        var open = await store.OpenForEveryoneAsync(source.Source, cancellationToken);
        _isBusy = open.Count > 0;
        var goesOn = false;
        foreach (var request in open) goesOn |= await ServeAsync(request, cancellationToken);
        return goesOn;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The supervisor of a standing loop: a database that is away is tried again.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.Ready.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Look;
            try
            {
                if (source.GivesPast && await PassAsync(stoppingToken)) continue;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                logger.LogWarning("Candles could not be filled in ({Why}); trying again in {Seconds} s", fault.Message, AfterTrouble.TotalSeconds);
                pause = AfterTrouble;
            }

            await PauseAsync(pause, stoppingToken);
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(pause, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        await _asked.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Wake()
    {
        lock (_asked)
        {
            if (_asked.CurrentCount == 0) _asked.Release();
        }
    }

    private async Task WriteDownAsync(CancellationToken cancellationToken)
    {
        var wanted = _slips.NotWritten();
        if (wanted.Count == 0) return;
        await store.AskForEveryoneAsync(source.Source, wanted, wall.GetUtcNow(), cancellationToken);
        _slips.MarkWritten(wanted);
    }

    /// <summary>Another process is the engine: what it has done for us.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        _isBusy = false;
        if (_slips.Open() is not { Count: > 0 } open) return;
        foreach (var request in await store.OfMarketsForEveryoneAsync(source.Source, open, cancellationToken)) _slips.Show(request.Market, request.Unit, request.Status);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The supervisor of a standing loop: one request that cannot be stored must not hold up the others.")]
    private async Task<bool> ServeAsync(BackfillRequest request, CancellationToken cancellationToken)
    {
        FillStep step;
        try
        {
            step = await filler.StepAsync(request.Market, request.Unit, request.From, cancellationToken);
        }
        catch (LeaseLostException lost)
        {
            logger.LogInformation("Candles were not filled in: {Why}", lost.Message);
            return false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            logger.LogWarning(fault, "Candles of {Market} ({Unit}) could not be stored", request.Market, request.Unit);
            step = new FillStep(request.Known, request.Wanted, 0, 0, BackfillTrouble.NotStored);
        }

        var status = new BackfillStatus(StateAfter(request, step), request.From, step.Known, step.Wanted, BackfillTrouble.None);
        if (status.State == BackfillState.Failed)
        {
            status = status with { Trouble = step.Trouble };
            logger.LogWarning("Candles of {Market} ({Unit}) since {From} could not be filled in: {Why}", request.Market, request.Unit, request.From, step.Trouble);
        }

        _slips.Show(request.Market, request.Unit, status);
        await store.ShowForEveryoneAsync(source.Source, request.Market, request.Unit, status, cancellationToken);
        return step is { Trouble: BackfillTrouble.None, Requests: > 0 };
    }

    private BackfillState StateAfter(BackfillRequest request, FillStep step)
    {
        var key = (request.Market, request.Unit);
        if (step.Trouble == BackfillTrouble.None)
        {
            _failures.Remove(key);
            return step.IsDone ? BackfillState.Done : BackfillState.Running;
        }

        // An answer that did not come may come the next time; what was refused is refused.
        _failures[key] = _failures.GetValueOrDefault(key) + 1;
        if (step.Trouble is BackfillTrouble.NoAnswer or BackfillTrouble.NotStored && _failures[key] < MostFailures) return BackfillState.Running;
        _failures.Remove(key);
        return BackfillState.Failed;
    }
}
