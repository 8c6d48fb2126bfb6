using System.Buffers;
using System.Globalization;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>
/// What <c>GET /v1/api_keys</c> says of a key and its sisters. It is not documented whether the list names keys whole or shows a part of each (<c>8f3a2c1d…</c>): either answer is read.
/// </summary>
/// <param name="ExpiresAt">The end of the key; of several that it could be, the first.</param>
/// <param name="Family">Every key of the account, this one among them: whole, or the part that is shown with the key's end. The same key is always the same text.</param>
internal sealed record UpbitKeyList(DateTimeOffset? ExpiresAt, IReadOnlyList<string> Family)
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <returns>Null when the key does not stand in the list: then it says nothing about whose keys the others are.</returns>
    public static UpbitKeyList? Read(IReadOnlyList<UpbitListedKey> listed, string access)
    {
        var told = listed.Where(key => key.AccessKey is { Length: > 0 }).ToList();
        if (told.Find(key => key.AccessKey == access) is { } whole) return new UpbitKeyList(whole.ExpireAt, [.. told.Select(key => key.AccessKey!)]);

        var possible = told.Where(key => CouldBe(key.AccessKey!, access)).ToList();
        return possible.Count == 0 ? null : new UpbitKeyList(possible.Min(key => key.ExpireAt), [.. told.Select(NameOf)]);
    }

    /// <summary>Everything that is shown of the listed key stands in the same place of ours.</summary>
    private static bool CouldBe(string shown, string access)
    {
        var (first, last) = (shown.AsSpan().IndexOfAnyExcept(Letters), shown.AsSpan().LastIndexOfAnyExcept(Letters));
        if (first < 0) return shown.Length < access.Length && access.StartsWith(shown, StringComparison.Ordinal);   // cut off without a sign
        return first + shown.Length - last - 1 <= access.Length
            && access.StartsWith(shown[..first], StringComparison.Ordinal)
            && access.EndsWith(shown[(last + 1)..], StringComparison.Ordinal);
    }

    // The part alone may be that of a stranger's key as well; together with the second in which it ends it hardly is.
    private static string NameOf(UpbitListedKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.AccessKey}|{key.ExpireAt?.ToUnixTimeSeconds()}");
}
