namespace CoinPulse.Core.Accounts;

/// <summary>That a person agreed to one version of one document, when and from where. Never changed.</summary>
public sealed record AgreementAcceptance(UserId Owner, AgreementDocument Document, int Version, DateTimeOffset At, string? Address);
