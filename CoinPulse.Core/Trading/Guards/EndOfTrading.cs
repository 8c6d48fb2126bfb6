using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Rules;

namespace CoinPulse.Core.Trading.Guards;

/// <summary>When a market is left that the exchange will stop trading: the announced day, and how many days before it the account's settings say to go.</summary>
/// <param name="On">The last Seoul day, or the first without trading: the exchange does not say which, so that nothing is left for it.</param>
public sealed record EndOfTrading(DateOnly On, int DaysBefore)
{
    /// <summary>The Seoul midnight at which positions in the market are sold. The market's time.</summary>
    public DateTimeOffset LeaveAt => Kst.StartOf(On.AddDays(-DaysBefore));

    /// <returns>Null when no end is announced.</returns>
    public static EndOfTrading? Of(MarketInfo? market, RiskSettings risk) => market?.DelistedOn is { } day ? new EndOfTrading(day, risk.LeaveDaysBeforeDelisting) : null;

    public bool IsDue(DateTimeOffset now) => LeaveAt <= now;

    public Reason ToReason(string code) => Reason.Of(code, ("day", On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("days", DaysBefore));
}
