using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace CoinPulse.Core.Accounts;

/// <summary>
/// Time-based one-time passwords (RFC 6238). Identity's own check says only yes or no; to refuse a code that was used before we must know its time step.
/// </summary>
public static class Totp
{
    private const int StepSeconds = 30;
    private const int Digits = 6;
    private const int Modulus = 1_000_000;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step that <paramref name="code"/> belongs to, or null when it is wrong. One step either way allows for a telephone's clock.</summary>
    public static long? StepOf(string base32Secret, string? code, DateTimeOffset now)
    {
        var digits = string.Concat((code ?? "").Where(char.IsAsciiDigit));
        if (digits.Length != Digits) return null;

        var typed = int.Parse(digits, CultureInfo.InvariantCulture);
        var secret = Decode(base32Secret);
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = current - 1; step <= current + 1; step++)
        {
            if (CodeAt(secret, step) == typed) found = step;   // no early return: time tells nothing
        }

        return found;
    }

    /// <summary>The code of a moment: what the authenticator app shows.</summary>
    public static string CodeAt(string base32Secret, DateTimeOffset moment) =>
        CodeAt(Decode(base32Secret), moment.ToUnixTimeSeconds() / StepSeconds).ToString("D6", CultureInfo.InvariantCulture);

    [SuppressMessage("Security", "CA5350", Justification = "The RFC and every authenticator app use HMAC-SHA1, which is sound as a keyed hash.")]
    private static int CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secret, counter, hash);
        var offset = hash[^1] & 0x0F;
        return (int)((BinaryPrimitives.ReadUInt32BigEndian(hash[offset..]) & 0x7FFFFFFF) % Modulus);
    }

    private static byte[] Decode(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (buffer, bits) = (0, 0);
        foreach (var letter in text.TrimEnd('='))
        {
            var value = Base32.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
            if (value < 0) throw new FormatException("The secret is not base 32.");
            (buffer, bits) = ((buffer << 5) | value, bits + 5);
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }

        return [.. bytes];
    }
}
