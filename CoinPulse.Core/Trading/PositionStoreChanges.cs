using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading;

internal static class PositionStoreChanges
{
    /// <summary>Writes down what has happened. The lease is not asked for: it is true whoever holds the engine.</summary>
    /// <returns>The file after the change.</returns>
    public static Task<PositionFile> ChangeAsync(this IPositionStore positions, UserId owner, PositionId position, Action<PositionFile> change) => positions.ChangeAsync(
        owner,
        position,
        loaded =>
        {
            change(loaded);
            return loaded;
        },
        lease: null,
        CancellationToken.None);
}
