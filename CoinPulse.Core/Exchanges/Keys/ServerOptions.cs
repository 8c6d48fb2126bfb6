using System.ComponentModel.DataAnnotations;
using System.Net;

namespace CoinPulse.Core.Exchanges.Keys;

/// <summary>Where this server stands in the network. Section <c>Server</c>.</summary>
public sealed class ServerOptions : IValidatableObject
{
    public const string Section = "Server";

    /// <summary>The public IPv4 addresses from which this server asks, apart by commas: a person registers them with their key at the exchange, which takes ten.</summary>
    public string OutgoingAddresses { get; set; } = "";

    public IReadOnlyList<string> Addresses => OutgoingAddresses.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var address in Addresses.Where(address => !IPAddress.TryParse(address, out var parsed) || parsed.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork))
        {
            yield return new ValidationResult($"'{address}' is no IPv4 address.", [nameof(OutgoingAddresses)]);
        }

        if (Addresses.Count > 10) yield return new ValidationResult("an exchange registers ten addresses at most.", [nameof(OutgoingAddresses)]);
    }
}
