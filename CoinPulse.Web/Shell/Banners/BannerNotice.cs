namespace CoinPulse.Web.Shell.Banners;

public enum BannerSeverity
{
    Info,
    Warning,
    Danger,
}

/// <summary>A link or button at the end of a banner.</summary>
public sealed record BannerAction(string Text, string Href);

/// <summary>One line that a person must know of while it is true.</summary>
/// <param name="Key">Names the notice, so that a changed text does not make a new one.</param>
public sealed record BannerNotice(string Key, BannerSeverity Severity, string Text, BannerAction? Action = null);
