using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Invariants;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Replay;
using CoinPulse.Core.Trading.Reserve;
using CoinPulse.Data.Trading.Differences;
using CoinPulse.Data.Trading.Manual;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Data.Trading;

internal static class TradingStores
{
    public static IServiceCollection AddTradingStores(this IServiceCollection services) => services
        .AddKeyedSingleton<IPositionStore, PositionStore>(ReservedJournal.Database)
        .AddSingleton<IBooks, BooksStore>()
        .AddSingleton<ITradingAccounts, TradingAccountsStore>()
        .AddSingleton<IDecisionLog, DecisionLog>()
        .AddSingleton<ITradeHistory, TradeHistory>()
        .AddSingleton<IExitTimes, TradeHistory>()
        .AddSingleton<IAccountHistory, AccountHistoryStore>()
        .AddSingleton<IInvariantsStore, InvariantsStore>()
        .AddSingleton<IStopSwitches, StopSwitchStore>()
        .AddSingleton<IOrderSyncMarks, OrderSyncMarks>()
        .AddSingleton<IReplayStore, ReplayStore>()
        .AddSingleton<IManualOrders, ManualOrderStore>()
        .AddSingleton<IDifferences, DifferenceStore>()
        .AddSingleton<IBooksNotes, NoteStore>();
}
