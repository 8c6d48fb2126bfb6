using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Markets.Hub;

/// <summary>
/// Chooses the source at the start, when the database is ready and before anything that lives on prices. Left to itself it takes Upbit when Upbit answers; it
/// simulates only where Upbit's prices have never been seen and nobody keeps a key of it, because real coins must not wait beside invented prices. Elsewhere Upbit is
/// waited for.
/// </summary>
internal sealed class SourceChoice(SourceInUse source, IMarketListStore lists, IKeyVault keys, IOptions<MarketOptions> options, TimeProvider wall, ILogger<SourceChoice> logger) : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var (chosen, why) = SourceInUse.Configured(options.Value.Source) is { } configured ? (configured, "as configured") : await ChooseAsync(cancellationToken);
        source.Choose(chosen);
        logger.LogInformation("Prices come from {Source}: {Why}", source.Name, why);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<(PriceSource Source, string Why)> ChooseAsync(CancellationToken cancellationToken)
    {
        var belongsToUpbit = await lists.HasSeenForEveryoneAsync(PriceSource.Upbit, cancellationToken) || (await keys.AllForEveryoneAsync(cancellationToken)).Count > 0;
        if (options.Value.Speed != 1)
        {
            return belongsToUpbit
                ? throw new StartupRefusedException($"Market__Speed={options.Value.Speed:0.##} needs Market__Source=Simulated or Replay: this database has lived on Upbit's prices or keeps a key of it, and real prices know only the speed 1.")
                : (PriceSource.Simulated, "a speed other than 1 is asked for, which real prices do not know");
        }

        if (await AnswersAsync(cancellationToken)) return (PriceSource.Upbit, "it answers");
        return belongsToUpbit
            ? (PriceSource.Upbit, "it does not answer, but this database has lived on its prices or keeps a key of it; it is waited for, and nothing is bought meanwhile")
            : (PriceSource.Simulated, "Upbit does not answer, and this database has neither seen its prices nor a key of it");
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        return await source.Of(PriceSource.Upbit).AnswersAsync(either.Token);
    }
}
