using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CoinPulse.Core.Exchanges.Keys;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>
/// Signs requests for one pocket: a JWT with HS512, whose claims carry a fresh nonce and the SHA-512 of the parameters. Made by hand, because libraries refuse
/// a key shorter than the hash, and Upbit's secrets have forty characters.
/// </summary>
internal sealed class UpbitSigner(ExchangeKey key)
{
    private static readonly string Head = Base64Url.EncodeToString("""{"alg":"HS512","typ":"JWT"}"""u8);

    /// <summary>The value of the header <c>Authorization</c>, good for one request.</summary>
    /// <param name="parameters">Exactly as they are sent.</param>
    public string Authorize(UpbitParameters parameters) => $"Bearer {Token(parameters, Nonce())}";

    internal string Token(UpbitParameters parameters, string nonce)
    {
        var (access, secret) = key.Reveal();
        var signed = $"{Head}.{Base64Url.EncodeToString(Claims(access, nonce, parameters))}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)))}";
    }

    internal static string HashOf(UpbitParameters parameters) => Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(parameters.Plain)));

    // Drawn by lot and from no clock: it may never come twice, whatever the clock does.
    private static string Nonce() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    private static ReadOnlySpan<byte> Claims(string access, string nonce, UpbitParameters parameters)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("access_key", access);
        json.WriteString("nonce", nonce);
        if (!parameters.IsEmpty)
        {
            json.WriteString("query_hash", HashOf(parameters));
            json.WriteString("query_hash_alg", "SHA512");
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan;
    }
}
