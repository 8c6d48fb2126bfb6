using CoinPulse.Core.Trading.Reserve;

namespace CoinPulse.Tests.Support;

/// <summary>A journal that takes everything, where a test is about something else.</summary>
internal sealed class JournalThere : IJournalState
{
    public bool IsAway => AwaySince is not null;

    public DateTimeOffset? AwaySince { get; set; }
}
