using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Backtest;

/// <summary>The past of one account: its exits, its equity, its decisions.</summary>
internal sealed class MemoryPast(MemoryJournal journal, MemoryBooks books) : IAccountHistory, IDecisionLog
{
    private static readonly TimeSpan PointEvery = TimeSpan.FromMinutes(5);

    private readonly List<EquityPoint> _curve = [];
    private readonly List<Decision> _decisions = [];
    private readonly Dictionary<(StrategyId, MarketCode), Decision> _newest = [];
    private readonly Dictionary<DateOnly, Krw> _openings = [];
    private Krw _peak;

    public IReadOnlyList<EquityPoint> Curve => _curve;

    public IReadOnlyList<Decision> Decisions => _decisions;

    public Task<AccountHistory> ReadAsync(UserId owner, AccountId account, DateOnly day, CancellationToken cancellationToken) => Task.FromResult(AccountHistory.Of(
        books.RealisedOn(day),
        [.. journal.Closed().Select(position => new PastExit(position.Market, position.Strategy, position.ClosedAt!.Value, position.ClosedBecause))]));

    public Task<EquityMark> MarkAsync(UserId owner, AccountId account, Krw equity, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _peak = Krw.Max(_peak, equity);
        _openings.TryAdd(Kst.DayOf(now), equity);
        if (_curve.Count == 0 || now - _curve[^1].At >= PointEvery) _curve.Add(new EquityPoint(now, equity));
        return Task.FromResult(new EquityMark(_openings[Kst.DayOf(now)], _peak));
    }

    public Task<Krw?> PeakAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => Task.FromResult<Krw?>(_curve.Count == 0 ? null : _peak);

    public Task<Krw?> OpeningAsync(UserId owner, AccountId account, DateOnly day, CancellationToken cancellationToken) =>
        Task.FromResult<Krw?>(_openings.TryGetValue(day, out var opening) ? opening : null);

    public Task<IReadOnlyList<EquityPoint>> CurveAsync(UserId owner, AccountId account, DateTimeOffset since, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<EquityPoint>>([.. _curve.Where(point => point.At >= since)]);

    public Task<int> ThinForEveryoneAsync(DateTimeOffset before, TimeSpan span, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task WriteAsync(UserId owner, AccountId account, IReadOnlyList<Decision> decisions, CancellationToken cancellationToken)
    {
        foreach (var decision in decisions)
        {
            var key = (decision.Strategy, decision.Market);
            if (decision.Kind == DecisionKind.Refused && _newest.TryGetValue(key, out var last) && last.Kind == DecisionKind.Refused && last.Why.IsSameKindAs(decision.Why))
            {
                last.Repeat(decision);
                continue;
            }

            _decisions.Add(decision);
            _newest[key] = decision;
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Decision>> NewestAsync(UserId owner, AccountId account, int count, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Decision>>([.. _decisions.OrderByDescending(decision => decision.LastAt).Take(count)]);

    public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.FromResult(0);
}
