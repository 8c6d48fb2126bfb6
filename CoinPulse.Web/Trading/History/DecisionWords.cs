using CoinPulse.Core.Trading.Cycle;

namespace CoinPulse.Web.Trading.History;

/// <summary>What a decision came to, in the reader's language.</summary>
internal static class DecisionWords
{
    public static string Of(DecisionKind kind) => kind switch
    {
        DecisionKind.Entered => TradingText.DecisionEntered,
        DecisionKind.Refused => TradingText.DecisionRefused,
        DecisionKind.Left => TradingText.DecisionLeft,
    };
}
