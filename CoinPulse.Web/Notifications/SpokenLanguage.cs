using System.Globalization;

namespace CoinPulse.Web.Notifications;

/// <summary>Words are made in the recipient's language until this is disposed. A message has no request whose language it could follow.</summary>
internal readonly struct SpokenLanguage : IDisposable
{
    private readonly CultureInfo _before;
    private readonly CultureInfo _beforeUI;

    private SpokenLanguage(CultureInfo spoken)
    {
        (_before, _beforeUI) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = spoken;
    }

    /// <param name="code"><c>ko</c> or <c>en</c>.</param>
    public static SpokenLanguage Of(string code) => new(CultureInfo.GetCultureInfo(code));

    public void Dispose()
    {
        CultureInfo.CurrentCulture = _before;
        CultureInfo.CurrentUICulture = _beforeUI;
    }
}
