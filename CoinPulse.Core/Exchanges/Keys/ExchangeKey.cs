using CoinPulse.Core.Operations;

namespace CoinPulse.Core.Exchanges.Keys;

/// <summary>
/// What opens one pocket at an exchange: an access key, which names it, and a secret key, which signs. Neither is ever shown, logged or serialised: there is no property
/// to read, and whoever needs them says so by calling <see cref="Reveal"/>.
/// </summary>
public sealed class ExchangeKey : ISecret
{
    private readonly string _access;
    private readonly string _secret;

    public ExchangeKey(string access, string secret) => (_access, _secret) = (access.Trim(), secret.Trim());

    /// <summary>For signing and for the vault alone.</summary>
    public (string Access, string Secret) Reveal() => (_access, _secret);

    public override string ToString() => "***";
}
