using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Accounts;

/// <summary>A person in the admin's list.</summary>
public sealed record PersonLine(
    UserId Id, string Name, string Email, bool IsAdmin, bool HasTwoFactor, string? LockedBecause, DateTimeOffset CreatedAt, DateTimeOffset? LastSignedInAt);

/// <summary>One page of the list, and how many there are in all.</summary>
public sealed record FoundPeople(IReadOnlyList<PersonLine> People, int Total);

/// <summary>Everything about one person's account, on one page.</summary>
public sealed record PersonAccount(
    PersonLine Person,
    bool EmailConfirmed,
    DateTimeOffset? LockedOutUntil,
    IReadOnlyList<SignInSession> Sessions,
    IReadOnlyList<AgreementAcceptance> Agreements,
    IReadOnlyList<AuditEntry> Audit);

/// <summary>The people of the installation, for admins.</summary>
public interface IUserDirectory
{
    /// <summary>Newest first.</summary>
    /// <param name="text">Part of a name or email; empty is everybody.</param>
    /// <param name="skip">How many lines come before the page.</param>
    /// <param name="take">How many lines the page has.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    Task<FoundPeople> SearchForEveryoneAsync(string? text, int skip, int take, CancellationToken cancellationToken);

    Task<PersonAccount?> FindAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Whether the person signs in with a second factor.</summary>
    Task<bool> HasSecondFactorAsync(UserId owner, CancellationToken cancellationToken);
}

/// <summary>What an admin may do to a person.</summary>
public enum AdminAct
{
    GiveAdmin,
    TakeAdmin,
    Lock,
    Unlock,
    ResetTwoFactor,
    SignOutEverywhere,
}

/// <summary>Acts of admins upon people: each with a reason, in one transaction with its audit line.</summary>
public interface IUserActs
{
    /// <summary>Does it, or says why not. There is always an admin who can sign in, and nobody locks themselves out.</summary>
    Task<Result<Done>> DoAsync(UserId owner, AdminAct act, UserId admin, string why, string? address, CancellationToken cancellationToken);
}

/// <summary>Codes of refusals; text key <c>Problem_{code}</c>.</summary>
public static class PeopleProblems
{
    public const string ReasonMissing = "ReasonMissing";
    public const string NoSuchPerson = "NoSuchPerson";
    public const string LastAdmin = "LastAdmin";
    public const string NotYourself = "NotYourself";
    public const string NothingToDo = "NothingToDo";
    public const string NotAnAdmin = "NotAnAdmin";
}
