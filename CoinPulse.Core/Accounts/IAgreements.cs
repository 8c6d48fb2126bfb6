namespace CoinPulse.Core.Accounts;

/// <summary>Who has agreed to what. The engine asks <see cref="HasAgreedToTradingAsync"/> before it opens anything.</summary>
public interface IAgreements
{
    /// <summary>The documents needed to enter whose current version this person has not agreed to, in reading order.</summary>
    Task<IReadOnlyList<AgreementDocument>> MissingToEnterAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Whether the current version of every document, auto-trading risk included, is agreed to.</summary>
    Task<bool> HasAgreedToTradingAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Records agreement to the current versions, with its audit lines. What was agreed before stays as it was.</summary>
    Task AgreeAsync(UserId owner, IReadOnlyList<AgreementDocument> documents, DateTimeOffset at, string? address, CancellationToken cancellationToken);

    Task<IReadOnlyList<AgreementAcceptance>> HistoryAsync(UserId owner, CancellationToken cancellationToken);
}
