using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Markets.Backfill;

/// <summary>
/// Fills, each night, what charts and strategies need of every market, the longest candles first and the busiest markets first. It ends before the day's work begins;
/// what is left goes on the next night, where this one ended. What a person asks for goes before it.
/// </summary>
internal sealed class BackfillNight(MarketHub hub, IMarketSource source, CandleFiller filler, BackfillDesk desk, IOptions<RetentionPeriods> periods, TimeProvider wall) : IJobWork
{
    private const int MostFailures = 3;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(5);
    private static readonly TimeSpan StepAside = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private volatile Tally? _tally;

    public string Name => JobNames.CandleBackfill;

    /// <summary>Where there is nothing to fill anybody may say so; elsewhere the engine's process fills, because it alone writes candles.</summary>
    public bool IsOurs => !source.GivesPast || filler.IsOurs;

    public JobReport? Progress => _tally?.Report();

    /// <summary>How far back each unit is kept whole; null is to the first trade there was.</summary>
    internal IReadOnlyList<(CandleUnit Unit, TimeSpan? Depth)> Plan { get; } =
    [
        (CandleUnit.Week1, null),
        (CandleUnit.Day1, null),
        (CandleUnit.Hour4, TimeSpan.FromDays(730)),
        (CandleUnit.Hour1, TimeSpan.FromDays(730)),
        (CandleUnit.Minute30, TimeSpan.FromDays(90)),
        (CandleUnit.Minute15, TimeSpan.FromDays(90)),
        (CandleUnit.Minute1, TimeSpan.FromDays(periods.Value.MinuteCandles)),
    ];

    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        if (!source.GivesPast) return JobReport.Of(("without-past", hub.Markets.Count));

        var began = wall.GetTimestamp();
        var markets = hub.Markets.Select(info => info.Market).OrderByDescending(market => hub.Quote(market)?.Value24Hours.Value ?? 0).ToList();
        var tally = _tally = new Tally(markets.Count, Plan.Count);
        try
        {
            foreach (var (unit, depth) in Plan)
            {
                foreach (var market in markets)
                {
                    if (tally.IsShutOut || wall.GetElapsedTime(began) >= Longest) return tally.Report();
                    await FillAsync(market, unit, depth is { } back ? engineNow - back : KnownSpans.Beginning, began, tally, cancellationToken);
                }
            }

            return tally.Report();
        }
        finally
        {
            _tally = null;
        }
    }

    private async Task FillAsync(MarketCode market, CandleUnit unit, DateTimeOffset from, long began, Tally tally, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (wall.GetElapsedTime(began) < Longest)
        {
            while (desk.IsBusy && wall.GetElapsedTime(began) < Longest) await Task.Delay(StepAside, wall, cancellationToken);
            if (!filler.IsOurs)
            {
                tally.IsShutOut = true;
                return;
            }

            var step = await filler.StepAsync(market, unit, from, cancellationToken);
            tally.Count(step);
            if (step.IsDone)
            {
                tally.Whole(market);
                return;
            }

            if (step.Trouble == BackfillTrouble.None) continue;
            tally.IsShutOut = step.Trouble == BackfillTrouble.TooManyRequests;
            if (step.Trouble != BackfillTrouble.NoAnswer || ++failures == MostFailures)
            {
                tally.Fail();
                return;
            }

            await Task.Delay(AfterFailure, wall, cancellationToken);
        }
    }

    private sealed class Tally(int markets, int units)
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<MarketCode, int> _whole = [];
        private int _candles;
        private int _requests;
        private int _failed;

        /// <summary>The exchange keeps us out, or another process is the engine: this night nothing more is fetched here.</summary>
        public bool IsShutOut { get; set; }

        public void Count(FillStep step)
        {
            lock (_gate)
            {
                _candles += step.Candles;
                _requests += step.Requests;
            }
        }

        public void Whole(MarketCode market)
        {
            lock (_gate)
            {
                _whole[market] = _whole.GetValueOrDefault(market) + 1;
            }
        }

        public void Fail()
        {
            lock (_gate)
            {
                _failed++;
            }
        }

        public JobReport Report()
        {
            lock (_gate)
            {
                var filled = _whole.Values.Sum();
                return JobReport.Of(
                    ("whole-markets", _whole.Values.Count(whole => whole == units)),
                    ("filled-series", filled),
                    ("all-series", markets * units),
                    ("candles", _candles),
                    ("requests", _requests),
                    ("failed", _failed),
                    ("unfilled", markets * units - filled));
            }
        }
    }
}
