using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Accounts;

/// <summary>A person. Comes from the session, never from a request. <c>default</c> is nobody and owns nothing.</summary>
public readonly record struct UserId(Guid Value) : IGuidId<UserId>
{
    public static UserId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
