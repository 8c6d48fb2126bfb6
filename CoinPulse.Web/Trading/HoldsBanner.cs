using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Web.Shell.Banners;

namespace CoinPulse.Web.Trading;

/// <summary>Says that new buys wait, and why. What the feed holds up its own banner says.</summary>
internal sealed class HoldsBanner(IEntryHolds holds) : IBannerSource
{
    public IEnumerable<BannerNotice> For(UserId owner)
    {
        var why = holds.HeldBecause;
        if (why is not null && TextOf(why) is { } text) yield return new("held", why == "NotTheEngine" ? BannerSeverity.Info : BannerSeverity.Danger, text);
        if (holds.IsHeld(owner)) yield return new("held-account", BannerSeverity.Danger, TradingText.Held_InvariantViolated);
        if (holds.IsExchangeAway(owner)) yield return new("exchange-away", BannerSeverity.Warning, TradingText.Held_ExchangeAway);
    }

    private static string? TextOf(string why) => TradingText.ResourceManager.GetString($"Held_{why}", CultureInfo.CurrentUICulture);
}
