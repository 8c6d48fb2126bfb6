using CoinPulse.Core.Markets;

namespace CoinPulse.Web.Markets;

/// <summary>Finds markets as people type them: by code, by either name, or by the first consonants of the Korean one (ㅂㅌㅋㅇ is 비트코인).</summary>
public static class MarketSearch
{
    private const string Initials = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    private const char FirstSyllable = '가', LastSyllable = '힣';
    private const int SyllablesOfInitial = 588;   // 21 vowels × 28 endings

    public static bool Matches(MarketInfo market, string search)
    {
        var wanted = search.Replace(" ", "", StringComparison.Ordinal);
        if (wanted.Length == 0) return true;
        return market.Market.Value.Contains(wanted, StringComparison.OrdinalIgnoreCase)
            || IsIn(market.KoreanName, wanted)
            || market.EnglishName.Replace(" ", "", StringComparison.Ordinal).Contains(wanted, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A consonant stands for every syllable that begins with it; everything else for itself. So 비ㅌ finds 비트코인 too.</summary>
    private static bool IsIn(string name, string wanted)
    {
        name = name.Replace(" ", "", StringComparison.Ordinal);
        for (var start = 0; start + wanted.Length <= name.Length; start++)
        {
            var at = 0;
            while (at < wanted.Length && Fits(name[start + at], wanted[at])) at++;
            if (at == wanted.Length) return true;
        }

        return false;
    }

    private static bool Fits(char of, char wanted) =>
        char.ToUpperInvariant(of) == char.ToUpperInvariant(wanted)
        || (of is >= FirstSyllable and <= LastSyllable && Initials[(of - FirstSyllable) / SyllablesOfInitial] == wanted);
}
