using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Reading;

/// <summary>A market that the strategy would buy, and what the rules would say to it.</summary>
public sealed record PreviewedMarket(MarketInfo Market, Opinion Opinion, EntryVerdict Verdict);

/// <summary>What settings would do on the candle that closed last.</summary>
/// <param name="Markets">How many markets there are.</param>
/// <param name="Wishes">Those that the strategy would buy, strongest first; each is judged as if it were the only one.</param>
/// <param name="CandleAt">The start of the decision candle.</param>
public sealed record SettingsPreview(int Markets, IReadOnlyList<PreviewedMarket> Wishes, DateTimeOffset CandleAt)
{
    public int Left => Wishes.Count(wish => wish.Verdict is EntryVerdict.Accepted);
}

/// <summary>Tells what settings would do before they are kept.</summary>
public interface ISettingsPreviews
{
    /// <param name="risk">Limits that are still being typed; null is those that are kept.</param>
    /// <returns>Null while the exchange does not say what the account holds, or while the source is being prepared.</returns>
    Task<SettingsPreview?> OfAsync(UserId owner, StrategyId strategy, StrategySettings settings, RiskSettings? risk, CancellationToken cancellationToken);
}

internal sealed class SettingsPreviews(
    IViewedAccount viewed, IPositionStore positions, AccountLook look, StrategyCatalog catalog, OpinionBoard board, IMarketHub hub, EngineClock clock) : ISettingsPreviews
{
    public async Task<SettingsPreview?> OfAsync(UserId owner, StrategyId strategy, StrategySettings settings, RiskSettings? risk, CancellationToken cancellationToken)
    {
        if (catalog.Find(strategy) is not { } rule || hub.State == FeedState.WarmingUp) return null;
        var account = await viewed.OpenAsync(owner, cancellationToken);
        var now = clock.GetUtcNow();
        var files = await positions.LiveAsync(owner, account.Id, cancellationToken);
        if (await look.GlanceAsync(account, files, now, cancellationToken) is not { } book) return null;

        var setup = new StrategySetup(account.Id, strategy, "{}", Armed: true, WaitsForPerson: false);
        var candleAt = settings.Timeframe.LastClosed(now);
        return new SettingsPreview(
            hub.Markets.Count,
            [
                .. board.Look(rule, settings, candleAt, now).Select(wish =>
                    new PreviewedMarket(wish.Market, wish.Opinion, RiskRules.Decide(AsIfOn(book.RequestFor(setup, settings, wish.Market, now), risk)))),
            ],
            candleAt);
    }

    /// <summary>Settings are tried before trading is turned on: the switch itself would be the answer for every market.</summary>
    private static EntryRequest AsIfOn(EntryRequest request, RiskSettings? risk) =>
        request with { Risk = risk ?? request.Risk, Account = request.Account with { TradingOn = true, AgreementsGiven = true } };
}
