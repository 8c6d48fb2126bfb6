using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Manual;

namespace CoinPulse.Core.Trading.Reading;

/// <summary>What of a person's trading has changed.</summary>
public enum TradingTopic
{
    Positions,
    Decisions,
    Account,
}

/// <summary>Tells what this process has changed of anybody's trading. What another process did is not told here: look now and then.</summary>
public interface ITradingNews
{
    /// <summary>Calls <paramref name="hear"/> on whatever thread the change was made: it must hand on and return.</summary>
    IDisposable Subscribe(Action<UserId, TradingTopic> hear);
}

internal sealed class TradingNews(PositionDesk desk, TradingCycle cycle, Reconciliation reconciliation, ManualWatch byHand) : ITradingNews
{
    public IDisposable Subscribe(Action<UserId, TradingTopic> hear)
    {
        void Moved(PositionFile file) => hear(file.Position.Owner, TradingTopic.Positions);
        void Decided(TradingAccount account) => hear(account.Owner, TradingTopic.Decisions);
        void Compared(TradingAccount account) => hear(account.Owner, TradingTopic.Account);
        void Ordered(ManualOrder order) => hear(order.Owner, TradingTopic.Account);
        desk.Changed += Moved;
        cycle.Decided += Decided;
        reconciliation.Compared += Compared;
        byHand.Changed += Ordered;
        return new Subscription(() =>
        {
            desk.Changed -= Moved;
            cycle.Decided -= Decided;
            reconciliation.Compared -= Compared;
            byHand.Changed -= Ordered;
        });
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
