using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Replay;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Yardstick;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Core.Trading;

/// <summary>The engine: strategies, cycle, journal, guards, books.</summary>
public static class TradingRegistration
{
    public static IServiceCollection AddTrading(this IServiceCollection services)
    {
        services.AddSingleton(StrategyCatalog.Offered);
        services.AddSingleton<EngineLease>();
        services.AddSingleton<IEngineLease>(provider => provider.GetRequiredService<EngineLease>());
        services.AddSingleton<OrderSender>();
        services.AddSingleton<UnknownResolver>();
        services.AddSingleton<PositionDesk>();
        services.AddSingleton<GuardBook>();
        services.AddSingleton<OpinionBoard>();
        services.AddSingleton<EntryGate>();
        services.AddSingleton<AccountLook>();
        services.AddSingleton<TradingCycle>();
        services.AddSingleton<TradingEngine>();
        services.AddSingleton<Reconciliation>();
        services.AddSingleton<ITradingDesk, TradingDesk>();
        services.AddSingleton<IPaperTrading, PaperTrading>();
        services.AddSingleton<ISettingsDesk, SettingsDesk>();
        services.AddSingleton<ITradingReader, TradingReader>();
        services.AddSingleton<IRiskReader, RiskReader>();
        services.AddSingleton<IRandomEntryBench, RandomEntryBench>();
        services.AddSingleton<ISettingsPreviews, SettingsPreviews>();
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
        services.AddHostedService(provider => provider.GetRequiredService<EngineLease>());
        services.AddHostedService(provider => provider.GetRequiredService<TradingEngine>());
        return services;
    }
}
