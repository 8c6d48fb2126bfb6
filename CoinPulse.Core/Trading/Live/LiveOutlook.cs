using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Live;

/// <summary>What stands between a person and trading with their own money, in the order in which it is shown.</summary>
public enum LiveStep
{
    /// <summary>Prices come from Upbit.</summary>
    Source,

    /// <summary>Everything is agreed to, the risk of automatic trading included.</summary>
    Agreements,

    /// <summary>The key opens what it must, cannot withdraw, does not end soon, and was looked at within the last day.</summary>
    Key,
    SecondFactor,

    /// <summary>The books of the pocket are open and agree with the exchange.</summary>
    Books,
}

/// <param name="Why">What is missing, as a text key with its numbers; null when it is met.</param>
public sealed record LiveCheck(LiveStep Step, Problem? Why)
{
    public bool IsMet => Why is null;
}

/// <summary>A strategy as it runs on the practice account.</summary>
/// <param name="Run">How long it has been trading there with these very settings; null when it is not.</param>
/// <param name="IsLive">It trades the pocket already, with <paramref name="Settings"/>.</param>
public sealed record LiveCandidate(StrategyId Strategy, StrategySettings Settings, TimeSpan? Run, bool IsLive)
{
    /// <summary>A run that is shorter has to be waived in so many words.</summary>
    public static readonly TimeSpan LeastRun = TimeSpan.FromDays(1);

    /// <summary>What the run has come to; null where there is none.</summary>
    public PaperRun? Result { get; init; }

    public bool HasRun => Run >= LeastRun;
}

/// <summary>The gate as it stands for one person.</summary>
/// <param name="Account">The pocket; null while its books are not open.</param>
/// <param name="Limits">Those of the pocket; of the practice account until it has traded.</param>
/// <param name="Free">Won that an order may use; null while the exchange does not say.</param>
public sealed record LiveOutlook(TradingAccount? Account, IReadOnlyList<LiveCheck> Checks, IReadOnlyList<LiveCandidate> Candidates, RiskSettings Limits, Krw? Free)
{
    public bool IsOpen => Checks.All(check => check.IsMet);

    public bool IsLive => Account is { TradingOn: true };

    /// <summary>What the pocket can lose when this strategy trades it beside those that do: each what it can, in proportion to what the budget lets them have together.</summary>
    public WorstCase AtWorst(LiveCandidate candidate, RiskSettings limits)
    {
        var cases = Candidates.Where(other => other.IsLive && other.Strategy != candidate.Strategy).Append(candidate).Select(one => WorstCase.Of(one.Settings)).ToList();
        var invested = cases.Aggregate(Krw.Zero, (sum, one) => sum + one.Invested);
        var part = invested.Value > limits.BudgetOverAll ? limits.BudgetOverAll / invested.Value : 1;
        return new WorstCase(
            invested * part, cases.Aggregate(Krw.Zero, (sum, one) => sum + one.AtStop) * part, cases.Aggregate(Krw.Zero, (sum, one) => sum + one.AtEmergency) * part);
    }

    /// <summary>What has to be typed: the loss at the emergency lines, up to the next won.</summary>
    public static Krw LossOf(WorstCase worst) => new(Math.Ceiling(worst.AtEmergency.Value));
}

/// <summary>What a person decides at the gate.</summary>
/// <param name="Limits">As they were shown and maybe lowered.</param>
/// <param name="WaivesRun">They know that the run on paper was too short, or that there was none.</param>
/// <param name="TypedLoss">The loss at the worst, in won, typed by hand.</param>
public sealed record LiveWish(StrategyId Strategy, RiskSettings Limits, bool WaivesRun, string TypedLoss);

/// <summary>What the audit keeps of a passage through the gate.</summary>
/// <param name="Settings">Their <see cref="SettingsHash"/>.</param>
/// <param name="WorstLoss">In won, as it was typed.</param>
/// <param name="RunHours">Of the run on paper; null for none.</param>
/// <param name="RunWaived">It was too short and the person went on all the same.</param>
/// <param name="RunTrades">How many trades of the run were over, as it was shown.</param>
/// <param name="RunProfit">What they had come to, in won.</param>
public sealed record LiveTerms(string Strategy, string Settings, decimal WorstLoss, double? RunHours, bool RunWaived, int? RunTrades = null, decimal? RunProfit = null);
