namespace CoinPulse.Web.Live;

/// <summary>What changed. A subscriber reads the new state itself; a topic carries nothing.</summary>
public enum LiveTopic
{
    Prices,
    Positions,
    Decisions,
    Account,
    Orders,
    Schedules,
    Feed,
    Notices,
}
