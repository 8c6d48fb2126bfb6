using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Notifications;

/// <summary>An exit that has begun and is not done after a minute: the coins could not be sold yet.</summary>
internal sealed class StuckExits(INoticeBook book, IMarketHub hub, TimeProvider wall) : IConditionSource
{
    private const string Prefix = "exit:";

    /// <summary>The ladder's steps, a hand-over and a look-up are over by then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<Outlook> LookAsync(CancellationToken cancellationToken)
    {
        var before = wall.GetUtcNow() - Patience;
        var stuck = (await book.LeavingForEveryoneAsync(hub.Source, cancellationToken)).Where(position => position.Stopwatch is { } watch && watch.TriggeredAt <= before);
        return new Outlook(Prefix, [.. stuck.Select(position => new Condition(
            Prefix + position.Id, position.Stopwatch!.TriggeredAt, position.Owner, NoticeKind.ExitStuck, null, $"position:{position.Id}", PositionFacts.Of(position)))]);
    }
}
