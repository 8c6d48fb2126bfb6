using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Tests.Exchanges.Upbit.Load;

/// <summary>An owner whose paper account trades by every strategy, made before the product under load starts on the same files.</summary>
internal static class LoadedAccount
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    public static async Task PrepareAsync((string Key, string Value)[] settings)
    {
        await using var app = new CoinPulseApp(null, settings);
        var hub = app.Services.GetRequiredService<IMarketHub>();
        while (hub.State != FeedState.Live) await Task.Delay(Glance, TimeProvider.System);

        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var owner = (await services.GetRequiredService<IUserDirectory>().SearchForEveryoneAsync(null, 0, 1, default)).People.Single().Id;
        await services.GetRequiredService<IAgreements>().AgreeAsync(owner, Enum.GetValues<AgreementDocument>(), TimeProvider.System.GetUtcNow(), null, default);
        var account = await services.GetRequiredService<IPaperTrading>().OpenAsync(owner, default);
        foreach (var strategy in StrategyCatalog.Offered.Strategies) await services.GetRequiredService<ISettingsDesk>().ArmAsync(owner, account.Id, strategy.Id, armed: true, default);
        await services.GetRequiredService<ITradingAccounts>().TurnTradingAsync(owner, account.Id, on: true, default);
    }
}
