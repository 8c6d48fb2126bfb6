using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Replay;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Data.Trading;

internal static class TradingStores
{
    public static IServiceCollection AddTradingStores(this IServiceCollection services) => services
        .AddSingleton<IPositionStore, PositionStore>()
        .AddSingleton<IBooks, BooksStore>()
        .AddSingleton<ITradingAccounts, TradingAccountsStore>()
        .AddSingleton<IDecisionLog, DecisionLog>()
        .AddSingleton<IAccountHistory, AccountHistoryStore>()
        .AddSingleton<IStopSwitches, StopSwitchStore>()
        .AddSingleton<IOrderSyncMarks, OrderSyncMarks>()
        .AddSingleton<IReplayStore, ReplayStore>();
}
