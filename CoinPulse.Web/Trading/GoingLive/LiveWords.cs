using System.Globalization;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Trading.GoingLive;

/// <summary>The words of the gate.</summary>
internal static class LiveWords
{
    public static string Title(LiveStep step) => Text($"Step_{step}");

    /// <summary>What is so when the step is met.</summary>
    public static string Help(LiveStep step) => Text($"Step_{step}_Met");

    /// <summary>Where a step is taken; null where the person can only wait.</summary>
    public static (string Href, string Text)? Link(LiveStep step) => step switch
    {
        LiveStep.Agreements => ("/account/agreements", GoingLiveText.OpenAgreements),
        LiveStep.Key => (AccountPaths.UpbitKey, GoingLiveText.OpenKey),
        LiveStep.SecondFactor => ("/account/security", GoingLiveText.OpenSecurity),
        _ => null,
    };

    /// <summary>How long the strategy has run on paper.</summary>
    public static string Run(LiveCandidate candidate)
    {
        if (candidate.IsLive) return GoingLiveText.RunsLive;
        if (candidate.Run is not { } run) return GoingLiveText.NoRun;
        return Figures.Words(candidate.HasRun ? GoingLiveText.RanLong : GoingLiveText.RanShort, Hours(run));
    }

    /// <summary>Whole hours, as many as are over.</summary>
    public static string Hours(TimeSpan run) => Math.Floor(run.TotalHours).ToString("#,0", CultureInfo.CurrentCulture);

    private static string Text(string key) => GoingLiveText.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
