namespace CoinPulse.Core.Accounts;

/// <summary>What a browser says of itself, in words a person recognises. A courtesy to the reader of the list, not a proof.</summary>
public static class DeviceName
{
    // The first that fits wins: Edge, Whale and Samsung Internet all claim to be Chrome, and Chrome to be Safari.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Whale/", "Whale"), ("Edg", "Edge"), ("SamsungBrowser/", "Samsung Internet"), ("OPR/", "Opera"), ("KAKAOTALK", "KakaoTalk"), ("NAVER(", "NAVER"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ];

    /// <returns>Such as <c>Chrome · Windows</c>; <c>?</c> stands for what it does not say.</returns>
    public static string From(string? userAgent) => $"{Find(Browsers, userAgent)} · {Find(Systems, userAgent)}";

    private static string Find((string Mark, string Name)[] known, string? userAgent) =>
        Array.Find(known, one => userAgent?.Contains(one.Mark, StringComparison.Ordinal) == true).Name ?? "?";
}
