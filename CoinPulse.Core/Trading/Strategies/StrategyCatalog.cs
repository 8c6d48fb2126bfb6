using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies.MeanReversion;
using CoinPulse.Core.Trading.Strategies.Swing;
using CoinPulse.Core.Trading.Strategies.Trend;

namespace CoinPulse.Core.Trading.Strategies;

/// <summary>The strategies that are offered, and their settings as they are stored by strategy id.</summary>
public sealed class StrategyCatalog(IEnumerable<IStrategy> strategies)
{
    private readonly Dictionary<StrategyId, IStrategy> _byId = strategies.ToDictionary(strategy => strategy.Id);

    /// <summary>Swing, trend and mean reversion. The random yardstick is not among them.</summary>
    public static StrategyCatalog Offered { get; } = new([new SwingStrategy(), new TrendStrategy(), new MeanReversionStrategy()]);

    /// <summary>In the order of the page.</summary>
    public IReadOnlyList<IStrategy> Strategies { get; } = [.. strategies];

    public IStrategy? Find(StrategyId id) => _byId.GetValueOrDefault(id);

    /// <summary>Reads stored settings. That they can be read does not say that they may be traded on: <see cref="SettingsRules"/> does.</summary>
    public Result<StrategySettings> Read(StrategyId id, string json) => Find(id) is { } strategy
        ? SettingsJson.Read<StrategySettings>(json, strategy.SettingsType)
        : Problem.Of(SettingsProblems.StrategyUnknown, id.Value);

    /// <exception cref="ArgumentException">The settings belong to another strategy.</exception>
    public string Write(StrategyId id, StrategySettings settings) => Find(id)?.SettingsType == settings.GetType()
        ? SettingsJson.Write(settings)
        : throw new ArgumentException($"{settings.GetType().Name} are not the settings of '{id}'.", nameof(settings));
}
