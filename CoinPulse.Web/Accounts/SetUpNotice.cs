using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;

namespace CoinPulse.Web.Accounts;

/// <summary>The one-time link, for the console alone: a log file is read by more people than the console is.</summary>
internal sealed class SetUpNotice(SetupToken token) : IStartupNotice
{
    public async Task<string?> LineAsync(Uri address, CancellationToken cancellationToken)
    {
        if (await token.OfferAsync(cancellationToken) is not { } offered) return null;
        return $"{Words("ko")} / {Words("en")} {new Uri(address, AccountPaths.SetUp)}?token={offered}";
    }

    private static string? Words(string language) =>
        AccountsText.ResourceManager.GetString(nameof(AccountsText.ConsoleSetUp), CultureInfo.GetCultureInfo(language));
}
