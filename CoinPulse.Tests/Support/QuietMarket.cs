using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Trading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CoinPulse.Tests.Support;

/// <summary>An app whose market stands still: for tests of people and pages, which should not wait for two hundred days of prices to be made.</summary>
internal static class QuietMarket
{
    private static readonly Type[] Moving = [typeof(MarketFeed), typeof(CandleWriter), typeof(TradingEngine)];

    public static IServiceCollection WithQuietMarket(this IServiceCollection services)
    {
        foreach (var moving in services.Where(Moves).ToList()) services.Remove(moving);
        return services;
    }

    private static bool Moves(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && (Moving.Contains(service.ImplementationType) || Moving.Contains(service.ImplementationFactory?.Method.ReturnType));
}
