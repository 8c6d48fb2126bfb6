namespace CoinPulse.Web.Accounts;

/// <summary>What became of an attempt to sign in.</summary>
public enum SignInAnswer
{
    SignedIn,
    NeedsCode,

    /// <summary>Wrong email, password or code: which of them is nobody's business.</summary>
    Wrong,

    /// <summary>Too many wrong attempts; opens by itself.</summary>
    LockedOut,

    /// <summary>An admin locked the person.</summary>
    Locked,
    Unconfirmed,
}

internal static class SignInAnswers
{
    public static string? Text(this SignInAnswer answer, TimeSpan lockOut) => answer switch
    {
        SignInAnswer.SignedIn or SignInAnswer.NeedsCode => null,
        SignInAnswer.Wrong => AccountsText.SignInWrong,
        SignInAnswer.LockedOut => Texts.Format(AccountsText.SignInLockedOut, Math.Ceiling(lockOut.TotalMinutes)),
        SignInAnswer.Locked => AccountsText.SignInLocked,
        SignInAnswer.Unconfirmed => AccountsText.SignInUnconfirmed,
    };
}
