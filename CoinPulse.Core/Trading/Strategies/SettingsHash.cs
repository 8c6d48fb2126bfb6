using System.Security.Cryptography;
using System.Text;

namespace CoinPulse.Core.Trading.Strategies;

/// <summary>The short name of a strategy's settings as they stood at one moment: equal settings, equal name.</summary>
public static class SettingsHash
{
    public const int Length = 32;

    public static string Of(StrategyId strategy, string settingsJson) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{strategy}|{settingsJson}")))[..Length];
}
