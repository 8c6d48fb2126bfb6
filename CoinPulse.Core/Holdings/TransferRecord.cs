using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Holdings;

/// <summary>Won or coins that came into an account or left it without a trade. Never changed.</summary>
public sealed class TransferRecord
{
    private TransferRecord()
    {
    }

    public TransferRecord(UserId owner, AccountId account, ExchangeTransfer transfer)
    {
        (Owner, Account, Id) = (owner, account, transfer.Id);
        (Direction, Asset, Amount, Fee, At) = (transfer.Direction, transfer.Asset, transfer.Amount, transfer.Fee, transfer.At);
    }

    public UserId Owner { get; private init; }

    public AccountId Account { get; private init; }

    public string Id { get; private init; } = "";

    public TransferDirection Direction { get; private init; }

    public Asset Asset { get; private init; }

    /// <summary>Won or coins, without the fee.</summary>
    public decimal Amount { get; private init; }

    public decimal Fee { get; private init; }

    public DateTimeOffset At { get; private init; }

    /// <summary>What it did to the balance of its asset: plus for a deposit; a withdrawal takes its fee with it.</summary>
    public decimal Change => Direction == TransferDirection.Deposit ? Amount : -(Amount + Fee);
}
