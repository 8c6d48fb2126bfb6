namespace CoinPulse.Web.Shell;

/// <summary>The role that sees the administration part of the navigation.</summary>
internal static class ShellRoles
{
    public const string Admin = "Admin";
}
