using CoinPulse.Core.Accounts;

namespace CoinPulse.Web.Shell.Banners;

/// <summary>
/// Tells what of a feature a person must know on every page. Asked about once a second for every open page, in the person's language: answer from
/// memory. Registered as a singleton; every registered source is asked.
/// </summary>
public interface IBannerSource
{
    IEnumerable<BannerNotice> For(UserId owner);
}
