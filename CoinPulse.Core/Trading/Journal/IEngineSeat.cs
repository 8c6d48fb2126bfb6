namespace CoinPulse.Core.Trading.Journal;

/// <summary>
/// What stands under the lease where all processes of a database are on one machine: only who has the seat may ask for the lease, and the operating
/// system itself takes it back when the process dies. Where processes may be on several machines there is none.
/// </summary>
public interface IEngineSeat
{
    /// <summary>Takes the seat, or finds that it is ours already.</summary>
    /// <returns>False when another process sits there. True where there is no seat.</returns>
    bool TryTake();

    /// <summary>This process sits there: no other can become the engine, however long the lease cannot be renewed.</summary>
    bool IsTaken { get; }

    void Leave();
}
