using CoinPulse.Core.Accounts;

namespace CoinPulse.Core.Notifications;

/// <summary>Tells this process whose centre has changed. What another process did is not told here: look now and then.</summary>
public sealed class NoticeNews
{
    /// <summary>Called on whatever thread the change was made: it must hand on and return.</summary>
    public event Action<UserId>? Changed;

    public void Tell(UserId owner) => Changed?.Invoke(owner);
}
