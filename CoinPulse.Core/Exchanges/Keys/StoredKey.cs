using CoinPulse.Core.Accounts;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Exchanges.Keys;

public readonly record struct KeyId(Guid Value) : IGuidId<KeyId>
{
    public static KeyId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>What the vault remembers of a key and may show: everything but the key. One of each person.</summary>
public sealed class StoredKey
{
    private StoredKey()
    {
    }

    public StoredKey(KeyId id, UserId owner, KeyFindings findings, bool withdrawalAccepted, DateTimeOffset now)
    {
        (Id, Owner, EnteredAt, WithdrawalAccepted) = (id, owner, now, withdrawalAccepted);
        Look(findings, now);
    }

    public KeyId Id { get; private init; }

    public UserId Owner { get; private init; }

    public DateTimeOffset EnteredAt { get; private init; }

    /// <summary>When the exchange was last asked with it.</summary>
    public DateTimeOffset CheckedAt { get; private set; }

    /// <summary>When it was last answered that the key opens what it must; null when never.</summary>
    public DateTimeOffset? WorkedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public KeyMay Withdraws { get; private set; }

    /// <summary>The owner took it in words although whether it may withdraw is unknown.</summary>
    public bool WithdrawalAccepted { get; private init; }

    /// <summary>Why it opens nothing, by the last look; null when it opens or could not be asked about.</summary>
    public ExchangeFaultKind? Trouble { get; private set; }

    /// <summary>The last warning of its end that was given, in days before it.</summary>
    public int? WarnedDays { get; private set; }

    public int Version { get; private set; }

    /// <summary>Takes over what a look showed. A look that was not answered changes nothing that is known.</summary>
    public void Look(KeyFindings findings, DateTimeOffset now)
    {
        CheckedAt = now;
        if (findings.Fault is { IsPassing: true }) return;
        Trouble = findings.Fault?.Kind;
        if (findings.Fault is not null) return;
        WorkedAt = now;
        ExpiresAt = findings.ExpiresAt ?? ExpiresAt;
        if (findings.Withdraws != KeyMay.Unknown) Withdraws = findings.Withdraws;
    }

    public void Warned(int days) => WarnedDays = days;
}
