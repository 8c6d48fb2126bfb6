namespace CoinPulse.Web.Accounts;

/// <summary>The addresses of the account pages.</summary>
public static class AccountPaths
{
    public const string SetUp = "/setup";
    public const string SignIn = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string SignUp = "/account/sign-up";
    public const string TwoFactor = "/account/two-factor";
    public const string Recovery = "/account/recovery";
    public const string Agreements = "/account/agreements";
    public const string ForgottenPassword = "/account/forgotten-password";
    public const string ResetPassword = "/account/reset-password";
    public const string ConfirmEmail = "/account/confirm-email";
    public const string Profile = "/account/profile";
    public const string ChangePassword = "/account/password";
    public const string Security = "/account/security";
    public const string Devices = "/account/devices";
    public const string UpbitKey = "/account/upbit-key";
    public const string TelegramSelling = "/account/telegram-selling";
    public const string Denied = "/account/denied";
    public const string Legal = "/legal";

    public const string ReturnUrl = "returnUrl";

    /// <summary>An address of ours to go to, or the dashboard: nobody is sent to another site by a link to our sign-in.</summary>
    public static string Local(string? returnUrl) =>
        returnUrl is ['/', ..] && !returnUrl.StartsWith("//", StringComparison.Ordinal) && !returnUrl.StartsWith("/\\", StringComparison.Ordinal)
            && !returnUrl.Any(char.IsControl)
            ? returnUrl
            : "/";
}
