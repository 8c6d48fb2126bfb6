using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Exchanges;

public enum TransferDirection
{
    Deposit,
    Withdrawal,
}

/// <summary>Won or coins that came into an account or left it without a trade, and arrived. What is still under way has changed nothing and is none.</summary>
/// <param name="Id">Unique in its exchange.</param>
/// <param name="Amount">Won, or coins, without the fee.</param>
/// <param name="Fee">What the sender paid beside it, in the same asset: a withdrawal takes both off the balance.</param>
/// <param name="At">When it was done.</param>
public sealed record ExchangeTransfer(string Id, TransferDirection Direction, Asset Asset, decimal Amount, decimal Fee, DateTimeOffset At);
