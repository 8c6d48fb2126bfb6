using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Rules;

/// <summary>How much of a limit is used. Without a limit it is never full.</summary>
public readonly record struct Gauge<T>(T Used, T? Limit)
    where T : struct, IComparable<T>
{
    public bool IsFull => Limit is { } limit && Used.CompareTo(limit) >= 0;
}

/// <summary>
/// The limits of an account and how much of each is used. <see cref="RiskRules"/> refuses by these and the page draws them: there is no second computation that
/// could say something else.
/// </summary>
public static class Gauges
{
    /// <summary>Loss of the Seoul day, realised and open; a profit is negative. The tighter of the limit in won and the share of the day's opening equity counts.</summary>
    public static Gauge<Krw> DailyLoss(AccountFacts account, RiskSettings risk)
    {
        var share = new Krw(Math.Max(0, (account.Equity - account.ProfitToday).Value)) * Percent.Of(risk.DailyLossPercent);
        return new(-account.ProfitToday, Tightest(new Krw(risk.DailyLoss), share));
    }

    /// <summary>How far equity is under its peak.</summary>
    public static Gauge<Percent> Drawdown(AccountFacts account, RiskSettings risk) => account.EquityPeak.IsPositive
        ? new(new Percent(1 - account.Equity.Value / account.EquityPeak.Value), risk.Drawdown > 0 ? Percent.Of(risk.Drawdown) : null)
        : new(Percent.Zero, null);

    public static Gauge<int> Positions(AccountFacts account, RiskSettings risk) => new(account.Positions, risk.MostPositionsOverAll);

    public static Gauge<int> PositionsOf(AccountFacts account, StrategySettings settings) => new(account.PositionsOfStrategy, settings.MostPositions);

    public static Gauge<Krw> Budget(AccountFacts account, RiskSettings risk) => new(account.BudgetUsed, new Krw(risk.BudgetOverAll));

    public static Gauge<Krw> BudgetOf(AccountFacts account, StrategySettings settings) => new(account.BudgetUsedOfStrategy, new Krw(settings.Budget));

    /// <summary>The smaller of two limits of which zero is none.</summary>
    private static Krw? Tightest(Krw left, Krw right) => (left.IsPositive, right.IsPositive) switch
    {
        (true, true) => Krw.Min(left, right),
        (true, false) => left,
        (false, true) => right,
        _ => null,
    };
}
