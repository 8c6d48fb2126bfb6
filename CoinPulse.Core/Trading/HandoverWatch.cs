using System.Collections.Concurrent;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading;

/// <summary>Remembers how far each stop over a resting target has been helped along, in memory only: after a restart the help begins again and harms nothing.</summary>
internal sealed class HandoverWatch(TimeProvider wall, ILogger logger)
{
    private readonly ConcurrentDictionary<ClientOrderId, HandoverStep> _steps = [];

    /// <param name="exit">The order that is to take the target's place.</param>
    /// <param name="previous">What the look at the target showed.</param>
    /// <param name="next">What the look at the exit showed.</param>
    public HandoverMove Next(Intent exit, ExchangeAnswer<ExchangeOrder> previous, ExchangeAnswer<ExchangeOrder> next)
    {
        var since = wall.GetUtcNow() - (exit.SentAt ?? exit.PlannedAt);
        var move = TargetHandover.Decide(TargetHandover.TraceOf(previous), TargetHandover.TraceOf(next), since, _steps.GetValueOrDefault(exit.Key));
        logger.LogInformation("Stop over target {Target}: {Move}", exit.Replaces, move);
        if (move == HandoverMove.SendAgain) _steps[exit.Key] = HandoverStep.SentAgain;
        else if (move == HandoverMove.CancelTarget) _steps[exit.Key] = HandoverStep.Cancelled;
        else if (move != HandoverMove.Watch) _steps.TryRemove(exit.Key, out _);
        return move;
    }
}
