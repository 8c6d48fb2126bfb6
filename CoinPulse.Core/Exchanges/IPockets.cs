using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Exchanges;

/// <summary>A person's pocket at Upbit, by whatever key of theirs opens it now; asked before there is an account with books for it.</summary>
public interface IPockets
{
    IExchange Of(UserId owner);
}
