using System.Globalization;
using CoinPulse.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace CoinPulse.Web.Accounts;

/// <summary>Identity's refusals in the reader's language. The user name is the email, so only one of the two is named.</summary>
internal sealed class AccountErrors : IdentityErrorDescriber
{
    public override IdentityError DuplicateUserName(string userName) => DuplicateEmail(userName);

    public override IdentityError DuplicateEmail(string email) => Error(nameof(DuplicateEmail), AccountsText.Error_DuplicateEmail, email);

    public override IdentityError InvalidUserName(string? userName) => InvalidEmail(userName);

    public override IdentityError InvalidEmail(string? email) => Error(nameof(InvalidEmail), AccountsText.Error_InvalidEmail);

    public override IdentityError PasswordTooShort(int length) => Error(nameof(PasswordTooShort), AccountsText.Error_PasswordTooShort, length);

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) =>
        Error(nameof(PasswordRequiresUniqueChars), AccountsText.Error_PasswordUniqueChars, uniqueChars);

    public override IdentityError PasswordMismatch() => Error(nameof(PasswordMismatch), AccountsText.Error_PasswordMismatch);

    public override IdentityError InvalidToken() => Error(nameof(InvalidToken), AccountsText.Error_InvalidToken);

    public override IdentityError ConcurrencyFailure() => Error(nameof(ConcurrencyFailure), AccountsText.Error_Concurrency);

    public override IdentityError DefaultError() => Error(nameof(DefaultError), AccountsText.Error_Default);

    private static IdentityError Error(string code, string text, params object[] arguments) =>
        new() { Code = code, Description = string.Format(CultureInfo.CurrentCulture, text, arguments) };
}

/// <summary>The email is the first thing that a guesser tries.</summary>
internal sealed class PasswordIsNotTheEmail : IPasswordValidator<AppUser>
{
    public Task<IdentityResult> ValidateAsync(UserManager<AppUser> manager, AppUser user, string? password)
    {
        var name = user.Email?.Split('@')[0];
        var refused = name is { Length: >= 4 } && password?.Contains(name, StringComparison.OrdinalIgnoreCase) == true;
        return Task.FromResult(refused
            ? IdentityResult.Failed(new IdentityError { Code = nameof(PasswordIsNotTheEmail), Description = AccountsText.Error_PasswordLikeEmail })
            : IdentityResult.Success);
    }
}
