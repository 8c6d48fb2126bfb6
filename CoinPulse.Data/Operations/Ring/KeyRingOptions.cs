using System.ComponentModel.DataAnnotations;

namespace CoinPulse.Data.Operations.Ring;

/// <summary>
/// What encrypts the key ring, which signs cookies and encrypts exchange keys and lies in the database: a certificate or a passphrase, one of the two, from the environment.
/// Section <c>KeyRing</c>. Whoever loses it loses every stored exchange key.
/// </summary>
public sealed class KeyRingOptions : IValidatableObject
{
    public const string Section = "KeyRing";

    public const int ShortestPassphrase = 20;

    /// <summary>A PKCS #12 file with its private key.</summary>
    public string? CertificatePath { get; set; }

    public string? CertificatePassword { get; set; }

    public string? Passphrase { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Passphrase is not null && CertificatePath is not null) yield return new ValidationResult("a certificate or a passphrase, not both.", [nameof(Passphrase)]);
        if (Passphrase is { Length: < ShortestPassphrase }) yield return new ValidationResult($"it has at least {ShortestPassphrase} characters.", [nameof(Passphrase)]);
        if (CertificatePath is not null && !File.Exists(CertificatePath)) yield return new ValidationResult("there is no such file.", [nameof(CertificatePath)]);
        if (CertificatePath is null && CertificatePassword is not null) yield return new ValidationResult("a password without a certificate.", [nameof(CertificatePassword)]);
    }
}
