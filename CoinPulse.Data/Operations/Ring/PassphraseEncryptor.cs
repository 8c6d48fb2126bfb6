using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CoinPulse.Data.Operations.Ring;

/// <summary>Encrypts a key of the ring with AES-256-GCM under a key that PBKDF2 draws from the passphrase and a salt of its own.</summary>
internal sealed class PassphraseEncryptor(string passphrase) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("passphraseEncryptedKey", PassphraseBox.Close(passphrase, plaintextElement.ToString(SaveOptions.DisableFormatting))), typeof(PassphraseDecryptor));
}

/// <summary>Made by Data Protection by its name, which is written beside each encrypted key: it may never be renamed.</summary>
internal sealed class PassphraseDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var passphrase = services.GetRequiredService<IOptions<KeyRingOptions>>().Value.Passphrase
            ?? throw new CryptographicException("The key ring is encrypted with a passphrase, and KeyRing__Passphrase is not set.");
        return XElement.Parse(PassphraseBox.Open(passphrase, encryptedElement.Value));
    }
}

/// <summary>Salt, nonce, tag and cipher, one behind the other, in Base64.</summary>
internal static class PassphraseBox
{
    private const int SaltBytes = 16;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    // OWASP's figure for PBKDF2-HMAC-SHA512 (2023). Paid once for each key of the ring at the start.
    private const int Rounds = 210_000;

    public static string Close(string passphrase, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[SaltBytes + NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, SaltBytes + NonceBytes));
        var (salt, nonce, tag, cipher) = Parts(box);
        using var aes = new AesGcm(KeyOf(passphrase, salt), TagBytes);
        aes.Encrypt(nonce, plain, cipher, tag);
        return Convert.ToBase64String(box);
    }

    /// <exception cref="CryptographicException">Another passphrase, or another text.</exception>
    public static string Open(string passphrase, string closed)
    {
        var (salt, nonce, tag, cipher) = Parts(Convert.FromBase64String(closed));
        var plain = new byte[cipher.Count];
        using var aes = new AesGcm(KeyOf(passphrase, salt), TagBytes);
        aes.Decrypt(nonce, cipher, tag, plain);
        return Encoding.UTF8.GetString(plain);
    }

    private static (ArraySegment<byte> Salt, ArraySegment<byte> Nonce, ArraySegment<byte> Tag, ArraySegment<byte> Cipher) Parts(byte[] box) => (
        new(box, 0, SaltBytes),
        new(box, SaltBytes, NonceBytes),
        new(box, SaltBytes + NonceBytes, TagBytes),
        new(box, SaltBytes + NonceBytes + TagBytes, box.Length - SaltBytes - NonceBytes - TagBytes));

    private static byte[] KeyOf(string passphrase, ReadOnlySpan<byte> salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, Rounds, HashAlgorithmName.SHA512, 32);
}
