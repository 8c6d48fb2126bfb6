using System.ComponentModel.DataAnnotations;

namespace CoinPulse.Web.Accounts;

/// <summary>The first admin from the environment, for installations that nobody watches. Both or neither.</summary>
internal sealed class BootstrapOptions : IValidatableObject
{
    public const string Section = "Bootstrap";

    [EmailAddress]
    public string? AdminEmail { get; set; }

    public string? AdminPassword { get; set; }

    public bool IsGiven => !string.IsNullOrEmpty(AdminEmail) && !string.IsNullOrEmpty(AdminPassword);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(AdminEmail) == string.IsNullOrEmpty(AdminPassword)) yield break;
        var missing = string.IsNullOrEmpty(AdminEmail) ? nameof(AdminEmail) : nameof(AdminPassword);
        yield return new ValidationResult($"it is missing: give both {nameof(AdminEmail)} and {nameof(AdminPassword)}, or neither.", [missing]);
    }
}
