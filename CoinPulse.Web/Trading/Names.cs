using System.Globalization;
using CoinPulse.Core.Markets;

namespace CoinPulse.Web.Trading;

/// <summary>A market's name in the reader's language.</summary>
internal static class Names
{
    public static string Of(MarketInfo market) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ko" ? market.KoreanName : market.EnglishName;
}
