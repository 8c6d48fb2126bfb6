namespace CoinPulse.Core.Accounts;

/// <summary>The two kinds of people. Both exist from the first migration on.</summary>
public static class Roles
{
    public const string Admin = "Admin";
    public const string Trader = "Trader";
}
