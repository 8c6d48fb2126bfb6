using System.ComponentModel.DataAnnotations;

namespace CoinPulse.Web.Accounts.Forms;

/// <summary>Must be filled in; says so in the reader's language.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NeededAttribute : RequiredAttribute
{
    public NeededAttribute() => (ErrorMessageResourceType, ErrorMessageResourceName) = (typeof(AccountsText), nameof(AccountsText.Required));
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class AtMostAttribute : StringLengthAttribute
{
    public AtMostAttribute(int letters)
        : base(letters) => (ErrorMessageResourceType, ErrorMessageResourceName) = (typeof(AccountsText), nameof(AccountsText.TooLong));
}

/// <summary>Has the shape of an email address; whether it is one only a message to it can tell.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EmailShapeAttribute() : ValidationAttribute(() => AccountsText.EmailInvalid)
{
    private static readonly EmailAddressAttribute Shape = new();

    public override bool IsValid(object? value) => value is null or "" || (Shape.IsValid(value) && PlainAttribute.IsPlain((string)value));
}

/// <summary>Holds letters alone: no control character, which nobody sees.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PlainAttribute() : ValidationAttribute(() => AccountsText.NotPlain)
{
    public override bool IsValid(object? value) => value is not string text || IsPlain(text);

    internal static bool IsPlain(string text) => !text.Any(char.IsControl);
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class SamePasswordAttribute : CompareAttribute
{
    public SamePasswordAttribute(string otherProperty)
        : base(otherProperty) => (ErrorMessageResourceType, ErrorMessageResourceName) = (typeof(AccountsText), nameof(AccountsText.PasswordsDiffer));
}
