using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Backtest;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Invariants;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Replay;
using CoinPulse.Core.Trading.Reserve;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Yardstick;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading;

/// <summary>The engine: strategies, cycle, journal, guards, books.</summary>
public static class TradingRegistration
{
    /// <summary>The engine's lease, once. Whoever needs it adds it first: what is added first is stopped last, and nothing of the engine may go on without it.</summary>
    internal static IServiceCollection AddEngineLease(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(EngineLease))) return services;
        services.AddSingleton<EngineLease>();
        services.AddSingleton<IEngineLease>(provider => provider.GetRequiredService<EngineLease>());
        services.AddHostedService(provider => provider.GetRequiredService<EngineLease>());
        return services;
    }

    public static IServiceCollection AddTrading(this IServiceCollection services)
    {
        services.AddSingleton(StrategyCatalog.Offered);
        services.AddEngineLease();
        services.AddSingleton(provider => new Reserve.Reserve(
            provider.GetRequiredService<StorageFolder>().Path, provider.GetRequiredService<ILogger<Reserve.Reserve>>()));
        services.AddSingleton<ReservedJournal>();
        services.AddSingleton<IPositionStore>(provider => provider.GetRequiredService<ReservedJournal>());
        services.AddSingleton<IJournalState>(provider => provider.GetRequiredService<ReservedJournal>());
        services.AddSingleton<ReserveReturn>();
        services.AddSingleton<ISeed>(provider => provider.GetRequiredService<ReserveReturn>());
        services.AddSingleton<OrderSender>();
        services.AddSingleton<UnknownResolver>();
        services.AddSingleton<PositionDesk>();
        services.AddSingleton<GuardBook>();
        services.AddSingleton<IBookInterest>(provider => provider.GetRequiredService<GuardBook>());
        services.AddSingleton<OpinionBoard>();
        services.AddSingleton<EntryGate>();
        services.AddSingleton<AccountLook>();
        services.AddSingleton<IEntryHolds>(provider => provider.GetRequiredService<EntryGate>());
        services.AddSingleton<TradingCycle>();
        services.AddSingleton<TradingEngine>();
        services.AddSingleton<HandTrades>();
        services.AddSingleton<HandTransfers>();
        services.AddSingleton<Reconciliation>();
        services.AddManualOrders();
        services.AddDifferences();
        services.AddKeyedSingleton<IMarketSource, ReplaySource>(PriceSource.Replay);
        services.AddSingleton<ITradingDesk, TradingDesk>();
        services.AddSingleton<IPaperTrading, PaperTrading>();
        services.AddSingleton<IViewedAccount, ViewedAccount>();
        services.AddSingleton<ILiveAccounts, LiveAccounts>();
        services.AddSingleton<IGoingLive, GoingLive>();
        services.AddSingleton<ISettingsDesk, SettingsDesk>();
        services.AddSingleton<ITradingReader, TradingReader>();
        services.AddSingleton<IRiskReader, RiskReader>();
        services.AddSingleton<IRandomEntryBench, RandomEntryBench>();
        services.AddSingleton<ISettingsPreviews, SettingsPreviews>();
        services.AddSingleton<IPositionReader, PositionReader>();
        services.AddSingleton<ITradingNews, TradingNews>();
        services.AddSingleton<IJobWork, TradingCycleWork>();
        services.AddSingleton<IJobWork, ReconciliationWork>();
        services.AddSingleton<IJobWork, BalanceSnapshotWork>();
        services.AddSingleton<OrderSync>();
        services.AddSingleton<IJobWork, PriceAndOrderSyncWork>();
        services.AddSingleton<DecisionReplay>();
        services.AddSingleton<IJobWork, DecisionReplayWork>();
        services.AddSingleton<IRetained, RetainedDifferences>();
        services.AddSingleton<IRetained, RetainedDecisions>();
        services.AddSingleton<IRetained, RetainedEquityOfMinutes>();
        services.AddSingleton<IRetained, RetainedEquityOfHours>();
        services.AddSingleton<IKeyHoldings, KeyHoldings>();
        services.AddSingleton<InvariantsCheck>();
        services.AddSingleton<IJobWork>(provider => provider.GetRequiredService<InvariantsCheck>());
        services.AddSingleton<ISeed>(provider => provider.GetRequiredService<InvariantsCheck>());
        services.AddHostedService(provider => provider.GetRequiredService<ReserveReturn>());
        services.AddHostedService(provider => provider.GetRequiredService<TradingEngine>());
        return services;
    }
}
