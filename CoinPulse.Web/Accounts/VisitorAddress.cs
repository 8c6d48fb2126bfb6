namespace CoinPulse.Web.Accounts;

/// <summary>Where the person of an open page sits. A circuit has no request, so the one that opened it tells: what an admin does in a page is audited with it.</summary>
public sealed class VisitorAddress
{
    public string? Value { get; private set; }

    public void Tell(string? address) => Value = address;
}
