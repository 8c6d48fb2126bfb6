namespace CoinPulse.Data.Accounts;

/// <summary>The hash of one printed set-up token.</summary>
internal sealed record SetupOffer(byte[] TokenHash, DateTimeOffset At);

/// <summary>The one row, with the one key, that a finished set-up leaves: of two set-ups at once the second breaks on it.</summary>
internal sealed record SetupMark(int Id, DateTimeOffset At)
{
    public const int Only = 1;
}

/// <summary>The switches of accounts: one row.</summary>
internal sealed class AccountSwitchRow
{
    public const int Only = 1;

    public int Id { get; init; } = Only;

    public bool SignUpOpen { get; set; } = true;
}
