using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Differences;

namespace CoinPulse.Core.Holdings;

/// <summary>Won or coins that came into an account or left it without a trade: by the exchange's word, or by a person's alone. Never changed.</summary>
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

    /// <summary>What no exchange told of: a difference, on a person's word for it, at the moment at which it was first seen.</summary>
    public TransferRecord(BooksNote note)
    {
        (Owner, Account, Id) = (note.Owner, note.Account, note.Reference);
        (Direction, Asset, Amount, At) = (note.Gap > 0 ? TransferDirection.Deposit : TransferDirection.Withdrawal, note.Asset, Math.Abs(note.Gap), note.HappenedAt ?? note.WrittenAt);
        Note = note;
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

    /// <summary>The person's word; null for what the exchange told.</summary>
    public BooksNote? Note { get; private init; }

    /// <summary>What it did to the balance of its asset: plus for a deposit; a withdrawal takes its fee with it.</summary>
    public decimal Change => Direction == TransferDirection.Deposit ? Amount : -(Amount + Fee);
}
