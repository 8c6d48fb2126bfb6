using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Markets.Hub;

/// <summary>The one source of this process, from the moment at which it is chosen until the process ends.</summary>
internal sealed class SourceInUse(IServiceProvider services, IOptions<MarketOptions> options) : IMarketSource
{
    private IMarketSource? _chosen;

    public string Name => Chosen.Name;

    public PriceSource Source => Chosen.Source;

    // What is configured need not wait for anybody's choice.
    private IMarketSource Chosen => _chosen ??= Of(Configured(options.Value.Source) ?? throw new InvalidOperationException("No source of prices is chosen yet."));

    /// <summary>The source that somebody has named; null when it is left to us.</summary>
    public static PriceSource? Configured(MarketSourceChoice choice) => choice switch
    {
        MarketSourceChoice.Auto => null,
        MarketSourceChoice.Upbit => PriceSource.Upbit,
        MarketSourceChoice.Simulated => PriceSource.Simulated,
        MarketSourceChoice.Replay => PriceSource.Replay,
    };

    /// <summary>A source that could be chosen. Made when it is first asked for: a recording is not read for nothing.</summary>
    public IMarketSource Of(PriceSource source) => services.GetRequiredKeyedService<IMarketSource>(source);

    /// <exception cref="InvalidOperationException">Another one was chosen before.</exception>
    public void Choose(PriceSource source)
    {
        if (_chosen is not null && _chosen.Source != source) throw new InvalidOperationException($"This process lives on {_chosen.Source} prices.");
        _chosen ??= Of(source);
    }

    public Task<bool> AnswersAsync(CancellationToken cancellationToken) => Chosen.AnswersAsync(cancellationToken);

    public Task WarmUpAsync(MarketHub hub, CancellationToken cancellationToken) => Chosen.WarmUpAsync(hub, cancellationToken);

    public Task RunAsync(MarketHub hub, CancellationToken cancellationToken) => Chosen.RunAsync(hub, cancellationToken);

    public Task<IReadOnlyList<MarketInfo>?> ListAsync(CancellationToken cancellationToken) => Chosen.ListAsync(cancellationToken);

    public bool GivesPast => Chosen.GivesPast;

    public Task<PastPage> PastAsync(MarketCode market, CandleUnit unit, DateTimeOffset before, CancellationToken cancellationToken) =>
        Chosen.PastAsync(market, unit, before, cancellationToken);
}
