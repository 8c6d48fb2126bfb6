using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Web.Trading;

/// <summary>Names in the reader's language.</summary>
internal static class Names
{
    public static string Of(MarketInfo market) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ko" ? market.KoreanName : market.EnglishName;

    public static string Of(StrategyId id) => Text($"Strategy_{id.Value.Replace('-', '_')}") ?? id.Value;

    public static string? HelpOf(StrategyId id) => Text($"Strategy_{id.Value.Replace('-', '_')}_Help");

    private static string? Text(string key) => TradingText.ResourceManager.GetString(key, CultureInfo.CurrentUICulture);
}
