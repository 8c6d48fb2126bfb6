using System.ComponentModel.DataAnnotations;
using System.Net;

namespace CoinPulse.Web.Operations;

/// <summary>
/// Which neighbours may say for whom they speak. Nobody by default: a header that anyone can send would let a guesser choose the address that is limited and audited.
/// </summary>
internal sealed class ProxyOptions : IValidatableObject
{
    public const string Section = "Proxy";

    /// <summary>Addresses or networks with commas: <c>127.0.0.1,10.0.0.0/8</c>.</summary>
    public string? Trusted { get; set; }

    public IEnumerable<IPNetwork> Networks => Names.Select(name => NetworkOf(name)!.Value);

    private string[] Names => Trusted?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Names.Where(name => NetworkOf(name) is null)
        .Select(name => new ValidationResult($"'{name}' is neither an address nor a network such as 10.0.0.0/8.", [nameof(Trusted)]));

    private static IPNetwork? NetworkOf(string name) =>
        IPNetwork.TryParse(name, out var network) ? network
        : IPAddress.TryParse(name, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
