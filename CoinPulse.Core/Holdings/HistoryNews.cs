using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Holdings;

/// <summary>Tells whose orders this process has just written down. What another process wrote is not told here: look now and then.</summary>
public sealed class HistoryNews
{
    /// <summary>On whatever thread wrote: whoever hears hands on and returns.</summary>
    public event Action<UserId>? Kept;

    internal void Tell(UserId owner) => Kept?.Invoke(owner);
}
